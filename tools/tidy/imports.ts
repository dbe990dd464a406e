import { isBuiltin } from "node:module";
import { posix } from "node:path";

import type { Finding, Node, SourceFile } from "./source.ts";
import { isCode, isTest, lineOf, packageOf, walk } from "./source.ts";

/** What one file imports from where: `target` is a path from the root when the import is relative. */
type Import = {
  readonly file: SourceFile;
  readonly line: number;
  readonly specifier: string;
  readonly target: string | undefined;
};

/** Which packages each package may import; what is missing here (cli, the composition root) may all. */
const directions: Readonly<Record<string, readonly string[]>> = {
  kit: [],
  games: ["kit"],
  bots: ["kit"],
  lab: ["kit"],
  protocol: ["kit"],
  verify: ["kit", "protocol"],
  client: ["protocol", "kit"],
  server: ["kit", "protocol", "bots"],
  web: ["client", "protocol", "kit", "games", "verify"],
  sim: ["kit", "protocol", "games", "server"],
  // Its checker shares no code with the server, which it holds to what it said.
  faults: ["kit", "protocol", "client", "games", "verify"],
};

/** Bots, the lab and the verifier work on any game, so their tests need some to work on. */
const testDirections: Readonly<Record<string, readonly string[]>> = {
  bots: ["games"],
  lab: ["games", "bots"],
  verify: ["games"],
};

const pagePackages = new Set([
  "kit",
  "games",
  "bots",
  "lab",
  "protocol",
  "verify",
  "client",
  "web",
]);

const sourceOf = (node: Node): string | undefined => {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType": {
      const source = node["source"];
      if (typeof source !== "object" || source === null || !("value" in source)) return undefined;
      return typeof source.value === "string" ? source.value : undefined;
    }
    default:
      return undefined;
  }
};

export const importsOf = (file: SourceFile): readonly Import[] => {
  const imports: Import[] = [];
  walk(file, (node) => {
    const specifier = sourceOf(node);
    if (specifier === undefined) return;
    const target = specifier.startsWith(".")
      ? posix.join(posix.dirname(file.path), specifier)
      : undefined;
    imports.push({ file, line: lineOf(file, node.start), specifier, target });
  });
  return imports;
};

const packageNameOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Runs a rule over every import of every source file in packages/. */
const overImports = (
  files: readonly SourceFile[],
  rule: (entry: Import) => string | undefined,
): readonly Finding[] =>
  files
    .filter(({ path }) => packageOf(path) !== undefined && isCode(path))
    .flatMap(importsOf)
    .flatMap((entry) => {
      const message = rule(entry);
      return message === undefined ? [] : [{ path: entry.file.path, line: entry.line, message }];
    });

/** Imports go one way between packages, and by name. */
export const checkDirections = (files: readonly SourceFile[]): readonly Finding[] =>
  overImports(files, ({ file, specifier, target }) => {
    const from = packageOf(file.path) ?? "";
    if (target !== undefined) {
      if (packageOf(target) === from) return undefined;
      return `imports ${specifier}, outside its package: import a package by its name`;
    }
    if (!specifier.startsWith("@parlor/")) return undefined;
    const to = specifier.split("/")[1] ?? "";
    if (to === from) return `imports its own package by name: use a relative path`;
    const extra = isTest(file.path) ? (testDirections[from] ?? []) : [];
    const allowed = directions[from];
    if (allowed === undefined || allowed.includes(to) || extra.includes(to)) return undefined;
    return (
      `imports @parlor/${to}, but ${from} may import ${allowed.join(", ") || "no other package"}; ` +
      `what needs both, a test too, belongs in packages/cli`
    );
  });

/** What also runs in a page, or has to be pure, uses nothing of Node outside its tests. */
export const checkBuiltins = (files: readonly SourceFile[]): readonly Finding[] =>
  overImports(files, ({ file, specifier }) => {
    const inSource = /^packages\/([^/]+)\/src\//.exec(file.path)?.[1] ?? "";
    if (!pagePackages.has(inSource) || isTest(file.path) || !isBuiltin(specifier)) return undefined;
    return `imports ${specifier}, but ${inSource} also runs where there is no Node`;
  });

/** A game knows no other game; what two of them share is part of the kit, or a file beside them. */
export const checkGames = (files: readonly SourceFile[]): readonly Finding[] =>
  overImports(files, ({ file, specifier, target }) => {
    const own = /^packages\/games\/src\/([^/]+)\//.exec(file.path)?.[1];
    const other = /^packages\/games\/src\/([^/]+)\//.exec(target ?? "")?.[1];
    if (own === undefined || other === undefined || own === other) return undefined;
    return `imports ${specifier}: one game may not know another; share it in packages/kit`;
  });

