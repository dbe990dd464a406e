/**
 * Where a value stops being plain JSON, as a path and a reason; null when it is plain. `undefined`
 * is no JSON, but in a message it only means a field that is not there, so a caller may allow it.
 */
export const plainProblem = (value: unknown, allowed: Allowed): string | null =>
  isPlain(value, allowed) ? null : problemAt(value, allowed, "");

interface Allowed {
  readonly undefinedFields: boolean;
}

/** The same question without the path: nearly all that is asked about is plain, and it is asked millions of times. */
const isPlain = (value: unknown, allowed: Allowed): boolean => {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      return (
        value === null ||
        (Array.isArray(value) ? isPlainList(value, allowed) : isPlainObject(value, allowed))
      );
    default:
      return false;
  }
};

const isPlainList = (list: readonly unknown[], allowed: Allowed): boolean => {
  // What is not an item is a key: `keys` has those too, and leaves holes out.
  if (Object.keys(list).length !== list.length || hasSymbols(list)) return false;
  for (const item of list) if (!isPlain(item, allowed)) return false;
  return true;
};

const isPlainObject = (value: object, allowed: Allowed): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || hasSymbols(value)) return false;
  const fields = value as Record<string, unknown>; // the keys that are read are its own
  for (const key of Object.keys(value)) {
    const field = fields[key];
    if (field === undefined && allowed.undefinedFields) continue;
    if (!isPlain(field, allowed)) return false;
  }
  return true;
};

const hasSymbols = (value: object): boolean => Object.getOwnPropertySymbols(value).length > 0;

const problemAt = (value: unknown, allowed: Allowed, path: string): string | null => {
  const at = path === "" ? "it" : path;
  switch (typeof value) {
    case "string":
    case "boolean":
      return null;
    case "number":
      return Number.isFinite(value) ? null : `${at} is ${value}`;
    case "object":
      return value === null ? null : objectProblem(value, allowed, path);
    default:
      return `${at} is ${typeof value}`;
  }
};

const objectProblem = (value: object, allowed: Allowed, path: string): string | null => {
  if (!Array.isArray(value)) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      return `${path || "it"} is an instance of ${value.constructor.name || "a class"}`;
    }
  }
  if (hasSymbols(value)) return `${path || "it"} has a symbol as a key`;
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined && allowed.undefinedFields && !Array.isArray(value)) continue;
    const problem = problemAt(field, allowed, path === "" ? key : `${path}.${key}`);
    if (problem !== null) return problem;
  }
  return null;
};

/** Equality of two plain JSON values; a field that is undefined equals one that is not there. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
    return Object.is(a, b);
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && sameList(a, b);
  // Both are objects and no lists; of an instance of a class only its fields are compared.
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  let fields = 0;
  for (const key of Object.keys(left)) {
    const field = left[key];
    if (field === undefined) continue;
    if (!sameJson(field, right[key])) return false;
    fields += 1;
  }
  // All fields of the left are in the right: they are all of its fields if there are as many.
  for (const key of Object.keys(right)) if (right[key] !== undefined) fields -= 1;
  return fields === 0;
};

const sameList = (a: readonly unknown[], b: unknown): boolean => {
  if (!Array.isArray(b) || a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!sameJson(a[index], b[index])) return false;
  return true;
};

/** A private copy as JSON carries it, of what is plain: what is `undefined` is left out, and -0 is 0. */
export const throughJson = <T>(value: T): T => carried(value) as T; // a copy has the shape of its original

const carried = (value: unknown): unknown => {
  if (typeof value === "number") return value === 0 ? 0 : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(carried);
  const fields: Record<string, unknown> = { ...value };
  for (const key in fields) {
    const field = fields[key];
    if (field === undefined) delete fields[key];
    else fields[key] = carried(field);
  }
  return fields;
};

/** Freezes a value and all that is in it, so that whoever writes to it throws. */
export const deepFreeze = <T>(value: T): T => {
  // What is frozen already was frozen here, with all that is in it.
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  if (Array.isArray(value)) for (const item of value) deepFreeze(item);
  else for (const field of Object.values(value)) deepFreeze(field);
  return value;
};
