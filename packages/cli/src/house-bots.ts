import { availableParallelism } from "node:os";
import { thinkingThreads, type BotOptions } from "@parlor/server";
import type { KnownGames } from "./game-file.ts";

/**
 * The bots of the games, which think on all cores but the one that the server needs. Code does not travel
 * between threads, so each loads the files again.
 */
export const houseBots = (
  { bots }: Pick<KnownGames, "bots">,
  gameFiles: readonly string[] = [],
): BotOptions => ({
  thinker: thinkingThreads({
    file: new URL("./bot-worker.ts", import.meta.url),
    threads: Math.max(1, availableParallelism() - 1),
    data: gameFiles,
  }),
  own: bots,
});
