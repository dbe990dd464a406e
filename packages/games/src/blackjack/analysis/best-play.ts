import type { Config } from "../config.ts";
import { isTwentyOneInTwo, mayBecomeBlackjack, totalOf } from "../hand-value.ts";
import { isComplete, mayDouble, mayHit, maySplit, maySurrender, type HandFacts } from "../rules.ts";
import { returnedOf, verdictOn, type Verdict } from "../verdict.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { dealerChances, dealerTotals, type DealerChances } from "./dealer-chances.ts";
import { unitStakeOf } from "./unit-stake.ts";
import { cardValues, totalWeight, weightOf, type Weights } from "./weights.ts";

export type Decision = "stand" | "hit" | "double" | "split" | "surrender" | "even-money";

/** A decision with what it brings on average, in stakes of the hand times `unitStakeOf`. */
export interface Valued<T> {
  readonly decision: Decision;
  readonly value: T;
}

/**
 * The best play against one open card when cards come with the chances of fixed weights: exact for an infinite shoe. What
 * may be done and how hands compare and pay is asked of the functions that the reducers ask. Values are in stakes
 * times `unitStake`, so that no payout is rounded. Where a blackjack of the dealer's takes the original bet and no more, it
 * does not depend on play: such a value counts the other cases only, and `lossToBlackjack` is what to add.
 */
export interface BestPlay<T> {
  readonly chances: DealerChances<T>;
  /** What may be done with a hand now, the best first. */
  readonly options: (facts: HandFacts) => readonly Valued<T>[];
  /** The best of a hand's first two cards, everything counted. */
  readonly ofDeal: (first: number, second: number) => Valued<T>;
  /** Whether a pair that comes in a split is split again, while `waiting` hands, it among them, are to be played. */
  readonly splitsAgain: (pairOf: number, waiting: number, handCount: number) => boolean;
}

const faceCount = 32;
const stateOf = (hard: number, ace: boolean): number => (ace ? faceCount : 0) + hard;

