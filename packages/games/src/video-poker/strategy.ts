import type { Action } from "@parlor/kit";
import { paysOf, type Config } from "./config.ts";
import { bestOf, holds, newHoldValues, placesOf, risingHand, type HoldValues } from "./holds.ts";
import type { State } from "./state.ts";

const draws: readonly Action[] = holds.map((held) => ({ type: "draw", held }));

/**
 * The best play, hand after hand: for a state of this game, under its parsed configuration, the draw to make, and null
 * where no hand waits for one. It remembers what sets of cards are worth, and so takes a microsecond a hand after some ten thousand.
 */
export const newVideoPokerStrategy = () => {
  const tables = new WeakMap<Config, HoldValues[]>();
  return (state: State, config: Config): Action | null => {
    if (state.round === null) return null;
    const { cards, coins } = state.round;
    const byCoins = tables.get(config) ?? [];
    tables.set(config, byCoins);
    const valuesOf = (byCoins[coins] ??= newHoldValues(paysOf(config, coins)));
    const rising = risingHand(cards);
    return draws[placesOf(bestOf(valuesOf(rising.cards)), rising.places)] ?? null;
  };
};
