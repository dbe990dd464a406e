import { branches as branchesOf, type Random } from "@parlor/kit";
import { rational, type Rational } from "./rational.ts";

/** One way that chance can go. */
export interface Branch<T> {
  readonly value: T;
  readonly chance: Rational;
  /** Which way was taken at each draw; empty where nothing was drawn. */
  readonly ways: readonly number[];
}

/** The kit's branches with their chances in lowest terms, to add up exactly. */
export const branches = <T>(run: (random: Random) => T, countMax: number): Branch<T>[] =>
  branchesOf(run, countMax).map(({ value, numerator, denominator, ways }) => ({
    value,
    chance: rational(numerator, denominator),
    ways,
  }));
