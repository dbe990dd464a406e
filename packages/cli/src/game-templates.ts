import { readFileSync } from "node:fs";
import { join, posix, relative, resolve, sep } from "node:path";
import type { BankKind } from "@parlor/kit";
import { gameNameOf, renamed, type GameName } from "./game-name.ts";

/** A file that is to be written: its path from where the game goes, with forward slashes. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

const templates = join(import.meta.dirname, "../templates");

/** The games that are copied, under the names that they have there. */
const templateNames: Readonly<Record<BankKind, string>> = {
  house: "second-draw",
  none: "last-stone",
  players: "one-card",
};

const read = (path: string): string => readFileSync(join(templates, path), "utf8");

const renamer = (bank: BankKind, name: GameName): ((text: string) => string) => {
  const from = gameNameOf(templateNames[bank]);
  if (from === undefined) throw new Error(`${templateNames[bank]} is no name of a game`);
  return (text) => renamed(text, from, name);
};

/** Words of the language, and what a table's code has in scope beside the rules. */
const reserved = new Set(
  "await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield arguments eval games tables test".split(
    " ",
  ),
);

/** Whether the template's code, or the language, uses the name's constant for something else. */
export const isTakenWord = (bank: BankKind, { camel }: GameName): boolean =>
  reserved.has(camel) ||
  ["game.ts", "game.test.ts", "table.tsx"].some((file) =>
    new RegExp(`\\b${camel}\\b`).test(read(`${bank}/${file}`)),
  );

/** The files of a game among the others of a clone, from its folder. */
export const filesAmongGames = (bank: BankKind, name: GameName): readonly NewFile[] => {
  const rename = renamer(bank, name);
  const files = ["game.ts", "game.test.ts", "SPEC.md", "table.tsx", "table.css"].map((path) => ({
    path,
    // A template cannot reach the file beside which it will lie.
    text: rename(read(`${bank}/${path}`)).replace("@parlor/games/tables", "../table-props.ts"),
  }));
  return [...files, { path: "index.ts", text: `export { ${name.camel} } from "./game.ts";\n` }];
};

interface Manifest {
  readonly [part: string]: unknown;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const mapped = (
  all: Readonly<Record<string, string>>,
  to: (value: string) => string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(all).map(([key, value]) => [key, to(value)]));

/** The files of a repository with one game, which is built on a clone of Parlor. */
export const filesOfRepository = (
  bank: BankKind,
  name: GameName,
  { folder, clone }: { readonly folder: string; readonly clone: string },
): readonly NewFile[] => {
  const rename = renamer(bank, name);
  const renameRest = renamer("house", name);
  const rest = ["README.md", "tsconfig.json", ".gitignore", ".npmrc"];
  return [
    ...["game.ts", "game.test.ts"].map((path) => ({
      path: `src/${path}`,
      text: rename(read(`${bank}/${path}`)),
    })),
    { path: "SPEC.md", text: rename(read(`${bank}/SPEC.md`)) },
    ...rest.map((path) => ({ path, text: renameRest(read(`repository/${path}`)) })),
    { path: "package.json", text: manifestFor(renameRest(read("repository/package.json"))) },
  ];

  function manifestFor(text: string): string {
    const manifest = JSON.parse(text) as Manifest; // the template's own
    const { dependencies, devDependencies } = manifest;
    const written = {
      ...manifest,
      dependencies: mapped(dependencies, linkFrom),
      devDependencies: mapped(devDependencies, linkFrom),
    };
    return `${JSON.stringify(written, null, 2)}\n`;
  }

  /** The template's links are right where it lies; what they lead to is the same in every clone. */
  function linkFrom(link: string): string {
    const here = resolve(templates, "../../..");
    const target = resolve(templates, "repository", link.replace(/^file:/, ""));
    const path = relative(folder, join(clone, relative(here, target)));
    return `file:${path.split(sep).join(posix.sep)}`;
  }
};
