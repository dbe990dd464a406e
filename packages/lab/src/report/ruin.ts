import { seededDraws, type DrawInt } from "@parlor/kit";
import { toNumber } from "../rational.ts";
import type { Weighted } from "../measures.ts";

/** How likely a player with so much money cannot go on within so many bets. */
export interface RuinRisk {
  /** In stakes. */
  readonly bankroll: number;
  readonly chance: number;
}

export interface RuinOptions {
  readonly stake: number;
  readonly betCount: number;
  readonly playerCount: number;
  readonly bankrolls: readonly number[];
  readonly seed: string;
}

/**
 * Plays the distribution out for many players. One walk answers for every bankroll: who has so much is
 * ruined when the walk has gone so far below zero that no whole stake is left.
 */
export const ruinRisks = (
  distribution: readonly Weighted[],
  { stake, betCount, playerCount, bankrolls, seed }: RuinOptions,
): readonly RuinRisk[] => {
  const next = netSampler(distribution, stake, seededDraws(seed));
  const lowest = Float64Array.from({ length: playerCount }, () => {
    let [net, least] = [0, 0];
    for (let bet = 0; bet < betCount; bet++) {
      net += next();
      if (net < least) least = net;
    }
    return least;
  });
  // Sums of thirds of a stake are not exact in floats; a stake is never that small.
  const tolerance = 1e-9;
  return bankrolls.map((bankroll) => {
    const ruined = lowest.filter((least) => bankroll + least < 1 - tolerance).length;
    return { bankroll, chance: ruined / playerCount };
  });
};

const netSampler = (
  distribution: readonly Weighted[],
  stake: number,
  draw: DrawInt,
): (() => number) => {
  const weights = distribution.map(({ weight }) => toNumber(weight));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // The likeliest first, so that few steps find an outcome.
  const rows = distribution
    .map(({ outcome }, index) => ({
      net: (outcome.returned - outcome.taken) / stake,
      chance: (weights[index] ?? 0) / total,
    }))
    .toSorted((a, b) => b.chance - a.chance);
  return () => {
    let left = draw(2 ** 32) / 2 ** 32;
    for (const { net, chance } of rows) {
      left -= chance;
      if (left < 0) return net;
    }
    return rows.at(-1)?.net ?? 0;
  };
};
