import { assert } from "@parlor/kit";

/**
 * How chances and values are reckoned with. An amount is so many whole units; one analysis is done in floats, which
 * is quick, or in whole numbers of a unit so small that every mean over the cards divides exactly.
 */
export interface Arithmetic<T> {
  readonly zero: T;
  /** A whole number of units. */
  readonly of: (units: number) => T;
  readonly add: (a: T, b: T) => T;
  readonly times: (a: T, count: number) => T;
  /** A sum of weighted terms over the sum of the weights. */
  readonly over: (sum: T, weight: number) => T;
  readonly isMore: (a: T, b: T) => boolean;
}

export const floats: Arithmetic<number> = {
  zero: 0,
  of: (units) => units,
  add: (a, b) => a + b,
  times: (a, count) => a * count,
  over: (sum, weight) => sum / weight,
  isMore: (a, b) => a > b,
};

/** A line of play draws fewer cards than this, one after the other: four hands of a split and the dealer's. */
const drawsMax = 120;

export interface ExactArithmetic extends Arithmetic<bigint> {
  /** What a unit is in the small parts that are counted. */
  readonly unit: bigint;
  /** A part of a chance, both exact. */
  readonly part: (a: bigint, b: bigint) => bigint;
}

const whole = (dividend: bigint, divisor: bigint): bigint => {
  assert(dividend % divisor === 0n, "a mean is no whole number of parts");
  return dividend / divisor;
};

/** Exact reckoning where every card is drawn with a chance over `weight`. */
export const exactOver = (weight: number): ExactArithmetic => {
  const unit = BigInt(weight) ** BigInt(drawsMax);
  return {
    zero: 0n,
    unit,
    of: (units) => BigInt(units) * unit,
    add: (a, b) => a + b,
    times: (a, count) => a * BigInt(count),
    over: (sum, of) => whole(sum, BigInt(of)),
    isMore: (a, b) => a > b,
    part: (a, b) => whole(a * b, unit),
  };
};