export const bestPlay = <T>(
  up: number,
  weights: Weights,
  config: Config,
  arithmetic: Arithmetic<T>,
): BestPlay<T> => {
  const { add, times, over, isMore, zero } = arithmetic;
  const weight = totalWeight(weights);
  const unit = unitStakeOf(config);
  const chances = dealerChances(up, weights, config, arithmetic);
  const isLookedFor = config.holeCard === "peek" && mayBecomeBlackjack(up);
  const takesAll = config.holeCard === "none" && config.dealerBlackjackTakes === "all";
  const lost = times(chances.blackjack, -unit);

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
  const stood = Array.from({ length: 23 }, (_, total) => brings(total, false));
  const standing = (hard: number, ace: boolean): T =>
    stood[Math.min(totalOf(hard, ace), 22)] ?? zero;
  const mean = (of: (value: number) => T): T => {
    let sum = zero;
    for (const value of cardValues) {
      const ways = weightOf(weights, value);
      if (ways > 0) sum = add(sum, times(of(value), ways));
    }
    return over(sum, weight);
  };

  const hits: (T | undefined)[] = [];
  /** What one more card brings, and the best of what comes after. */
  const hitting = (hard: number, ace: boolean): T => {
    const state = stateOf(hard, ace);
    const known = hits[state];
    if (known !== undefined) return known;
    const value = mean((card) => drawn(hard + card, ace || card === 1));
    hits[state] = value;
    return value;
  };
  const drawn = (hard: number, ace: boolean): T => {
    const stand = standing(hard, ace);
    if (totalOf(hard, ace) >= 21) return stand;
    const hit = hitting(hard, ace);
    return isMore(hit, stand) ? hit : stand;
  };
  const doubling = (hard: number, ace: boolean): T =>
    times(
      mean((card) => standing(hard + card, ace || card === 1)),
      2,
    );

  /** The best of a hand in its turn; of equals the first in this order. */
  const options = (facts: HandFacts): readonly Valued<T>[] => {
    const { hard, ace } = facts;
    const found: Valued<T>[] = [{ decision: "stand", value: standing(hard, ace) }];
    if (isComplete(facts, config)) return found;
    const offer = (decision: Decision, value: T): void => {
      found.push({ decision, value });
    };
    if (mayHit(facts, config)) offer("hit", hitting(hard, ace));
    if (mayDouble(facts, config)) offer("double", doubling(hard, ace));
    if (maySplit(facts, config)) offer("split", pending(facts.pairOf, 2, facts.handCount + 1));
    if (maySurrender(facts, isLookedFor, config)) offer("surrender", surrendering());
    return found.toSorted((a, b) =>
      isMore(b.value, a.value) ? 1 : isMore(a.value, b.value) ? -1 : 0,
    );
  };
  const bestOf = (facts: HandFacts): Valued<T> => options(facts)[0] ?? stand(facts);
  const stand = ({ hard, ace }: HandFacts): Valued<T> => ({
    decision: "stand",
    value: standing(hard, ace),
  });

  const half = returnedOf("surrendered", unit, config) - unit;
  /** Given up in turn: the dealer's blackjack is either out of the question, or counted apart, or takes all, or too late. */
  const surrendering = (): T => {
    const value = times(chances.others, half);
    if (config.surrender === "late") return takesAll ? add(value, lost) : value;
    // Early, with nobody having looked: half comes back whatever the dealer has.
    const against = times(chances.blackjack, half);
    return add(value, takesAll ? against : add(against, times(lost, -1)));
  };

  const factsOfSplit = (pairOf: number, second: number, handCount: number): HandFacts => ({
    hard: pairOf + second,
    ace: pairOf === 1 || second === 1,
    cardCount: 2,
    pairOf: pairOf === second ? pairOf : 0,
    handCount,
    ofAces: pairOf === 1,
  });
  const splits = new Map<string, T>();
  /** What so many hands of one card each bring, with so many hands in all. */
  const pending = (pairOf: number, waiting: number, handCount: number): T => {
    if (waiting === 0) return zero;
    const key = `${pairOf} ${waiting} ${handCount}`;
    const known = splits.get(key);
    if (known !== undefined) return known;
    const value = mean((second) => {
      const played = playedFirst(pairOf, second, waiting, handCount);
      return splitsAgain(pairOf, waiting, handCount) && second === pairOf
        ? pending(pairOf, waiting + 1, handCount + 1)
        : played;
    });
    splits.set(key, value);
    return value;
  };
  const bestUnsplit = (facts: HandFacts): Valued<T> =>
    options({ ...facts, pairOf: 0 })[0] ?? stand(facts);
  /** The first of the waiting hands gets this card and is played, then the others. */
  const playedFirst = (pairOf: number, second: number, waiting: number, handCount: number): T =>
    add(
      bestUnsplit(factsOfSplit(pairOf, second, handCount)).value,
      pending(pairOf, waiting - 1, handCount),
    );
  const splitsAgain = (pairOf: number, waiting: number, handCount: number): boolean =>
    maySplit(factsOfSplit(pairOf, pairOf, handCount), config) &&
    isMore(
      pending(pairOf, waiting + 1, handCount + 1),
      playedFirst(pairOf, pairOf, waiting, handCount),
    );

  const certainly = (verdict: Verdict): T =>
    arithmetic.times(arithmetic.of(1), returnedOf(verdict, unit, config) - unit);
  const ofDeal = (first: number, second: number): Valued<T> => {
    if (isTwentyOneInTwo(first, second)) {
      const value = brings(21, true);
      const evenMoney = certainly("even-money");
      const isOffered = up === 1 && config.evenMoney;
      return isOffered && isMore(evenMoney, value)
        ? { decision: "even-money", value: evenMoney }
        : { decision: "stand", value };
    }
    const facts: HandFacts = {
      hard: first + second,
      ace: first === 1 || second === 1,
      cardCount: 2,
      pairOf: first === second ? first : 0,
      handCount: 1,
      ofAces: false,
    };
    const { decision, value } = bestOf(facts);
    const whole = takesAll ? value : add(value, lost);
    const early = certainly("surrendered");
    if (config.surrender === "early" && isLookedFor && isMore(early, whole))
      return { decision: "surrender", value: early };
    return { decision, value: whole };
  };

  return { chances, options, ofDeal, splitsAgain };
};
