import type { Config } from "../config.ts";
import { isTwentyOneInTwo, totalOf } from "../hand-value.ts";
import { mayDouble, mayHit, maySplit, maySurrender, type HandFacts } from "../rules.ts";
import type { Arithmetic } from "./arithmetic.ts";
import type { DealerChances } from "./dealer-chances.ts";
import { handWorth, type HandWorth } from "./hand-worth.ts";
import type { Weights } from "./weights.ts";

export type Decision = "stand" | "hit" | "double" | "split" | "surrender" | "even-money";

/** A decision with what it brings on average; see {@link HandWorth} for the unit. */
export interface Valued<T> {
  readonly decision: Decision;
  readonly value: T;
}

/**
 * The best play against one open card when cards come with the chances of fixed weights: exact for an infinite shoe. What
 * may be done and how hands compare and pay is asked of the functions that the reducers ask.
 */
export interface BestPlay<T> {
  readonly chances: DealerChances<T>;
  /** What may be done with a hand now, the best first. */
  readonly options: (facts: HandFacts) => readonly Valued<T>[];
  /** The best of a hand's first two cards, a dealer's blackjack counted. */
  readonly ofDeal: (first: number, second: number) => Valued<T>;
  /** Whether a pair that comes in a split is split again, while `waiting` hands, it among them, are to be played. */
  readonly splitsAgain: (pairOf: number, waiting: number, handCount: number) => boolean;
}

export const bestPlay = <T>(
  up: number,
  weights: Weights,
  config: Config,
  arithmetic: Arithmetic<T>,
): BestPlay<T> => {
  const { add, isMore } = arithmetic;
  const worth = handWorth(up, weights, config, arithmetic);
  const unsplit = (facts: HandFacts): Valued<T>[] => optionsUnsplit(facts, worth, config);
  const better = (a: Valued<T>, b: Valued<T>): Valued<T> => (isMore(b.value, a.value) ? b : a);
  const splits = splitWorth(config, arithmetic, worth.mean, (facts) =>
    unsplit(facts).reduce(better),
  );

  const options = (facts: HandFacts): readonly Valued<T>[] => {
    const found = unsplit(facts);
    if (maySplit(facts, config))
      found.push({
        decision: "split",
        value: splits.pending(facts.pairOf, 2, facts.handCount + 1),
      });
    return found.toSorted((a, b) =>
      isMore(b.value, a.value) ? 1 : isMore(a.value, b.value) ? -1 : 0,
    );
  };

  const ofDeal = (first: number, second: number): Valued<T> => {
    if (isTwentyOneInTwo(first, second)) {
      const stand: Valued<T> = { decision: "stand", value: worth.natural };
      if (up !== 1 || !config.evenMoney) return stand;
      return better(stand, { decision: "even-money", value: worth.certainly("even-money") });
    }
    const { decision, value } = options(factsOfTwo(first, second, 1)).reduce(better);
    const played = { decision, value: add(value, worth.lostToBlackjack) };
    if (config.surrender !== "early" || !worth.isLookedFor) return played;
    return better(played, { decision: "surrender", value: worth.certainly("surrendered") });
  };

  return { chances: worth.chances, options, ofDeal, splitsAgain: splits.splitsAgain };
};

/** Two cards, dealt or after a split: then the first is the card that was split. */
export const factsOfTwo = (first: number, second: number, handCount: number): HandFacts => ({
  hard: first + second,
  ace: first === 1 || second === 1,
  cardCount: 2,
  pairOf: first === second ? first : 0,
  handCount,
  ofAces: handCount > 1 && first === 1,
});

/** What may be done with a hand as one hand; of equals the first is done. */
const optionsUnsplit = <T>(facts: HandFacts, worth: HandWorth<T>, config: Config): Valued<T>[] => {
  const { hard, ace } = facts;
  const found: Valued<T>[] = [{ decision: "stand", value: worth.standing(hard, ace) }];
  if (totalOf(hard, ace) >= 21) return found;
  const offer = (decision: Decision, value: T): void => {
    found.push({ decision, value });
  };
  if (mayHit(facts, config)) offer("hit", worth.hitting(hard, ace));
  if (mayDouble(facts, config)) offer("double", worth.doubling(hard, ace));
  if (maySurrender(facts, worth.isLookedFor, config)) offer("surrender", worth.surrendering());
  return found;
};

/** What the hands of a split bring together, up to the limit of hands. */
const splitWorth = <T>(
  config: Config,
  { add, isMore, zero }: Arithmetic<T>,
  mean: HandWorth<T>["mean"],
  bestUnsplit: (facts: HandFacts) => Valued<T>,
) => {
  const known = new Map<string, T>();
  /** So many hands of one card each, with so many hands in all. */
  const pending = (pairOf: number, waiting: number, handCount: number): T => {
    if (waiting === 0) return zero;
    const key = `${pairOf} ${waiting} ${handCount}`;
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const again = splitsAgain(pairOf, waiting, handCount);
    const value = mean((second) =>
      again && second === pairOf
        ? pending(pairOf, waiting + 1, handCount + 1)
        : playedFirst(pairOf, second, waiting, handCount),
    );
    known.set(key, value);
    return value;
  };
  /** The first of the waiting hands gets this card and is played, then the others. */
  const playedFirst = (pairOf: number, second: number, waiting: number, handCount: number): T =>
    add(
      bestUnsplit(factsOfTwo(pairOf, second, handCount)).value,
      pending(pairOf, waiting - 1, handCount),
    );
  const splitsAgain = (pairOf: number, waiting: number, handCount: number): boolean =>
    maySplit(factsOfTwo(pairOf, pairOf, handCount), config) &&
    isMore(
      pending(pairOf, waiting + 1, handCount + 1),
      playedFirst(pairOf, pairOf, waiting, handCount),
    );
  return { pending, splitsAgain };
};
