import type { Config } from "../config.ts";
import { isTwentyOneInTwo, totalOf } from "../hand-value.ts";
import { dealerDraws } from "../rules.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { cardValues, totalWeight, weightOf, type Weights } from "./weights.ts";

/** What the dealer's hand may come to. */
export const dealerEnds = ["17", "18", "19", "20", "21", "bust"] as const;
/** A total that beats nobody stands for all that are above 21. */
export const dealerTotals = [17, 18, 19, 20, 21, 22] as const;

export interface DealerChances<T> {
  /** The chance of each of `dealerTotals`, in the arithmetic's units, without blackjacks. */
  readonly totals: readonly T[];
  readonly blackjack: T;
  /** The sum of `totals`: the chance that there is no blackjack. */
  readonly others: T;
}

const endIndexOf = (total: number): number => (total > 21 ? 5 : total - 17);

/** What becomes of the dealer's open card, when every further card comes with the chance of its weight. */
export const dealerChances = <T>(
  up: number,
  weights: Weights,
  config: Config,
  arithmetic: Arithmetic<T>,
): DealerChances<T> => {
  const weight = totalWeight(weights);
  const known = new Map<number, readonly T[]>();
  const endsFrom = (hard: number, ace: boolean): readonly T[] => {
    const key = hard * 2 + (ace ? 1 : 0);
    const kept = known.get(key);
    if (kept) return kept;
    const ends = dealerDraws(hard, ace, config)
      ? meanOver((value) => endsFrom(hard + value, ace || value === 1))
      : certain(totalOf(hard, ace));
    known.set(key, ends);
    return ends;
  };
  const certain = (total: number): readonly T[] =>
    dealerEnds.map((_, index) =>
      index === endIndexOf(total) ? arithmetic.of(1) : arithmetic.zero,
    );
  const meanOver = (endsWith: (value: number) => readonly T[] | null): readonly T[] => {
    const sums: T[] = dealerEnds.map(() => arithmetic.zero);
    for (const value of cardValues) {
      const ways = weightOf(weights, value);
      const ends = ways === 0 ? null : endsWith(value);
      if (ends === null) continue;
      for (let index = 0; index < sums.length; index++)
        sums[index] = arithmetic.add(
          sums[index] ?? arithmetic.zero,
          arithmetic.times(ends[index] ?? arithmetic.zero, ways),
        );
    }
    return sums.map((sum) => arithmetic.over(sum, weight));
  };
  let blackjackWays = 0;
  const totals = meanOver((value) => {
    if (!isTwentyOneInTwo(up, value)) return endsFrom(up + value, up === 1 || value === 1);
    blackjackWays += weightOf(weights, value);
    return null;
  });
  return {
    totals,
    blackjack: arithmetic.over(arithmetic.times(arithmetic.of(1), blackjackWays), weight),
    others: totals.reduce(arithmetic.add, arithmetic.zero),
  };
};
