import { assert } from "@parlor/kit";
import type { Config } from "../config.ts";
import { isTwentyOneInTwo, totalOf } from "../hand-value.ts";
import { isComplete, type HandFacts } from "../rules.ts";
import { isRefund, returnedOf, verdictOn, type Verdict } from "../verdict.ts";
import type { BestPlay, Decision } from "./best-play.ts";
import { dealerTotals } from "./dealer-chances.ts";
import { dealsFrom, exactPlays, type ExactPlays } from "./deals.ts";
import { cardValues, totalWeight, weightOf, type Weights } from "./weights.ts";

/** What became of one bet, as the lab tells it. */
interface Outcome {
  readonly taken: number;
  readonly returned: number;
  readonly resolved: boolean;
  readonly hit: boolean;
}

export interface CountedOutcomes {
  readonly caseCount: number;
  readonly ways: readonly { readonly outcome: Outcome; readonly ways: bigint }[];
}

/** Money of some hands together, in minor units, with the chance that it comes so. */
interface Money {
  readonly taken: number;
  readonly paid: number;
  readonly refunded: number;
  readonly chance: bigint;
}
type Monies = readonly Money[];

/** What a hand is when its owner has finished with it: its total (22 is broken), and how many stakes are on it. */
interface Finish {
  readonly total: number;
  readonly stakes: number;
  readonly verdict: Verdict | null;
  readonly chance: bigint;
}

/** The dealer's end: a total, or a blackjack. */
interface DealerEnd {
  readonly total: number;
  readonly isBlackjack: boolean;
  readonly chance: bigint;
}

/** All outcomes of a hand under the best play where cards always come with these chances, with their exact ways. */
export const countOutcomes = (config: Config, weights: Weights, stake: number): CountedOutcomes => {
  const plays = exactPlays(config, weights);
  const all: Money[] = [];
  let caseCount = 0;
  for (const up of cardValues) {
    if (weightOf(weights, up) === 0) continue;
    const against = outcomesAgainst(up, plays, config, stake);
    for (const deal of dealsFrom(weights, true)) {
      if (deal.up !== up) continue;
      caseCount += 1;
      for (const money of against(deal.first, deal.second))
        all.push({ ...money, chance: money.chance * BigInt(deal.ways) });
    }
  }
  const merged = mergedOf(all);
  const sum = merged.reduce((total, { chance }) => total + chance, 0n);
  const cases = BigInt(totalWeight(weights)) ** 3n * plays.arithmetic.unit;
  assert(sum === cases, "outcomes are missing");
  const ways = merged.map(({ taken, paid, refunded, chance }) => ({
    outcome: {
      taken,
      returned: paid + refunded,
      resolved: paid > 0 || refunded < taken,
      hit: paid > 0,
    },
    ways: chance,
  }));
  return { caseCount, ways };
};

const mergedOf = (all: Monies): Monies => {
  const sums = new Map<string, Money>();
  for (const money of all) {
    const { taken, paid, refunded, chance } = money;
    const key = `${taken} ${paid} ${refunded}`;
    sums.set(key, { ...money, chance: (sums.get(key)?.chance ?? 0n) + chance });
  }
  return [...sums.values()];
};

/** The outcomes of each deal against one open card. */
const outcomesAgainst = (
  up: number,
  { arithmetic, weights, playAgainst }: ExactPlays,
  config: Config,
  stake: number,
) => {
  const play = playAgainst(up);
  const { chances } = play;
  const ends: readonly DealerEnd[] = [
    ...dealerTotals.map((total, index) => ({
      total,
      isBlackjack: false,
      chance: chances.totals[index] ?? 0n,
    })),
    { total: 21, isBlackjack: true, chance: chances.blackjack },
  ].filter(({ chance }) => chance > 0n);
  const takesOriginal = config.holeCard === "peek" || config.dealerBlackjackTakes === "original";
  const finishes = newFinishes(play, weights, config, arithmetic.unit, arithmetic.over);
  const multiply = (a: Monies, b: Monies): Monies =>
    mergedOf(
      a.flatMap((one) =>
        b.map((other) => ({
          taken: one.taken + other.taken,
          paid: one.paid + other.paid,
          refunded: one.refunded + other.refunded,
          chance: arithmetic.part(one.chance, other.chance),
        })),
      ),
    );

  const moneyOf = (verdict: Verdict, stakes: number): Omit<Money, "chance"> => {
    const taken = stake * stakes;
    const back = returnedOf(verdict, taken, config);
    return isRefund(verdict)
      ? { taken, paid: 0, refunded: back }
      : { taken, paid: back, refunded: 0 };
  };
  const settled = (hands: readonly Finish[], end: DealerEnd): Monies =>
    mergedOf(
      hands.map(({ total, stakes, verdict, chance }) => ({
        ...moneyOf(verdict ?? verdictOn(total, false, end.total, end.isBlackjack), stakes),
        chance,
      })),
    );

  /** All hands of a split, against one end of the dealer's. */
  const splitMoney = (pairOf: number, end: DealerEnd): Monies => {
    const known = new Map<string, Monies>();
    const pending = (waiting: number, handCount: number): Monies => {
      if (waiting === 0) return [{ taken: 0, paid: 0, refunded: 0, chance: arithmetic.unit }];
      const key = `${waiting} ${handCount}`;
      const kept = known.get(key);
      if (kept) return kept;
      const again = play.splitsAgain(pairOf, waiting, handCount);
      const own: Finish[] = [];
      for (const second of cardValues) {
        const ways = weightOf(weights, second);
        if (ways === 0 || (again && second === pairOf)) continue;
        own.push(...finishes.ofSplit(pairOf, second, handCount, ways));
      }
      const played = multiply(settled(own, end), pending(waiting - 1, handCount));
      const resplit = again
        ? pending(waiting + 1, handCount + 1).map((money) => ({
            ...money,
            chance: money.chance * BigInt(weightOf(weights, pairOf)),
          }))
        : [];
      const monies = mergedOf([...played, ...resplit]).map((money) => ({
        ...money,
        chance: arithmetic.over(money.chance, totalWeight(weights)),
      }));
      known.set(key, monies);
      return monies;
    };
    return pending(2, 2);
  };

  const against = (first: number, second: number, end: DealerEnd): Monies => {
    const certain = (verdict: Verdict, stakes = 1): Monies => [
      { ...moneyOf(verdict, stakes), chance: arithmetic.unit },
    ];
    const { decision } = play.ofDeal(first, second);
    if (decision === "even-money") return certain("even-money");
    if (isTwentyOneInTwo(first, second))
      return certain(verdictOn(21, true, end.total, end.isBlackjack));
    if (decision === "surrender") {
      const isTooLate = config.surrender === "late" && end.isBlackjack;
      return certain(isTooLate ? "lost" : "surrendered");
    }
    // Before the look nothing is added, and without a look it all goes back but the original bet.
    if (end.isBlackjack && config.holeCard === "peek") return certain("lost");
    const monies =
      decision === "split"
        ? splitMoney(first, end)
        : settled(finishes.ofDeal(first, second, decision), end);
    if (!end.isBlackjack || !takesOriginal) return monies;
    return monies.map(({ taken, chance }) => ({
      taken,
      paid: 0,
      refunded: taken - stake,
      chance,
    }));
  };
  return (first: number, second: number): Monies =>
    mergedOf(
      ends.flatMap((end) =>
        against(first, second, end).map((money) => ({
          ...money,
          chance: arithmetic.part(money.chance, end.chance),
        })),
      ),
    );
};

