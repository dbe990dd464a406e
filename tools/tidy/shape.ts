import type { Finding, SourceFile } from "./source.ts";
import { isTest } from "./source.ts";

/** Above this a file usually holds two nouns. */
const fileLinesMax = 300;

const isOurs = (path: string): boolean => /^(packages|tools|bench|faults|sim)\//.test(path);

/** Files are named in kebab-case after what they export. */
export const checkNames = (files: readonly SourceFile[]): readonly Finding[] =>
  files
    .filter(({ path }) => isOurs(path) && /\.(ts|tsx|mjs|js|css|html)$/.test(path))
    .filter(
      ({ path }) => !path.split("/").every((part) => /^[a-z0-9]+([-.][a-z0-9]+)*$/.test(part)),
    )
    .map(({ path }) => ({ path, line: 1, message: "is not kebab-case" }));

const lineCount = (text: string): number => text.trimEnd().split("\n").length;

/**
 * Files stay short. A file that was longer when the limit came has its length in `allowed`, which
 * may only fall: a shorter file lowers its number, and a short one leaves the list.
 */
export const checkLengths = (
  files: readonly SourceFile[],
  allowed: Readonly<Record<string, number>>,
): readonly Finding[] => {
  const found = files.flatMap(({ path, text }) => {
    if (!isOurs(path) || isTest(path) || !/\.tsx?$/.test(path)) return [];
    const lines = lineCount(text);
    const max = allowed[path] ?? fileLinesMax;
    if (lines > max)
      return [{ path, line: max, message: `has ${lines} lines of ${max}: split it` }];
    if (max <= fileLinesMax || lines === max) return [];
    const message = `has ${lines} lines now: lower its number in the exceptions, or take it out`;
    return [{ path, line: 1, message }];
  });
  const gone = Object.keys(allowed)
    .filter((path) => !files.some((file) => file.path === path))
    .map((path) => ({ path, line: 1, message: "does not exist: take it out of the exceptions" }));
  return [...found, ...gone];
};
