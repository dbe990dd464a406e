import { posix } from "node:path";

import type { Finding, SourceFile } from "./source.ts";
import { lineOf } from "./source.ts";

const kinds = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
] as const;

type Dependencies = Readonly<Partial<Record<(typeof kinds)[number], Record<string, string>>>>;

/** Packages come from whatever registry the reader uses; links to the workspaces stay. */
const addressesIn = (lock: SourceFile): readonly Finding[] =>
  [...lock.text.matchAll(/"resolved": "[^"]*:[^"]*"/g)].map((match) => ({
    path: lock.path,
    line: lineOf(lock, match.index),
    message: `${match[0]} is an address: run npm install with the .npmrc of this repository`,
  }));

/** What a manifest asks for and the lock file has not seen would be resolved anew by each install. */
const staleIn = (lock: SourceFile, files: readonly SourceFile[]): readonly Finding[] => {
  // Both files are npm's own formats; npm would not have installed from others.
  const { packages } = JSON.parse(lock.text) as { packages?: Record<string, Dependencies> };
  return files.flatMap(({ path, text }) => {
    // A template's is installed where it is copied to.
    if (posix.basename(path) !== "package.json" || path.includes("/templates/")) return [];
    const directory = posix.dirname(path);
    const locked = packages?.[directory === "." ? "" : directory];
    const manifest = JSON.parse(text) as Dependencies;
    const same = (kind: (typeof kinds)[number]) =>
      sorted(locked?.[kind] ?? {}) === sorted(manifest[kind] ?? {});
    if (locked !== undefined && kinds.every(same)) return [];
    return [{ path, line: 1, message: "and package-lock.json differ: run npm install" }];
  });
};

const sorted = (versions: Readonly<Record<string, string>>): string =>
  Object.entries(versions)
    .map((entry) => entry.join("@"))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join(" ");

/** The lock file has no addresses and is up to date. */
export const checkLock = (files: readonly SourceFile[]): readonly Finding[] => {
  const lock = files.find(({ path }) => path === "package-lock.json");
  return lock === undefined ? [] : [...addressesIn(lock), ...staleIn(lock, files)];
};
