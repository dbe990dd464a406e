import { atAllLevels, flatBettor } from "../flat-bettor.ts";

/** The least on the banker, which costs the least of all bets. */
export const baccaratBots = atAllLevels("flat", flatBettor(["banker"], "deal"));
