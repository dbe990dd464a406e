import type { Outcome } from "./followed-bet.ts";
import { measure, type Measures, type Weighted } from "./measures.ts";
import { divide, multiply, rational, subtract, type Rational } from "./rational.ts";

interface Counted {
  /** What is paid to make the bet, in minor units. */
  readonly stake: number;
  /** How many cases were told apart. */
  readonly caseCount: number;
  /** Whether the player has anything to decide; the outcomes are then those of the best play. */
  readonly decides: boolean;
}

/** Each outcome with how many of the equally likely cases come to it; the sum is all cases. */
export interface CountedOutcomes extends Counted {
  readonly ways: readonly { readonly outcome: Outcome; readonly ways: bigint }[];
}

/**
 * What matters of the outcomes, where there are too many to list: fifty free spins pay any of a million sums. The
 * bet is the stake and no more, and it is always won or lost.
 */
export interface CountedMoments extends Counted {
  /** What comes back on average, in minor units; like the others it need not be in lowest terms. */
  readonly returned: Rational;
  /** The average of its square. */
  readonly returnedSquared: Rational;
  /** The chance that anything comes back. */
  readonly hit: Rational;
}

/**
 * All that can become of one bet, as a game's own code counts it: where many deals are the same but for their
 * suits or their order, a formula reaches what following each deal cannot. The counting must judge hands
 * with the functions that the reducers use, and a test must hold it to the reducers where both can go
 * (a short shoe, a sample of deals).
 */
export type CountedBet = CountedOutcomes | CountedMoments;

/** Counts a bet of `stake` minor units under a parsed configuration; null where the lab has to follow it itself. */
export type BetCounter = (bet: string, config: unknown, stake: number) => CountedBet | null;

/** The outcomes with their weights; empty where only their moments were counted. */
export const distributionOfCounted = (counted: CountedBet): readonly Weighted[] =>
  "ways" in counted
    ? counted.ways
        .filter((one) => one.ways > 0n)
        .map((one) => ({ outcome: one.outcome, weight: rational(one.ways) }))
    : [];

export const measureCounted = (counted: CountedBet): Measures =>
  "ways" in counted
    ? measure(distributionOfCounted(counted), counted.stake)
    : measureMoments(counted);

const measureMoments = ({ stake, ...counted }: CountedMoments): Measures => {
  const returned = reduced(counted.returned);
  const square = reduced(counted.returnedSquared);
  const cost = subtract(rational(1), divide(returned, rational(stake)));
  const squaredStake = rational(BigInt(stake) * BigInt(stake));
  return {
    perMade: cost,
    perResolved: cost,
    perUnitAtRisk: cost,
    // A stake that is always the same moves what a bet brings, and not how far that spreads.
    variance: divide(subtract(square, multiply(returned, returned)), squaredStake),
    hitFrequency: reduced(counted.hit),
    nets: [],
  };
};

const reduced = ({ numerator, denominator }: Rational): Rational =>
  rational(numerator, denominator);
