import { parseSync } from "oxc-parser";

/** A file of the repository: its path from the root, with forward slashes, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

/** What a rule found wrong, and what to do instead. */
export type Finding = { readonly path: string; readonly line: number; readonly message: string };

export type Node = { readonly type: string; readonly start: number } & Readonly<
  Record<string, unknown>
>;

/** Called for every node; `parent` has the node under `key`, perhaps inside a list. */
export type Visit = (node: Node, parent: Node | undefined, key: string) => void;

const parsed = new WeakMap<SourceFile, Node>();

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;

const visitAll = (value: unknown, parent: Node | undefined, key: string, visit: Visit): void => {
  if (Array.isArray(value)) {
    for (const item of value) visitAll(item, parent, key, visit);
  } else if (isNode(value)) {
    visit(value, parent, key);
    for (const [name, child] of Object.entries(value)) visitAll(child, value, name, visit);
  }
};

/** Visits the syntax tree of a file, so that comments and strings never look like code. */
export const walk = (file: SourceFile, visit: Visit): void => {
  let program = parsed.get(file);
  if (program === undefined) {
    const root: unknown = parseSync(file.path, file.text).program;
    if (!isNode(root)) throw new Error(`${file.path} has no syntax tree`);
    program = root;
    parsed.set(file, program);
  }
  visitAll(program, undefined, "", visit);
};

export const lineOf = (file: SourceFile, offset: number): number =>
  file.text.slice(0, offset).split("\n").length;

export const isCode = (path: string): boolean => /\.(ts|tsx|mts|mjs|js)$/.test(path);

/** Tests, and what exists for tests only, may do what production code may not. */
export const isTest = (path: string): boolean =>
  /\.test\.tsx?$/.test(path) || /^(packages\/[^/]+|sim|faults)\/test\//.test(path);

/** The package that a file belongs to: `kit` for `packages/kit/src/money.ts`, `sim` for what is in `sim/`, `faults` likewise. */
export const packageOf = (path: string): string | undefined =>
  /^(?:packages\/)?([^/]+)\//.exec(/^(packages|sim|faults)\//.test(path) ? path : "")?.[1];

/** A finding as one line of a test's failure. */
export const describeFinding = ({ path, line, message }: Finding): string =>
  `${path}:${line} ${message}`;
