import { totalOf } from "../hand-value.ts";
import type { HandFacts } from "../rules.ts";
import type { Verdict } from "../verdict.ts";
import type { ExactArithmetic } from "./arithmetic.ts";
import { factsOfTwo, type BestPlay, type Decision } from "./best-play.ts";
import { cardValues, totalWeight, weightOf, type Weights } from "./weights.ts";

/** What a hand is when its owner has finished with it: its total (22 is broken), and how many stakes are on it. */
export interface Finish {
  readonly total: number;
  readonly stakes: number;
  /** Where the dealer's cards change nothing. */
  readonly verdict: Verdict | null;
  readonly chance: bigint;
}

const broken = 22;

/** How hands end under the best play, whatever the dealer then gets. */
export const newFinishes = (
  play: BestPlay<bigint>,
  weights: Weights,
  arithmetic: ExactArithmetic,
) => {
  const totals = newTotals(play, weights, arithmetic);
  const finishesOf = (facts: HandFacts, decision: Decision, ways: number): readonly Finish[] => {
    const chance = BigInt(ways);
    if (decision === "surrender")
      return [{ total: 0, stakes: 1, verdict: "surrendered", chance: chance * arithmetic.unit }];
    const stakes = decision === "double" ? 2 : 1;
    return totals
      .after(facts, decision)
      .flatMap((own, total) =>
        own > 0n ? [{ total, stakes, verdict: null, chance: own * chance }] : [],
      );
  };
  return {
    ofDeal: (first: number, second: number, decision: Decision) =>
      finishesOf(factsOfTwo(first, second, 1), decision, 1),
    /** A hand of a split that is not split again. */
    ofSplit: (pairOf: number, second: number, handCount: number, ways: number) => {
      const facts = { ...factsOfTwo(pairOf, second, handCount), pairOf: 0 };
      return finishesOf(facts, play.options(facts)[0]?.decision ?? "stand", ways);
    },
  };
};

/** The chance of each total. */
type Totals = readonly bigint[];

const newTotals = (play: BestPlay<bigint>, weights: Weights, { unit, over }: ExactArithmetic) => {
  const weight = totalWeight(weights);
  const known = new Map<number, Totals>();
  const certain = ({ hard, ace }: HandFacts): Totals => {
    const total = Math.min(totalOf(hard, ace), broken);
    return Array.from({ length: broken + 1 }, (_, index) => (index === total ? unit : 0n));
  };
  const mean = (facts: HandFacts, of: (after: HandFacts) => Totals): Totals => {
    const sums = Array.from({ length: broken + 1 }, () => 0n);
    for (const value of cardValues) {
      const ways = BigInt(weightOf(weights, value));
      if (ways === 0n) continue;
      for (const [total, chance] of of(withCard(facts, value)).entries())
        sums[total] = (sums[total] ?? 0n) + chance * ways;
    }
    return sums.map((sum) => over(sum, weight));
  };
  /** With three cards and more, play depends on nothing but the sum. */
  const playedOn = (facts: HandFacts): Totals => {
    const key = facts.hard * 2 + (facts.ace ? 1 : 0);
    const kept = known.get(key);
    if (kept) return kept;
    const totals = after(facts, play.options(facts)[0]?.decision ?? "stand");
    known.set(key, totals);
    return totals;
  };
  const after = (facts: HandFacts, decision: Decision): Totals => {
    if (decision === "double") return mean(facts, certain);
    return decision === "hit" ? mean(facts, playedOn) : certain(facts);
  };
  return { after };
};

const withCard = (facts: HandFacts, value: number): HandFacts => ({
  ...facts,
  hard: facts.hard + value,
  ace: facts.ace || value === 1,
  cardCount: facts.cardCount + 1,
  pairOf: 0,
});
