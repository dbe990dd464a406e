import { z } from "zod";
import { assert } from "./assert.ts";

/** An exact ratio as text, such as "3/2" or "98/50": plain JSON, and never a float. */
export type Fraction = `${number}/${number}`;

export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

const pattern = /^(0|[1-9]\d{0,14})\/([1-9]\d{0,14})$/;

// Games name a handful of ratios and use them on every payout, so each is taken apart once.
const parsed = new Map<string, Ratio>();
const parsedCountMax = 10_000;

export const ratioOf = (fraction: Fraction): Ratio => {
  const known = parsed.get(fraction);
  if (known) return known;
  const match = pattern.exec(fraction);
  assert(match !== null, `not a fraction: ${fraction}`);
  const ratio = { numerator: Number(match[1]), denominator: Number(match[2]) };
  if (parsed.size < parsedCountMax) parsed.set(fraction, ratio);
  return ratio;
};

const divisorOf = (a: number, b: number): number => (b === 0 ? a : divisorOf(b, a % b));

/** The fraction in lowest terms, as edges are declared and read. */
export const fractionOf = (numerator: number, denominator: number): Fraction => {
  const whole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  assert(
    whole && numerator >= 0 && denominator > 0,
    `not a fraction: ${numerator} over ${denominator}`,
  );
  const divisor = divisorOf(numerator, denominator);
  return `${numerator / divisor}/${denominator / divisor}`;
};

/**
 * A ratio as text without a bound on its length, and below zero with a minus: what a computed edge may be.
 * Payouts are {@link Fraction}s, which {@link ratioOf} takes apart.
 */
export type ExactFraction = Fraction | `${bigint}/${bigint}`;

const exactPattern = /^(0|-?[1-9]\d*)\/([1-9]\d*)$/;

export const exactRatioOf = (
  fraction: ExactFraction,
): { readonly numerator: bigint; readonly denominator: bigint } => {
  const match = exactPattern.exec(fraction);
  assert(match !== null, `not a fraction: ${fraction}`);
  return { numerator: BigInt(match[1] ?? 0), denominator: BigInt(match[2] ?? 1) };
};

/** The fraction in lowest terms; the denominator is above zero. */
export const exactFractionOf = (numerator: bigint, denominator: bigint): ExactFraction => {
  assert(denominator > 0n, `not a fraction: ${numerator} over ${denominator}`);
  let [divisor, rest] = [numerator < 0n ? -numerator : numerator, denominator];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  return `${numerator / divisor}/${denominator / divisor}`;
};

/** A config field that holds a ratio, with its documented default: `payout: fraction("98/50")`. */
export const fraction = (standard: Fraction) => {
  ratioOf(standard); // zod takes a default as it is, so a wrong one would first be met at a payout
  // Whatever has this pattern is a Fraction; zod has no type for it that JSON Schema can say too.
  // What has not is refused here and now: a game's own check behind this one is given fractions only.
  const error = "must be an exact fraction such as 3/2";
  const schema = z.string().regex(pattern, { error, abort: true }) as unknown;
  return (schema as z.ZodType<Fraction, Fraction>).default(standard);
};
