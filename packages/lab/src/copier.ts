import { copyJson } from "@parlor/kit";
import { copiedByCodeMax } from "./limits.ts";

/**
 * Makes copies of one JSON value, which must not change. A simulation begins in the same position millions of
 * times, so the copy is written out as code: where the engine knows every field beforehand, it takes a fifth
 * of the time of walking through the value. What is too large or has unusual fields is walked through.
 */
export const copierOf = (value: unknown): (() => unknown) => {
  copyJson(value); // throws on what is no JSON
  const made = new Code();
  const text = made.copyOf(value, "value");
  if (!made.isPlain) return () => copyJson(value);
  // Of the value's own text there are only fields that are plain identifiers in it.
  // oxlint-disable-next-line typescript/no-implied-eval -- no other way gives every shape code of its own
  return new Function("value", `return () => (${text})`)(value) as () => unknown; // it is a function, as just written
};

const isPrimitive = (value: unknown): boolean => typeof value !== "object" || value === null;

/** The code for one copy. */
class Code {
  isPlain = true;
  #count = 0;

  copyOf(value: unknown, path: string): string {
    if (typeof value !== "object" || value === null) return path;
    this.#count += 1;
    if (this.#count > copiedByCodeMax) this.isPlain = false;
    if (!this.isPlain) return "";
    if (Array.isArray(value)) return this.#copyOfList(value, path);
    const fields = Object.entries(value).map(([name, field]) => this.#field(name, field, path));
    return `{ ${fields.join(", ")} }`;
  }

  #copyOfList(list: readonly unknown[], path: string): string {
    if (list.every(isPrimitive)) return list.length === 0 ? "[]" : `${path}.slice()`;
    return `[${list.map((item, index) => this.copyOf(item, `${path}[${index}]`)).join(", ")}]`;
  }

  #field(name: string, field: unknown, path: string): string {
    // Not `__proto__`, which is no field where it is written so.
    if (!/^[A-Za-z]\w*$/.test(name)) this.isPlain = false;
    return `${name}: ${this.copyOf(field, `${path}.${name}`)}`;
  }
}
