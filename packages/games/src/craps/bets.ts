import type { Bet } from "./bet.ts";
import type { Spot } from "./bet-ids.ts";
import { comeBets, lineBets } from "./flat-bets.ts";
import { bigAndHardBets, numberBets } from "./number-bets.ts";
import { centreBets, hopBets } from "./one-roll-bets.ts";

/** The whole layout. */
export const bets: Readonly<Record<Spot, Bet>> = {
  ...lineBets,
  ...comeBets,
  ...numberBets,
  ...bigAndHardBets,
  ...centreBets,
  ...hopBets,
};
