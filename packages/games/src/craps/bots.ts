import type { Bot } from "@parlor/kit";
import { atAllLevels, isOffered, leastOn } from "../flat-bettor.ts";
import type { viewOf } from "./view.ts";

type View = ReturnType<typeof viewOf>;

/**
 * Plays as most people do who know the game: the pass line at the smallest stake, the odds behind it, and the dice when they
 * are its own. No choice of bets makes craps a good bet, so a search would only ever wait.
 */
const line: Bot = {
  choose({ view, legal, mayWait, seat }) {
    // The sight's view is made by this game's own `view`. A bet that is up may be raised, which it does not.
    const open = (view as View).bets.filter((bet) => bet.seat === seat).map(({ bet }) => bet);
    const least = (spot: (typeof open)[number]) =>
      open.includes(spot) ? undefined : leastOn(legal, spot);
    const pass = least("pass");
    if (pass !== undefined) return { type: "bet", bet: "pass", amount: pass };
    const odds = least("pass-odds");
    if (odds !== undefined) return { type: "bet", bet: "pass-odds", amount: odds };
    if (isOffered(legal, "roll")) return { type: "roll" };
    if (mayWait || !isOffered(legal, "pass-dice")) return null;
    return { type: "pass-dice" };
  },
};

export const crapsBots = atAllLevels("line", line);
