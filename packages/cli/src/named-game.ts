import type { Game } from "@parlor/kit";
import { isGameFile, knownGames, type KnownGames } from "./game-file.ts";

/** The game that a command is about, among all that there are. */
export interface NamedGame {
  readonly game: Game;
  readonly known: KnownGames;
  /** The file that it is in, if it is no shipped game. */
  readonly files: readonly string[];
}

/** A shipped game by its id, or the game of a file; a sentence where there is none. */
export const namedGame = async (name: string): Promise<NamedGame | string> => {
  const files = isGameFile(name) ? [name] : [];
  const known = await knownGames(files);
  const game = files.length > 0 ? known.games.at(-1) : known.games.find(({ id }) => id === name);
  if (game === undefined)
    return `There is no game ${name}. There are: ${known.games.map(({ id }) => id).join(", ")}.`;
  return { game, known, files };
};