/** How hands end under the best play, whatever the dealer then gets. */
const newFinishes = (
  play: BestPlay<bigint>,
  weights: Weights,
  config: Config,
  unit: bigint,
  over: (sum: bigint, weight: number) => bigint,
) => {
  const weight = totalWeight(weights);
  const known = new Map<number, readonly bigint[]>();
  /** The chance of each total (22: broken) of a hand that is stood on or hit. */
  const totalsFrom = (facts: HandFacts): readonly bigint[] => {
    const { hard, ace, cardCount } = facts;
    const key = cardCount > 2 ? hard * 2 + (ace ? 1 : 0) : -1;
    const kept = known.get(key);
    if (kept) return kept;
    const isOver = isComplete(facts, config) || play.options(facts)[0]?.decision === "stand";
    const totals = isOver ? certain(facts) : afterHit(facts);
    if (key >= 0) known.set(key, totals);
    return totals;
  };
  const certain = ({ hard, ace }: HandFacts): readonly bigint[] => {
    const total = Math.min(totalOf(hard, ace), 22);
    return Array.from({ length: 23 }, (_, index) => (index === total ? unit : 0n));
  };
  const withCard = (facts: HandFacts, value: number): HandFacts => ({
    ...facts,
    hard: facts.hard + value,
    ace: facts.ace || value === 1,
    cardCount: facts.cardCount + 1,
    pairOf: 0,
  });
  const mean = (facts: HandFacts, of: (after: HandFacts) => readonly bigint[]) => {
    const sums = Array.from({ length: 23 }, () => 0n);
    for (const value of cardValues) {
      const ways = BigInt(weightOf(weights, value));
      if (ways === 0n) continue;
      for (const [total, chance] of of(withCard(facts, value)).entries())
        sums[total] = (sums[total] ?? 0n) + chance * ways;
    }
    return sums.map((sum) => over(sum, weight));
  };
  const afterHit = (facts: HandFacts): readonly bigint[] => mean(facts, totalsFrom);
  const finishesOf = (facts: HandFacts, decision: Decision, ways: bigint): readonly Finish[] => {
    if (decision === "surrender")
      return [{ total: 0, stakes: 1, verdict: "surrendered", chance: ways * unit }];
    const isDoubled = decision === "double";
    const totals = isDoubled
      ? mean(facts, certain)
      : decision === "hit"
        ? afterHit(facts)
        : certain(facts);
    return totals.flatMap((chance, total) =>
      chance > 0n
        ? [{ total, stakes: isDoubled ? 2 : 1, verdict: null, chance: chance * ways }]
        : [],
    );
  };
  const factsOf = (first: number, second: number, handCount: number): HandFacts => ({
    hard: first + second,
    ace: first === 1 || second === 1,
    cardCount: 2,
    pairOf: 0,
    handCount,
    ofAces: handCount > 1 && first === 1,
  });
  return {
    ofDeal: (first: number, second: number, decision: Decision) =>
      finishesOf(factsOf(first, second, 1), decision, 1n),
    ofSplit: (pairOf: number, second: number, handCount: number, ways: number) => {
      const facts = factsOf(pairOf, second, handCount);
      const decision = play.options(facts)[0]?.decision ?? "stand";
      return finishesOf(facts, decision, BigInt(ways));
    },
  };
};
