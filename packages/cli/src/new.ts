import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { games } from "@parlor/games";
import type { BankKind } from "@parlor/kit";
import { fail } from "./fail.ts";
import { gameNameOf, type GameName } from "./game-name.ts";
import { filesAmongGames, filesOfRepository, isTakenWord, type NewFile } from "./game-templates.ts";
import { cloneAround, isClone, ownClone } from "./parlor-clone.ts";
import { registerGame } from "./register-game.ts";

interface NewOptions {
  readonly in?: string;
  readonly bank: BankKind;
  readonly parlor?: string;
}

/** Makes a game to begin with: among those of the clone that one is in, or in a repository of its own. */
export const newGame = async (given: string, options: NewOptions): Promise<void> => {
  const name = gameNameOf(given);
  if (name === undefined)
    return fail(`${given} is no name for a game: small letters, digits and single hyphens.`);
  if (isTakenWord(options.bank, name))
    return fail(`The word ${name.camel} means something else in the code: take another name.`);
  if (games.some(({ id }) => id === name.kebab))
    return fail(`There is a game ${name.kebab} already.`);
  const here = cloneAround(process.cwd());
  if (options.in === undefined && here !== undefined) return newAmongGames(here, name, options);
  return newRepository(resolve(options.in ?? name.kebab), name, options);
};

const newAmongGames = (clone: string, name: GameName, { bank }: NewOptions): void => {
  const folder = join(clone, "packages/games/src", name.kebab);
  if (existsSync(folder)) return fail(`${shown(folder)} is there already.`);
  write(folder, filesAmongGames(bank, name));
  const left = registerGame(clone, name);
  console.log(`${name.title} is in ${shown(folder)}.`);
  if (left.length === 0) console.log("It is among the games that Parlor serves.");
  for (const { file, lines } of left)
    console.log(`Still to be done in ${file}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
  console.log(`
Next:
  npm run format && npm run check
  npx vitest run packages/games/src/${name.kebab}
  npx parlor prove ${name.kebab}
  npm start`);
};

const newRepository = (folder: string, name: GameName, options: NewOptions): void => {
  const clone = options.parlor === undefined ? ownClone() : resolve(options.parlor);
  if (clone === undefined || !isClone(clone))
    return fail(
      `${options.parlor ?? "What this runs from"} is no clone of Parlor: name one with --parlor.`,
    );
  if (existsSync(folder) && readdirSync(folder).some((entry) => entry !== ".git"))
    return fail(`${shown(folder)} is not empty.`);
  mkdirSync(folder, { recursive: true });
  // Links are worked out between real places: a temporary folder is often itself a link.
  const places = { folder: realpathSync(folder), clone: realpathSync(clone) };
  write(folder, filesOfRepository(options.bank, name, places));
  console.log(`${name.title} is in ${shown(folder)}, built on the Parlor in ${clone}.

Next:
  cd ${shown(folder)}
  npm install
  npm test
  npm run prove
  npm start`);
};

const shown = (folder: string): string => relative(process.cwd(), folder) || ".";

const write = (folder: string, files: readonly NewFile[]): void => {
  for (const { path, text } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    // A file that came meanwhile is not overwritten either.
    writeFileSync(file, text, { flag: "wx" });
  }
};
