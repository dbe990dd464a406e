import { fraction, fractionOf, limits, ratioOf, type Fraction } from "@parlor/kit";
import { z } from "zod";
import type { Machine } from "./machine.ts";

/** The terms of a progressive jackpot, as the operator sets them. */
export interface JackpotTerms {
  readonly seed: number;
  readonly share: Fraction;
  readonly seedShare: Fraction;
}
/** What there is to set depends on what the machine has. */
export interface Config {
  /** After how long free spins that nobody plays are played at once. */
  readonly freeSpinTimeoutMs?: number | undefined;
  readonly jackpot?: JackpotTerms | undefined;
}

type Exact = readonly [numerator: bigint, denominator: bigint];
const exact = (of: Fraction): Exact => {
  const { numerator, denominator } = ratioOf(of);
  return [BigInt(numerator), BigInt(denominator)];
};
const minus = ([a, b]: Exact, [c, d]: Exact): Exact => [a * d - c * b, b * d];
const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisorOf(b, a % b));

/** What is left of the machine's edge when jackpots are paid too. */
const edgeLeft = ({ edge }: Machine, { share, seedShare }: JackpotTerms): Exact =>
  minus(minus(exact(edge), exact(share)), exact(seedShare));

/**
 * What the house keeps of each stake. All that goes into the jackpot comes out of it, and the seed comes on top as
 * often as the jackpot falls, so in the long run both shares go back to the players. Undefined where
 * the fraction is too long to be written as one.
 */
export const edgeOf = (machine: Machine, { jackpot }: Config): Fraction | undefined => {
  if (jackpot === undefined) return machine.edge;
  const [numerator, denominator] = edgeLeft(machine, jackpot);
  const divisor = divisorOf(numerator, denominator);
  const [n, d] = [Number(numerator / divisor), Number(denominator / divisor)];
  return d <= declaredMax ? fractionOf(n, d) : undefined;
};

/** A fraction's parts have at most 15 digits. */
const declaredMax = 999_999_999_999_999;

/**
 * One stake of an amount out of so many wins the jackpot: of two stakes the double has twice the chance, so that the
 * seed costs the same part of every stake.
 */
export const jackpotOdds = ({ seed, seedShare }: JackpotTerms): number => {
  const { numerator, denominator } = ratioOf(seedShare);
  return (seed * denominator) / numerator;
};

const hasOdds = (terms: JackpotTerms): boolean => {
  if (ratioOf(terms.seedShare).numerator === 0) return false;
  const odds = jackpotOdds(terms);
  return Number.isSafeInteger(odds) && odds >= 2 && odds <= limits.randomBoundMax;
};

const freeSpinTimeoutMs = z
  .int()
  .min(1_000)
  .max(600_000)
  .default(300_000)
  .describe("After how long free spins that nobody plays are played at once, in milliseconds");

const termsOf = (machine: Machine, standard: JackpotTerms) =>
  z
    .object({
      seed: z
        .int()
        .min(1)
        .max(1_000_000_000)
        .default(standard.seed)
        .describe("What the meter shows when nothing was paid in, in minor units"),
      share: fraction(standard.share).describe("How much of each stake is paid into the jackpot"),
      seedShare: fraction(standard.seedShare).describe(
        "What the house pays as seed on average, as a part of all stakes: a stake wins with the chance seedShare × stake / seed",
      ),
    })
    .refine(hasOdds, "seed / seedShare must be a whole number up to 4,294,967,296")
    .refine(
      (told) => edgeLeft(machine, told)[0] >= 0n,
      `share and seedShare must be within the machine's edge of ${machine.edge}`,
    )
    .prefault({});

export const configOf = (machine: Machine): z.ZodType<Config> => {
  const schema: unknown = z
    .object({
      ...(machine.freeSpins && { freeSpinTimeoutMs }),
      ...(machine.jackpot && { jackpot: termsOf(machine, machine.jackpot) }),
    })
    .describe(`What may be set at ${machine.title}`);
  // A field that is spread in where the machine has it is of type unknown where it has not.
  return schema as z.ZodType<Config>;
};
