import type { Bot } from "@parlor/kit";
import { atAllLevels, isOffered, leastOn } from "../flat-bettor.ts";

/**
 * Plays as most people do who know the game: the pass line at the smallest stake, the odds behind it, and the dice when they
 * are its own. No choice of bets makes craps a good bet, so a search would only ever wait.
 */
const line: Bot = {
  choose({ legal, mayWait }) {
    const pass = leastOn(legal, "pass");
    if (pass !== undefined) return { type: "bet", bet: "pass", amount: pass };
    const odds = leastOn(legal, "pass-odds");
    if (odds !== undefined) return { type: "bet", bet: "pass-odds", amount: odds };
    if (isOffered(legal, "roll")) return { type: "roll" };
    if (mayWait || !isOffered(legal, "pass-dice")) return null;
    return { type: "pass-dice" };
  },
};

export const crapsBots = atAllLevels("line", line);
