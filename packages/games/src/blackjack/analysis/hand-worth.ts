import type { Config } from "../config.ts";
import { mayBecomeBlackjack, totalOf } from "../hand-value.ts";
import { returnedOf, verdictOn, type Verdict } from "../verdict.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { dealerChances, dealerTotals, type DealerChances } from "./dealer-chances.ts";
import { cardValues, totalWeight, weightOf, type Weights } from "./weights.ts";
import { unitStakeOf } from "./unit-stake.ts";

/**
 * What hands bring on average against one open card, when cards come with the chances of fixed weights. Values are in stakes times
 * `unitStakeOf`, so that no payout is rounded. Where a dealer's blackjack takes the original bet and no more, it
 * does not depend on play: such values leave it out, and `lostToBlackjack` is what to add once.
 */
export interface HandWorth<T> {
  readonly chances: DealerChances<T>;
  /** Whether the dealer looks under this open card. */
  readonly isLookedFor: boolean;
  readonly lostToBlackjack: T;
  /** A blackjack; everything counted. */
  readonly natural: T;
  readonly standing: (hard: number, ace: boolean) => T;
  /** One more card, and then the best of standing and hitting. */
  readonly hitting: (hard: number, ace: boolean) => T;
  readonly doubling: (hard: number, ace: boolean) => T;
  /** Given up in turn. */
  readonly surrendering: () => T;
  /** A verdict that nothing can change. */
  readonly certainly: (verdict: Verdict) => T;
  /** The mean over the next card. */
  readonly mean: (of: (value: number) => T) => T;
}

/** No hand that goes on has a hard sum as large as this. */
const sumCount = 32;
const broken = 22;

export const handWorth = <T>(
  up: number,
  weights: Weights,
  config: Config,
  arithmetic: Arithmetic<T>,
): HandWorth<T> => {
  const { add, times, over, isMore, zero } = arithmetic;
  const weight = totalWeight(weights);
  const unit = unitStakeOf(config);
  const chances = dealerChances(up, weights, config, arithmetic);
  const lost = times(chances.blackjack, -unit);
  const takesAll = config.holeCard === "none" && config.dealerBlackjackTakes === "all";

  /** What a finished hand brings for one stake. */
  const brings = (total: number, isBlackjack: boolean): T => {
    let value = takesAll && !isBlackjack ? lost : zero;
    for (const [index, dealerTotal] of dealerTotals.entries()) {
      const verdict = verdictOn(total, isBlackjack, dealerTotal, false);
      const net = returnedOf(verdict, unit, config) - unit;
      if (net !== 0) value = add(value, times(chances.totals[index] ?? zero, net));
    }
    return value;
  };
  const stood = Array.from({ length: broken + 1 }, (_, total) => brings(total, false));
  const standing = (hard: number, ace: boolean): T =>
    stood[Math.min(totalOf(hard, ace), broken)] ?? zero;
  const mean = (of: (value: number) => T): T => {
    let sum = zero;
    for (const value of cardValues) {
      const ways = weightOf(weights, value);
      if (ways > 0) sum = add(sum, times(of(value), ways));
    }
    return over(sum, weight);
  };

  const half = returnedOf("surrendered", unit, config) - unit;
  const surrendering = (): T => {
    const value = times(chances.others, half);
    if (config.surrender === "late") return takesAll ? add(value, lost) : value;
    // Early, with nobody having looked: half comes back whatever the dealer has.
    const against = times(chances.blackjack, half);
    return add(value, takesAll ? against : add(against, times(lost, -1)));
  };

  return {
    chances,
    isLookedFor: config.holeCard === "peek" && mayBecomeBlackjack(up),
    lostToBlackjack: takesAll ? zero : lost,
    natural: brings(21, true),
    standing,
    hitting: newHitting(standing, mean, isMore),
    doubling: (hard, ace) =>
      times(
        mean((card) => standing(hard + card, ace || card === 1)),
        2,
      ),
    surrendering,
    certainly: (verdict) => times(arithmetic.of(1), returnedOf(verdict, unit, config) - unit),
    mean,
  };
};

const newHitting = <T>(
  standing: HandWorth<T>["standing"],
  mean: HandWorth<T>["mean"],
  isMore: Arithmetic<T>["isMore"],
): HandWorth<T>["hitting"] => {
  const known: (T | undefined)[] = [];
  const hitting = (hard: number, ace: boolean): T => {
    const state = (ace ? sumCount : 0) + hard;
    const kept = known[state];
    if (kept !== undefined) return kept;
    const value = mean((card) => playedOn(hard + card, ace || card === 1));
    known[state] = value;
    return value;
  };
  const playedOn = (hard: number, ace: boolean): T => {
    const stand = standing(hard, ace);
    if (totalOf(hard, ace) >= 21) return stand;
    const hit = hitting(hard, ace);
    return isMore(hit, stand) ? hit : stand;
  };
  return hitting;
};
