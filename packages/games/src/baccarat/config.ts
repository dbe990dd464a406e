import { fraction, limits, ratioOf, type Fraction } from "@parlor/kit";
import { z } from "zod";
import { betIds, betTitles } from "./bet-ids.ts";
import { isFair } from "./edges.ts";

/** Exact edges are these over the deals of eight decks, and have to stay below 2^53. */
const denominatorMax = 50;
/** Above every payout that any number of decks could offer, and low enough for every win to be paid. */
const paysMax = 240;

const part = (standard: Fraction) =>
  fraction(standard).refine((value) => {
    const { numerator, denominator } = ratioOf(value);
    return numerator <= denominator && denominator <= denominatorMax;
  }, `at most 1/1, and no finer than ${denominatorMax} parts`);

const pays = (standard: number) => z.int().min(0).max(paysMax).default(standard);

const fields = z.object({
  decks: z.int().min(1).max(8).default(8).describe("How many decks a shoe is made of"),
  cutCard: z
    .int()
    .min(11)
    .max(40)
    .default(16)
    .describe("How many cards lie behind the cut card; the coup after it comes is the shoe's last"),
  banker: z
    .enum(["commission", "no-commission"])
    .default("commission")
    .describe("Whether banker's wins pay commission, or pay in full except when it wins with 6"),
  commission: part("1/20").describe("Commission on what a banker bet wins, where there is any"),
  bankerSixPays: part("1/2").describe(
    "What banker pays to 1 when it wins with 6, without commission",
  ),
  tiePays: pays(8).describe("What a tie pays to 1"),
  pairBets: z.boolean().default(true).describe("Whether bets on pairs are taken"),
  pairPays: pays(11).describe("What player pair and banker pair pay to 1"),
  eitherPairPays: pays(5).describe("What either pair pays to 1, for one pair or two"),
  perfectPairPays: pays(25).describe("What perfect pair pays to 1 when one side has one"),
  twoPerfectPairsPay: pays(200).describe("What perfect pair pays to 1 when both sides have one"),
  superSix: z.boolean().default(true).describe("Whether the super six bet is taken"),
  superSixPays: pays(12).describe("What super six pays to 1"),
  dragonBonus: z.boolean().default(true).describe("Whether dragon bonus bets are taken"),
  dragonNaturalPays: pays(1).describe("What dragon bonus pays to 1 for a win with a natural"),
  dragonBy4Pays: pays(1).describe("What dragon bonus pays to 1 for a win by 4 points, no natural"),
  dragonBy5Pays: pays(2).describe("The same by 5 points"),
  dragonBy6Pays: pays(4).describe("The same by 6 points"),
  dragonBy7Pays: pays(6).describe("The same by 7 points"),
  dragonBy8Pays: pays(10).describe("The same by 8 points"),
  dragonBy9Pays: pays(30).describe("The same by 9 points"),
  sideMaximum: fraction("1/10")
    .refine((value) => {
      const { numerator, denominator } = ratioOf(value);
      return numerator > 0 && numerator <= denominator;
    }, "must be above 0 and at most 1/1")
    .describe(
      "Most on the tie and on each side bet, as a part of the table's maximum; at least its minimum",
    ),
  bettingTimeoutMs: z
    .int()
    .min(5_000)
    .max(limits.timerMsMax)
    .default(30_000)
    .describe("Time for betting, from the first bet on, while somebody else may be kept waiting"),
});
export type Config = z.output<typeof fields>;

// No table may pay more than true odds: a bet that the players win in the long run is a mistake in the
// configuration, and an edge below zero could not be declared.
export const config = fields.superRefine((value, context) => {
  // What a single field may not be is no odds to compare: there are no cards of 0 decks.
  if (context.issues.length > 0) return;
  for (const bet of betIds) {
    if (!isFair(bet, value))
      context.addIssue({ code: "custom", message: `${betTitles[bet]} pays more than true odds` });
  }
});
