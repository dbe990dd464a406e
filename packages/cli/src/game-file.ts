import { pathToFileURL } from "node:url";
import { games } from "@parlor/games";
import { gameBots } from "@parlor/games/bots";
import type { BotMaker, Game, GameBots } from "@parlor/kit";
import type { ProofCase } from "@parlor/lab";

/** A game that is in a file of somebody's own, with what that file says of it. */
export interface GameFile {
  readonly game: Game;
  readonly proofCase: ProofCase;
  /** The bots that it brings, by their names. */
  readonly bots: Readonly<Record<string, BotMaker>>;
}

/** What a command has to do with: shipped games and those of files, and the bots of all of them. */
export interface KnownGames {
  readonly games: readonly Game[];
  readonly bots: GameBots;
}

export const isGameFile = (name: string): boolean => /\.[cm]?[jt]s$/.test(name);

/**
 * A file's game is its export `game`, or the only export that is one. Beside it the file may export a
 * `proofCase`, for what the lab has to be told, and `bots`. Throws with a sentence where there is no game.
 */
export const loadGameFile = async (file: string): Promise<GameFile> => {
  // Whoever names the file vouches for what it exports; something else fails as soon as it is played.
  const found = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>> & {
    readonly game?: Game;
    readonly proofCase?: ProofCase;
    readonly bots?: GameFile["bots"];
  };
  const all = Object.values(found).filter(isGame);
  const game = found.game ?? found.proofCase?.game ?? (all.length === 1 ? all[0] : undefined);
  if (game === undefined) {
    const what = all.length === 0 ? "exports no game" : "exports several games, and none as `game`";
    throw new Error(`${file} ${what}.`);
  }
  return { game, proofCase: found.proofCase ?? { game }, bots: found.bots ?? {} };
};

const isGame = (value: unknown): value is Game =>
  typeof value === "object" &&
  value !== null &&
  ["id", "actions", "act", "legal", "view"].every((part) => part in value);

/** The shipped games and those of the files; throws with a sentence where a file has none, or one of a name that is taken. */
export const knownGames = async (files: readonly string[] = []): Promise<KnownGames> => {
  const known: { games: Game[]; bots: Record<string, GameFile["bots"]> } = {
    games: [...games],
    bots: { ...gameBots },
  };
  for (const file of files) {
    const { game, bots } = await loadGameFile(file);
    if (known.games.some(({ id }) => id === game.id))
      throw new Error(`${file}: there is another game ${game.id} already.`);
    known.games.push(game);
    known.bots[game.id] = bots;
  }
  return known;
};
