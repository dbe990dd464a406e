import type { BotMaker } from "@parlor/kit";
import { anyAction } from "./actions.ts";

/** Does anything that is legal; where the table goes on without it, it lets it as often as not. */
export const randomBot: BotMaker = () => ({
  choose: ({ legal, mayWait }, random) =>
    mayWait && random.int(2) === 0 ? null : anyAction(legal, random),
});
