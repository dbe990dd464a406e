import type { GameBots } from "@parlor/kit";
import { crapsBots } from "./craps/bots.ts";

/**
 * The bots that games bring along, by the game's id. A name is a level (`easy`, `medium`, `hard`, `expert`), in the place of
 * the search that would play at that level, or any other under which the bot may be asked for.
 */
export const gameBots: GameBots = { craps: crapsBots };
