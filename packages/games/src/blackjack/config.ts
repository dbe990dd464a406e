import { fraction, ratioOf, type Fraction } from "@parlor/kit";
import { z } from "zod";

/** Amounts of up to 10^12 times this stay exact, and so do the sums that edges are made of. */
const payoutPartMax = 1_000;
const inBounds = (value: Fraction): boolean => {
  const { numerator, denominator } = ratioOf(value);
  return numerator <= payoutPartMax && denominator <= payoutPartMax;
};
const pays = (standard: Fraction) =>
  fraction(standard).refine(inBounds, `numerator and denominator at most ${payoutPartMax}`);

const isAtMostTwo = (value: Fraction): boolean => {
  const { numerator, denominator } = ratioOf(value);
  return numerator <= 2 * denominator;
};

const isPenetration = (value: Fraction): boolean => {
  const { numerator, denominator } = ratioOf(value);
  return denominator <= payoutPartMax && numerator * 10 <= denominator * 9;
};

const timeout = (standard: number) => z.int().min(1_000).max(600_000).default(standard);

export const config = z
  .object({
    decks: z
      .union([z.int().min(1).max(8), z.literal("infinite")])
      .default(6)
      .describe("How many decks are in the shoe; infinite: every card always has the same chance"),
    penetration: fraction("3/4")
      .refine(isPenetration, "at most 9/10")
      .describe("How much of the shoe is dealt before it is made anew between two rounds"),
    dealerHitsSoft17: z
      .boolean()
      .default(false)
      .describe("Whether the dealer draws on a soft 17 (H17) instead of standing on it (S17)"),
    holeCard: z
      .enum(["peek", "none"])
      .default("peek")
      .describe(
        "peek: under an ace or a ten the dealer looks for a blackjack before anybody plays; none: the second card comes when all have played",
      ),
    dealerBlackjackTakes: z
      .enum(["all", "original"])
      .default("all")
      .describe(
        "Without a hole card, what a dealer's blackjack takes: all bets, or only the original ones (doubles and splits go back)",
      ),
    blackjackPays: pays("3/2")
      .refine(isAtMostTwo, "at most 2/1")
      .describe("What a blackjack pays to 1: 3/2, or 6/5 at dearer tables"),
    surrender: z
      .enum(["none", "late", "early"])
      .default("none")
      .describe(
        "Whether half the bet may be given up: late, after the dealer has looked for a blackjack; early, before",
      ),
    insurance: z
      .boolean()
      .default(true)
      .describe("Whether insurance is offered against an ace; it pays 2 to 1"),
    evenMoney: z
      .boolean()
      .default(true)
      .describe("Whether a blackjack may take 1 to 1 at once against an ace"),
    doubleOn: z
      .enum(["any-two", "9-11", "10-11"])
      .default("any-two")
      .describe("The two-card hands that may be doubled: any, or these hard totals only"),
    doubleAfterSplit: z
      .boolean()
      .default(true)
      .describe("Whether hands of a split may be doubled (DAS)"),
    splitHandsMax: z
      .int()
      .min(1)
      .max(4)
      .default(4)
      .describe("How many hands a seat may come to by splitting; 1: no splits"),
    resplitAces: z
      .boolean()
      .default(false)
      .describe("Whether aces that come after a split of aces may be split again (RSA)"),
    hitSplitAces: z
      .boolean()
      .default(false)
      .describe("Whether split aces are played on; otherwise each gets one card"),
    perfectPairs: z.boolean().default(true).describe("Whether the side bet perfect pairs is taken"),
    perfectPairPays: pays("25/1").describe("To 1, for two cards of one rank and suit"),
    colouredPairPays: pays("12/1").describe("To 1, for two cards of one rank and colour"),
    mixedPairPays: pays("6/1").describe("To 1, for two cards of one rank and different colours"),
    twentyOnePlusThree: z.boolean().default(true).describe("Whether the side bet 21+3 is taken"),
    suitedTripsPay: pays("100/1").describe("21+3, to 1: three cards of one rank and one suit"),
    straightFlushPays: pays("40/1").describe("21+3, to 1: three in a row of one suit"),
    tripsPay: pays("30/1").describe("21+3, to 1: three cards of one rank"),
    straightPays: pays("10/1").describe("21+3, to 1: three in a row, the ace low or high"),
    flushPays: pays("5/1").describe("21+3, to 1: three cards of one suit"),
    bettingTimeoutMs: timeout(20_000).describe(
      "How long others may still bet after the first bet of a round, in milliseconds",
    ),
    turnTimeoutMs: timeout(20_000).describe(
      "How long one decision may take, in milliseconds; after that the hand stands",
    ),
  })
  .describe("What casinos vary at a blackjack table");

export type Config = z.output<typeof config>;
