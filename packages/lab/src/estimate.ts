import type { Edge } from "@parlor/kit";
import { distributionOf, type Tally } from "./tally.ts";
import { fromFraction, toNumber } from "./rational.ts";

/** An edge as a simulation sees it, as a part of one thing. */
export interface EstimatedEdge {
  readonly edge: number;
  readonly standardError: number;
  /** Where the true edge is in 95 of 100 simulations. */
  readonly interval: readonly [low: number, high: number];
}

/** What a simulation says of a bet; the edge itself is over what the game's declaration counts. */
export interface Estimate extends EstimatedEdge {
  readonly per: Edge["per"];
  readonly perBetMade: EstimatedEdge;
  /** Null where no bet won or lost. */
  readonly perBetResolved: EstimatedEdge | null;
  readonly perUnitAtRisk: EstimatedEdge;
  /** Of what one bet brings, in stakes. */
  readonly variance: number;
  /** The root of the variance. */
  readonly deviation: number;
  readonly hitFrequency: number;
  readonly betCount: number;
  readonly roundCount: number;
}

/** Two-sided 95 per cent of a normal distribution. */
const confidence = 1.959964;

/** A declared edge may be off by so many standard errors: one true edge in 16,000 is farther off. */
export const standardErrorsMax = 4;

interface Row {
  readonly count: number;
  /** In stakes. */
  readonly cost: number;
  readonly atRisk: number;
  readonly resolved: number;
  readonly hit: number;
}

export const estimateOf = (tally: Tally, stake: number, per: Edge["per"]): Estimate => {
  const rows = distributionOf(tally).map(({ outcome, weight }): Row => ({
    count: Number(weight.numerator),
    cost: (outcome.taken - outcome.returned) / stake,
    atRisk: outcome.taken / stake,
    resolved: outcome.resolved ? 1 : 0,
    hit: outcome.hit ? 1 : 0,
  }));
  const perBetMade = edgeOver(rows, () => 1);
  const perBetResolved = rows.some(({ resolved }) => resolved > 0)
    ? edgeOver(rows, ({ resolved }) => resolved)
    : null;
  const variance = meanOf(rows, ({ cost }) => (cost - perBetMade.edge) ** 2);
  return {
    per,
    // A bet that is never resolved has no edge over those that are; what it costs is said all the same.
    ...((per === "bet resolved" ? perBetResolved : null) ?? perBetMade),
    perBetMade,
    perBetResolved,
    perUnitAtRisk: edgeOver(rows, ({ atRisk }) => atRisk),
    variance,
    deviation: Math.sqrt(variance),
    hitFrequency: meanOf(rows, ({ hit }) => hit),
    betCount: tally.betCount,
    roundCount: tally.roundCount,
  };
};

const countOf = (rows: readonly Row[]): number => rows.reduce((sum, { count }) => sum + count, 0);

const meanOf = (rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + row.count * of(row), 0) / countOf(rows);

/**
 * The cost over what is counted, with its standard error: a quotient of two sums that vary together,
 * whose error is that of cost - edge · units (the delta method).
 */
const edgeOver = (rows: readonly Row[], unitsOf: (row: Row) => number): EstimatedEdge => {
  const units = meanOf(rows, unitsOf);
  const edge = meanOf(rows, ({ cost }) => cost) / units;
  const spread = meanOf(rows, (row) => (row.cost - edge * unitsOf(row)) ** 2);
  const standardError = Math.sqrt(spread / countOf(rows)) / units;
  const interval = [edge - confidence * standardError, edge + confidence * standardError] as const;
  return { edge, standardError, interval };
};

/** Why a declared edge cannot be the true one; null where it can. */
export const contradiction = (declared: Edge, estimate: Estimate): string | null => {
  const off = Math.abs(toNumber(fromFraction(declared.edge)) - estimate.edge);
  if (off <= standardErrorsMax * estimate.standardError + Number.EPSILON) return null;
  const errors = (off / estimate.standardError).toFixed(1);
  return `declares ${declared.edge} per ${declared.per}, which is ${errors} standard errors from ${estimate.edge.toFixed(6)}`;
};
