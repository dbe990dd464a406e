import { fraction, ratioOf, type Fraction } from "@parlor/kit";
import { z } from "zod";
import { crapsTotals } from "./dice.ts";

/** Exact edges are products of two or three of these, which must stay far below 2^53. */
const denominatorMax = 1_000;

const atMost = (value: Fraction, most: Fraction): boolean => {
  const [one, other] = [ratioOf(value), ratioOf(most)];
  return (
    one.denominator <= denominatorMax &&
    one.numerator * other.denominator <= other.numerator * one.denominator
  );
};

// No table may pay more than true odds: a bet that the players win in the long run is a mistake in
// the configuration, and an edge below zero could not be declared.
const pays = (standard: Fraction, trueOdds: Fraction) =>
  fraction(standard).refine((value) => atMost(value, trueOdds), `at most ${trueOdds}`);

const oddsTimes = (standard: number) => z.int().min(0).max(100).default(standard);
const commissionTime = z.enum(["on-bet", "on-win"]);

export const config = z
  .object({
    dontBar: z
      .literal(crapsTotals)
      .default(12)
      .describe("The craps total on which don't pass and don't come push instead of winning"),
    oddsOn4And10: oddsTimes(3).describe("Most odds on 4 and 10, in times the flat bet; 0: none"),
    oddsOn5And9: oddsTimes(4).describe("Most odds on 5 and 9, in times the flat bet; 0: none"),
    oddsOn6And8: oddsTimes(5).describe("Most odds on 6 and 8, in times the flat bet; 0: none"),
    comeOddsOnComeOut: z
      .boolean()
      .default(false)
      .describe("Whether odds on come and put bets work on a come-out roll unless called off"),
    placeOnComeOut: z
      .boolean()
      .default(false)
      .describe("Whether place and buy bets work on a come-out roll unless called off"),
    hardwaysOnComeOut: z
      .boolean()
      .default(false)
      .describe("Whether hardways work on a come-out roll unless called off"),
    winnersStay: z
      .boolean()
      .default(true)
      .describe(
        "Whether a place, buy, lay, big or hardway bet that wins stays up for the next roll",
      ),
    putBets: z.boolean().default(false).describe("Whether bets may be put on a number directly"),
    commission: fraction("1/20")
      .refine((value) => atMost(value, "1/1"), "at most 1/1")
      .describe("Commission on buy bets (of the stake) and on lay bets (of what they can win)"),
    buyCommission: commissionTime
      .default("on-bet")
      .describe("When a buy bet's commission is taken: with the bet, or only out of a win"),
    layCommission: commissionTime
      .default("on-bet")
      .describe("When a lay bet's commission is taken: with the bet, or only out of a win"),
    field2Pays: pays("2/1", "3/1").describe("What the field pays to 1 on 2"),
    field12Pays: pays("3/1", "3/1").describe("What the field pays to 1 on 12"),
    bigPays: pays("1/1", "6/5").describe("What big 6 and big 8 pay to 1"),
    hard4And10Pays: pays("7/1", "8/1").describe("What hard 4 and hard 10 pay to 1"),
    hard6And8Pays: pays("9/1", "10/1").describe("What hard 6 and hard 8 pay to 1"),
    anySevenPays: pays("4/1", "5/1").describe("What any seven pays to 1"),
    anyCrapsPays: pays("7/1", "8/1").describe("What any craps pays to 1"),
    acesAndBoxcarsPay: pays("30/1", "35/1").describe("What aces and boxcars pay to 1"),
    aceDeuceAndYoPay: pays("15/1", "17/1").describe("What ace-deuce and yo pay to 1"),
    hornPaysOn2And12: pays("27/4", "8/1").describe("What the whole horn bet pays to 1 on 2 and 12"),
    hornPaysOn3And11: pays("3/1", "7/2").describe("What the whole horn bet pays to 1 on 3 and 11"),
    cAndEPaysOnCraps: pays("3/1", "7/2").describe("What the whole C & E bet pays to 1 on craps"),
    cAndEPaysOn11: pays("7/1", "8/1").describe("What the whole C & E bet pays to 1 on 11"),
    hopEasyPays: pays("15/1", "17/1").describe("What a hop on two different faces pays to 1"),
    hopHardPays: pays("30/1", "35/1").describe("What a hop on a pair pays to 1"),
    shooterNeedsLineBet: z
      .boolean()
      .default(true)
      .describe("Whether the shooter needs a pass or don't pass bet to roll a come-out"),
    rollTimeoutMs: z
      .int()
      .min(1_000)
      .max(600_000)
      .default(30_000)
      .describe("How long the shooter may take while there are bets up, in milliseconds"),
  })
  .describe("What casinos vary at a craps table");

export type Config = z.output<typeof config>;
