import { availableParallelism } from "node:os";
import { gameBots } from "@parlor/games/bots";
import { thinkingThreads, type BotOptions } from "@parlor/server";

/** The bots of the shipped games, which think on all cores but the one that the server needs. */
export const houseBots = (): BotOptions => ({
  thinker: thinkingThreads({
    file: new URL("./bot-worker.ts", import.meta.url),
    threads: Math.max(1, availableParallelism() - 1),
  }),
  own: gameBots,
});
