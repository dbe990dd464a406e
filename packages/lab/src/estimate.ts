import type { Edge } from "@parlor/kit";
import { distributionOf, type Tally } from "./tally.ts";
import { ratioOf } from "@parlor/kit";

/** An edge as a simulation sees it. */
export interface Estimate {
  readonly per: Edge["per"];
  readonly edge: number;
  readonly standardError: number;
  /** Where the true edge is in 95 of 100 simulations. */
  readonly interval: readonly [low: number, high: number];
  /** The standard deviation of what one bet brings, in stakes. */
  readonly deviation: number;
  readonly hitFrequency: number;
  readonly betCount: number;
  readonly roundCount: number;
}

/** Two-sided 95 per cent of a normal distribution. */
const confidence = 1.959964;

/** A declared edge may be off by so many standard errors: one true edge in 16,000 is farther off. */
export const standardErrorsMax = 4;

/**
 * The edge with its standard error. Per bet resolved it is a quotient of two sums that vary together,
 * whose error is that of cost - edge · resolved (the delta method).
 */
export const estimateOf = (tally: Tally, stake: number, per: Edge["per"]): Estimate => {
  const rows = distributionOf(tally).map(({ outcome, weight }) => ({
    count: Number(weight.numerator),
    cost: (outcome.taken - outcome.returned) / stake,
    unit: per === "bet made" || outcome.resolved ? 1 : 0,
    hit: outcome.hit ? 1 : 0,
  }));
  const n = tally.betCount;
  const mean = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((sum, row) => sum + row.count * of(row), 0) / n;
  const [cost, units] = [mean((row) => row.cost), mean((row) => row.unit)];
  const edge = cost / units;
  const spread = mean((row) => (row.cost - edge * row.unit) ** 2);
  const standardError = Math.sqrt(spread / n) / units;
  const variance = mean((row) => (row.cost - cost) ** 2);
  return {
    per,
    edge,
    standardError,
    interval: [edge - confidence * standardError, edge + confidence * standardError],
    deviation: Math.sqrt(variance),
    hitFrequency: mean((row) => row.hit),
    betCount: n,
    roundCount: tally.roundCount,
  };
};

/** Why a declared edge cannot be the true one; null where it can. */
export const contradiction = (declared: Edge, estimate: Estimate): string | null => {
  const { numerator, denominator } = ratioOf(declared.edge);
  const off = Math.abs(numerator / denominator - estimate.edge);
  if (off <= standardErrorsMax * estimate.standardError + Number.EPSILON) return null;
  const errors = (off / estimate.standardError).toFixed(1);
  return `declares ${declared.edge} per ${declared.per}, which is ${errors} standard errors from ${estimate.edge.toFixed(6)}`;
};
