import type { Outcome } from "./followed-bet.ts";
import { measure, type Measures, type Weighted } from "./measures.ts";
import { rational } from "./rational.ts";

/**
 * All that can become of one bet, as a game's own code counts it: where many deals are the same but for their
 * suits or their order, a formula reaches what following each deal cannot. The counting must judge hands
 * with the functions that the reducers use, and a test must hold it to the reducers where both can go
 * (a short shoe, a sample of deals).
 */
export interface CountedBet {
  /** What is paid to make the bet in these outcomes, in minor units. */
  readonly stake: number;
  /** How many cases were told apart. */
  readonly caseCount: number;
  /** Whether the player has anything to decide; the outcomes are then those of the best play. */
  readonly decides: boolean;
  /** Each outcome with how many of the equally likely cases come to it; the sum is all cases. */
  readonly ways: readonly { readonly outcome: Outcome; readonly ways: bigint }[];
}

/** Counts a bet of `stake` minor units under a parsed configuration; null where the lab has to follow it itself. */
export type BetCounter = (bet: string, config: unknown, stake: number) => CountedBet | null;

export const distributionOfCounted = ({ ways }: CountedBet): readonly Weighted[] =>
  ways
    .filter((one) => one.ways > 0n)
    .map((one) => ({ outcome: one.outcome, weight: rational(one.ways) }));

export const measureCounted = (counted: CountedBet): Measures =>
  measure(distributionOfCounted(counted), counted.stake);
