import { fraction, limits, ratioOf } from "@parlor/kit";
import { z } from "zod";
import { wheels } from "./pockets.ts";

export const zeroRules = ["lose", "la-partage", "en-prison"] as const;
export const prisonRules = ["lost", "stays", "la-partage"] as const;

/** Announced neighbours reach at most this far: nineteen pockets, half a wheel. */
export const neighboursMost = 9;

export const config = z.object({
  wheel: z
    .enum(wheels)
    .default("european")
    .describe("The wheel and its layout: one zero, two or three"),
  evenMoneyOnZero: z
    .enum(zeroRules)
    .default("lose")
    .describe(
      "What a zero does to red, black, odd, even, low and high: they lose, lose half (la partage), or go to prison",
    ),
  prisonOnZero: z
    .enum(prisonRules)
    .default("lost")
    .describe("What a further zero does to a bet in prison: lost, it stays, or half comes back"),
  insideMaximum: fraction("1/10")
    .refine((value) => {
      const { numerator, denominator } = ratioOf(value);
      return numerator > 0 && numerator <= denominator;
    }, "must be above 0 and at most 1/1")
    .describe("Most on one inside place, as a part of the table's maximum; at least its minimum"),
  outsideMinimumTimes: z
    .int()
    .min(1)
    .max(1_000)
    .default(1)
    .describe("Least on one outside place, in times the table's minimum; at most its maximum"),
  announcedBets: z
    .boolean()
    .default(true)
    .describe("Whether sectors (on a single-zero wheel), finals and neighbours may be announced"),
  neighboursMax: z
    .int()
    .min(1)
    .max(neighboursMost)
    .default(4)
    .describe("How many neighbours to each side may be announced"),
  bettingTimeoutMs: z
    .int()
    .min(5_000)
    .max(limits.timerMsMax)
    .default(30_000)
    .describe("Time for betting, from the first bet on, while somebody else may be kept waiting"),
});
export type Config = z.output<typeof config>;
