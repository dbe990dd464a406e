import { bestAction, countBet } from "@parlor/games/blackjack";
import type { Told } from "./told.ts";

export const blackjack: Told = {
  variants: [
    { name: "six decks", config: {} },
    { name: "infinite", config: { decks: "infinite" } },
    { name: "infinite, H17", config: { decks: "infinite", dealerHitsSoft17: true } },
    {
      name: "infinite, blackjack pays 6 to 5",
      config: { decks: "infinite", blackjackPays: "6/5" },
    },
    {
      name: "infinite, late surrender, aces resplit and played on",
      config: { decks: "infinite", surrender: "late", resplitAces: true, hitSplitAces: true },
    },
    { name: "infinite, early surrender", config: { decks: "infinite", surrender: "early" } },
    {
      name: "infinite, no hole card",
      config: { decks: "infinite", holeCard: "none", doubleOn: "9-11", splitHandsMax: 3 },
    },
    {
      name: "infinite, no hole card, original bets only",
      config: { decks: "infinite", holeCard: "none", dealerBlackjackTakes: "original" },
    },
    {
      name: "infinite, no double after split, double on 10 and 11, two hands",
      config: {
        decks: "infinite",
        doubleAfterSplit: false,
        doubleOn: "10-11",
        splitHandsMax: 2,
      },
    },
    {
      name: "eight decks, H17, late surrender",
      config: { decks: 8, dealerHitsSoft17: true, surrender: "late" },
    },
    { name: "two decks, H17", config: { decks: 2, dealerHitsSoft17: true } },
    {
      name: "one deck, H17, no double after split, 6 to 5",
      config: { decks: 1, dealerHitsSoft17: true, doubleAfterSplit: false, blackjackPays: "6/5" },
    },
    {
      name: "six decks, no hole card, early surrender",
      config: { holeCard: "none", surrender: "early" },
    },
  ],
  // The lab hands over what this game's own setup and schema made.
  strategy: (state, _choices, config) => bestAction(state as never, config as never),
  count: countBet,
};
