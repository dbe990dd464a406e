import { limits, ratioOf, type Random } from "@parlor/kit";
import type { Config } from "./config.ts";
import { startMultiplier } from "./curve.ts";

/** The crash point of a flight that never takes off: every bet of the round is lost. */
export const noTakeOff = 0;

/** Where the crash point still may be: at least `low`, and below `end` unless the flight is `open` to the top. */
export interface Range {
  readonly low: number;
  readonly end: number;
}

interface Split {
  readonly middle: number;
  /** Each is drawn once, as [below, above]; the point is at `middle` or above if all of them say so. */
  readonly weights: readonly (readonly [below: number, above: number])[];
}

/**
 * Halves a range in such a way that a point is at or above `m` with a chance of `low / m`, exactly and for
 * every `m`, given that it is at or above `low`: the chance of a fair game, in which m times the stake
 * comes with a chance of 1 / m. All that is at `max` or above is at `max`.
 */
export const splitOf = ({ low, end }: Range, max: number): Split => {
  if (end > max) {
    const middle = Math.min(2 * low, max);
    return { middle, weights: [[middle - low, low]] };
  }
  const middle = (low + end) >> 1;
  // 1/m - 1/end over 1/low - 1/end; where that is too fine for one draw, it is the product of two.
  if (middle * (end - low) <= limits.randomBoundMax)
    return { middle, weights: [[end * (middle - low), low * (end - middle)]] };
  return {
    middle,
    weights: [
      [middle - low, low],
      [middle - low, end - middle],
    ],
  };
};

export const isDecided = ({ low, end }: Range): boolean => end - low === 1;

/** A crash point, in hundredths, of a flight that is known to have come to `least`. */
export const drawPointFrom = (least: number, max: number, random: Random): number => {
  let range: Range = { low: least, end: max + 1 };
  while (!isDecided(range)) {
    const { middle, weights } = splitOf(range, max);
    const above = weights.every((pair) => random.weighted(pair) === 1);
    range = above ? { low: middle, end: range.end } : { low: range.low, end: middle };
  }
  return range.low;
};

/** The crash point of a round: with the chance of the house's edge the flight never takes off. */
export const drawPoint = (
  { edge, multiplierMax }: Pick<Config, "edge" | "multiplierMax">,
  random: Random,
): number => {
  const { numerator, denominator } = ratioOf(edge);
  if (random.weighted([numerator, denominator - numerator]) === 0) return noTakeOff;
  return drawPointFrom(startMultiplier, multiplierMax, random);
};

/** The chance that the flight comes to `target`, as {@link drawPoint} draws it: `ways` out of `of`. */
export const chanceOf = (
  target: number,
  { edge, multiplierMax }: Pick<Config, "edge" | "multiplierMax">,
): { readonly ways: bigint; readonly of: bigint } => {
  const { numerator, denominator } = ratioOf(edge);
  let range: Range = { low: startMultiplier, end: multiplierMax + 1 };
  // What is certain to come to the target so far, and what still may, both over `of`.
  let [sure, open, of] = [0n, BigInt(denominator - numerator), BigInt(denominator)];
  while (target > range.low) {
    const { middle, weights } = splitOf(range, multiplierMax);
    let [above, total] = [1n, 1n];
    for (const [less, more] of weights) {
      above *= BigInt(more);
      total *= BigInt(less + more);
    }
    of *= total;
    if (target >= middle) {
      [sure, open] = [sure * total, open * above];
      range = { low: middle, end: range.end };
    } else {
      [sure, open] = [sure * total + open * above, open * (total - above)];
      range = { low: range.low, end: middle };
    }
    if (isDecided(range) && target > range.low) open = 0n;
    if (open === 0n) break;
  }
  return { ways: sure + open, of };
};
