import { assert } from "@parlor/kit";
import type { Config } from "../config.ts";
import { isTwentyOneInTwo } from "../hand-value.ts";
import { isRefund, returnedOf, verdictOn, type Verdict } from "../verdict.ts";
import type { ExactArithmetic } from "./arithmetic.ts";
import type { BestPlay } from "./best-play.ts";
import { dealerTotals, type DealerChances } from "./dealer-chances.ts";
import { dealsFrom, exactPlays } from "./deals.ts";
import { newFinishes, type Finish } from "./finishes.ts";
import { merged, together, withChance, type Money, type Monies } from "./monies.ts";
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

/** The dealer's end: a total, or a blackjack. */
interface DealerEnd {
  readonly total: number;
  readonly isBlackjack: boolean;
  readonly chance: bigint;
}

/** Everything that counting against one open card needs. */
interface Counting {
  readonly config: Config;
  readonly weights: Weights;
  readonly stake: number;
  readonly arithmetic: ExactArithmetic;
  readonly play: BestPlay<bigint>;
  readonly finishes: ReturnType<typeof newFinishes>;
}

/** All outcomes of a hand under the best play where cards always come with these chances, with their exact ways. */
export const countOutcomes = (config: Config, weights: Weights, stake: number): CountedOutcomes => {
  const { arithmetic, playAgainst } = exactPlays(config, weights);
  const deals = dealsFrom(weights, true);
  const all = cardValues
    .filter((up) => weightOf(weights, up) > 0)
    .flatMap((up) => {
      const play = playAgainst(up);
      const finishes = newFinishes(play, weights, arithmetic);
      const counting = { config, weights, stake, arithmetic, play, finishes };
      const own = deals.filter((deal) => deal.up === up);
      return endsOf(play.chances).flatMap((end) => {
        const against = newAgainst(counting, end);
        return own.flatMap(({ first, second, ways }) =>
          withChance(against(first, second), (chance) =>
            arithmetic.part(chance * BigInt(ways), end.chance),
          ),
        );
      });
    });
  const outcomes = merged(all);
  const sum = outcomes.reduce((total, { chance }) => total + chance, 0n);
  const cases = BigInt(totalWeight(weights)) ** 3n * arithmetic.unit;
  assert(sum === cases, "outcomes are missing");
  const ways = outcomes.map(({ taken, paid, refunded, chance }) => ({
    outcome: {
      taken,
      returned: paid + refunded,
      resolved: paid > 0 || refunded < taken,
      hit: paid > 0,
    },
    ways: chance,
  }));
  return { caseCount: deals.length, ways };
};

const endsOf = ({ totals, blackjack }: DealerChances<bigint>): readonly DealerEnd[] =>
  [
    ...dealerTotals.map((total, index) => ({
      total,
      isBlackjack: false,
      chance: totals[index] ?? 0n,
    })),
    { total: 21, isBlackjack: true, chance: blackjack },
  ].filter(({ chance }) => chance > 0n);

const moneyOf = (
  verdict: Verdict,
  stakes: number,
  { stake, config }: Counting,
): Omit<Money, "chance"> => {
  const taken = stake * stakes;
  const back = returnedOf(verdict, taken, config);
  return isRefund(verdict)
    ? { taken, paid: 0, refunded: back }
    : { taken, paid: back, refunded: 0 };
};

const settled = (hands: readonly Finish[], end: DealerEnd, counting: Counting): Monies =>
  merged(
    hands.map(({ total, stakes, verdict, chance }) => ({
      ...moneyOf(verdict ?? verdictOn(total, false, end.total, end.isBlackjack), stakes, counting),
      chance,
    })),
  );

/** What becomes of each deal against one end of the dealer's. */
const newAgainst = (counting: Counting, end: DealerEnd) => {
  const { config, stake, play, finishes, arithmetic } = counting;
  const takesOriginal = config.holeCard === "peek" || config.dealerBlackjackTakes === "original";
  const certain = (verdict: Verdict): Monies => [
    { ...moneyOf(verdict, 1, counting), chance: arithmetic.unit },
  ];
  return (first: number, second: number): Monies => {
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
        ? splitMonies(first, end, counting)
        : settled(finishes.ofDeal(first, second, decision), end, counting);
    if (!end.isBlackjack || !takesOriginal) return monies;
    return monies.map(({ taken, chance }) => ({
      taken,
      paid: 0,
      refunded: taken - stake,
      chance,
    }));
  };
};

/** All hands of a split, against one end of the dealer's: apart from that they do not depend on each other. */
const splitMonies = (pairOf: number, end: DealerEnd, counting: Counting): Monies => {
  const { weights, play, finishes, arithmetic } = counting;
  const known = new Map<string, Monies>();
  const pending = (waiting: number, handCount: number): Monies => {
    if (waiting === 0) return [{ taken: 0, paid: 0, refunded: 0, chance: arithmetic.unit }];
    const key = `${waiting} ${handCount}`;
    const kept = known.get(key);
    if (kept) return kept;
    const again = play.splitsAgain(pairOf, waiting, handCount);
    const own = cardValues.flatMap((second) => {
      const ways = weightOf(weights, second);
      const isPlayed = ways > 0 && !(again && second === pairOf);
      return isPlayed ? finishes.ofSplit(pairOf, second, handCount, ways) : [];
    });
    const rest = pending(waiting - 1, handCount);
    const played = together(settled(own, end, counting), rest, arithmetic);
    const ways = BigInt(weightOf(weights, pairOf));
    const resplit = again
      ? withChance(pending(waiting + 1, handCount + 1), (chance) => chance * ways)
      : [];
    const monies = withChance(merged([...played, ...resplit]), (chance) =>
      arithmetic.over(chance, totalWeight(weights)),
    );
    known.set(key, monies);
    return monies;
  };
  return pending(2, 2);
};