/** Where in packages/server/src a file is: its first folder, or nothing for the files at the top. */
const serverPlace = (path: string | undefined) => {
  const match = /^packages\/server\/src\/(?:([^/]+)\/)?(.+)$/.exec(path ?? "");
  return match === null ? undefined : { folder: match[1], rest: match[2] ?? "" };
};

/** Inside the server, domains meet at contracts, and adapters know only ports. */
export const checkServer = (files: readonly SourceFile[]): readonly Finding[] =>
  overImports(files, ({ file, specifier, target }) => {
    const from = serverPlace(file.path);
    if (from?.folder === undefined || from.folder === "testing" || isTest(file.path)) {
      return undefined;
    }
    if (from.folder === "adapters" && /^@parlor\/(?!kit(\/|$))/.test(specifier)) {
      return `imports ${specifier}: an adapter knows only ports/, limits.ts and @parlor/kit`;
    }
    const to = serverPlace(target);
    if (to === undefined) return undefined;
    if (to.folder === undefined) {
      if (to.rest === "index.ts") return `imports the package's index.ts: import the file itself`;
      if (from.folder !== "adapters" || to.rest === "limits.ts") return undefined;
      return `imports ${specifier}: an adapter knows only ports/, limits.ts and @parlor/kit`;
    }
    if (from.folder === "adapters") return adapterImport(from.rest, to.folder, to.rest, specifier);
    if (to.folder === from.folder || to.folder === "ports") return undefined;
    if (to.folder === "adapters" || to.folder === "testing") {
      return `imports ${specifier}: only the files at the top of src wire adapters in; take the port`;
    }
    if (to.rest === "contract.ts") return undefined;
    return `imports ${specifier}: use the domain ${to.folder} through ${to.folder}/contract.ts`;
  });

const adapterImport = (from: string, folder: string, rest: string, specifier: string) => {
  if (folder === "ports") return undefined;
  const [own, other] = [from.split("/"), rest.split("/")];
  // A file right in adapters/ is shared by them; a folder there is one adapter.
  if (folder === "adapters" && (other.length === 1 || own[0] === other[0])) return undefined;
  return `imports ${specifier}: an adapter knows only ports/, limits.ts and @parlor/kit`;
};

type Manifest = {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};

const manifestAt = (files: readonly SourceFile[], path: string): Manifest => {
  const file = files.find((candidate) => candidate.path === path);
  // A manifest that is not of this shape would not have been installed by npm.
  return file === undefined ? {} : (JSON.parse(file.text) as Manifest);
};

/** Every package that a file imports is declared by the package that the file is in. */
export const checkDeclared = (files: readonly SourceFile[]): readonly Finding[] => {
  const development = Object.keys(manifestAt(files, "package.json").devDependencies ?? {});
  return overImports(files, ({ file, specifier, target }) => {
    if (target !== undefined || isBuiltin(specifier) || specifier.startsWith("virtual:")) {
      return undefined;
    }
    // A template is copied to where what it imports is declared.
    if (file.path.startsWith("packages/cli/templates/")) return undefined;
    const owner = packageOf(file.path) ?? "";
    const folder = ["sim", "faults"].includes(owner) ? owner : `packages/${owner}`;
    const manifest = manifestAt(files, `${folder}/package.json`);
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    // Only what runs at a registration too, the kit's suite, has to live without test tools.
    const testing = /^packages\/(?!kit\/)[^/]+\/src\/testing\//.test(file.path);
    if (isTest(file.path) || testing || !file.path.startsWith(`${folder}/src/`)) {
      declared.push(...Object.keys(manifest.devDependencies ?? {}), ...development);
    }
    const name = packageNameOf(specifier);
    if (declared.includes(name)) return undefined;
    return `imports ${name}, which ${folder}/package.json does not declare`;
  });
};

/** An index.ts is a public entry of its package; inside a package, import the file itself. */
export const checkBarrels = (files: readonly SourceFile[]): readonly Finding[] =>
  files.flatMap(({ path }) => {
    const match = /^(packages\/[^/]+)\/(src\/(?:.*\/)?index\.tsx?)$/.exec(path);
    if (match === null) return [];
    const entries = Object.values(manifestAt(files, `${match[1]}/package.json`).exports ?? {});
    if (entries.includes(`./${match[2]}`)) return [];
    const message = "is not among the package's exports: name the file after what it holds";
    return [{ path, line: 1, message }];
  });
