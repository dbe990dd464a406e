import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Whether the folder is the root of a clone of Parlor. */
export const isClone = (folder: string): boolean => {
  const manifest = join(folder, "packages/kit/package.json");
  if (!existsSync(manifest)) return false;
  const parsed: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  return (
    typeof parsed === "object" &&
    parsed !== null &&
    "name" in parsed &&
    parsed.name === "@parlor/kit"
  );
};

/** The clone that a folder is in, if it is in one. */
export const cloneAround = (folder: string): string | undefined => {
  if (isClone(folder)) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : cloneAround(above);
};

/** The clone that this command runs from. */
export const ownClone = (): string | undefined => cloneAround(import.meta.dirname);
