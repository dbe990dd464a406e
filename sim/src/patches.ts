import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/** A change to one real source file, made as the module is loaded and nowhere else. */
export interface Patch {
  /** The end of the file's path. */
  readonly file: string;
  /** What is replaced; it must be there exactly once. */
  readonly find: string | RegExp;
  readonly replace: string;
}

/**
 * Loads every module from now on with these changes. The returned function says which were made, so
 * that nobody believes in a change to a file that was never loaded.
 */
export const loadWith = (patches: readonly Patch[]): (() => void) => {
  const applied = new Set<Patch>();
  registerHooks({
    load: (url, context, nextLoad) => {
      const own = patches.filter(({ file }) => url.endsWith(`/${file}`));
      if (own.length === 0) return nextLoad(url, context);
      let source = readFileSync(fileURLToPath(url), "utf8");
      for (const patch of own) {
        source = patched(source, patch);
        applied.add(patch);
      }
      return { format: "module-typescript", source, shortCircuit: true };
    },
  });
  return () => {
    const unused = patches.filter((patch) => !applied.has(patch));
    if (unused.length > 0)
      throw new Error(`never loaded: ${unused.map(({ file }) => file).join(", ")}`);
  };
};

export const patched = (source: string, { file, find, replace }: Patch): string => {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new Error(
      `${file} has ${parts.length - 1} times what is to be replaced: ${String(find)}`,
    );
  return parts.join(replace);
};
