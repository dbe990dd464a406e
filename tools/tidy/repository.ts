import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import type { SourceFile } from "./source.ts";

const root = join(import.meta.dirname, "..", "..");

export const existsInRepository = (path: string): boolean => existsSync(join(root, path));

/** Every text file that is in the repository, or would be with the next `git add`. */
export const readRepository = (): readonly SourceFile[] => {
  // A checkout may belong to another user than the one who tests it, which git only reads if told.
  const options = ["-c", "safe.directory=*", "ls-files", "-z"];
  const which = ["--cached", "--others", "--exclude-standard"];
  const listing = execFileSync("git", [...options, ...which], { cwd: root, encoding: "utf8" });
  return listing
    .split("\0")
    .filter((path) => path !== "" && isFile(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
};

const isFile = (path: string): boolean =>
  statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false;
