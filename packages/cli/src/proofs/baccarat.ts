import { countBet } from "@parlor/games/baccarat";
import type { BetCounter } from "@parlor/lab";
import type { Told } from "./told.ts";

/** Baccarat counts its own coups; the lab asks for its own bets under its own configurations only. */
const countBaccarat: BetCounter = (bet, config, stake) =>
  countBet(bet as Parameters<typeof countBet>[0], config as Parameters<typeof countBet>[1], stake);

export const baccarat: Told = {
  history: ["notes", "hands", "last"],
  count: countBaccarat,
  variants: [
    { name: "eight decks", config: {} },
    { name: "six decks", config: { decks: 6 } },
    { name: "no commission", config: { banker: "no-commission" } },
    { name: "no commission, six decks", config: { banker: "no-commission", decks: 6 } },
    { name: "tie pays 9 to 1", config: { tiePays: 9 } },
    ...[1, 2, 3, 4, 5, 7].map((decks) => ({ name: `${decks} decks`, config: { decks } })),
  ],
};
