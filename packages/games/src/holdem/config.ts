import { amount, fraction, ratioOf } from "@parlor/kit";
import { z } from "zod";

export const bettings = ["no-limit", "pot-limit", "fixed-limit"] as const;
export const antePayers = ["each", "big-blind"] as const;
export const missedBlindRules = ["post", "wait"] as const;

/** Large enough for every table, and so small that all stacks of ten largest buy-ins are far below an amount's bound. */
const blindMax = 10_000_000;
const ms = (min: number, max: number, standard: number) =>
  z.int().min(min).max(max).default(standard);

export const config = z
  .object({
    betting: z
      .enum(bettings)
      .default("no-limit")
      .describe("How much may be bet: up to the stack, up to the pot, or fixed steps"),
    smallBlind: amount.max(blindMax).default(50).describe("The small blind, in minor units"),
    bigBlind: amount
      .max(blindMax)
      .default(100)
      .describe("The big blind, in minor units; in fixed-limit also the small bet"),
    ante: z.int().min(0).max(blindMax).default(0).describe("The ante, in minor units; 0: none"),
    antePaidBy: z
      .enum(antePayers)
      .default("each")
      .describe("Whether each player pays the ante, or the big blind one for all"),
    straddle: z
      .boolean()
      .default(false)
      .describe("Whether the player behind the big blind may straddle for two big blinds"),
    betsPerStreetMax: z
      .int()
      .min(1)
      .max(100)
      .default(4)
      .describe("Most bets and raises on one street in fixed-limit; the big blind counts as one"),
    headsUpUncapped: z
      .boolean()
      .default(true)
      .describe("Whether two players who begin a street alone may raise without that cap"),
    buyInMin: z.int().min(1).max(1_000).default(40).describe("Least buy-in, in big blinds"),
    buyInMax: z.int().min(1).max(1_000).default(100).describe("Largest buy-in, in big blinds"),
    missedBlinds: z
      .enum(missedBlindRules)
      .default("post")
      .describe("Whether who comes in, or comes back, posts the blinds or waits for the big blind"),
    rake: fraction("1/20")
      .refine((value) => ratioOf(value).numerator * 2 <= ratioOf(value).denominator, "at most 1/2")
      .describe("What the house keeps of each pot, rounded down"),
    rakeCap: z
      .int()
      .min(0)
      .max(1_000)
      .default(3)
      .describe("The most that the house keeps of one hand, in big blinds"),
    noFlopNoDrop: z
      .boolean()
      .default(true)
      .describe("Whether the house keeps nothing of a hand that ends before the flop"),
    turnTimeoutMs: ms(1_000, 600_000, 20_000).describe("How long one turn may take"),
    timeBankMs: ms(1_000, 600_000, 30_000).describe(
      "How much longer a turn may take with one time bank",
    ),
    timeBanksMax: z.int().min(0).max(100).default(2).describe("How many time banks a player has"),
    timeBankEveryHands: z
      .int()
      .min(1)
      .max(1_000)
      .default(10)
      .describe("After how many hands a player gets a used time bank back"),
    nextHandDelayMs: ms(1, 60_000, 4_000).describe(
      "How long the end of a hand is left on the table",
    ),
  })
  .refine(({ smallBlind, bigBlind }) => smallBlind <= bigBlind, {
    path: ["smallBlind"],
    error: "at most the big blind",
  })
  .refine(({ buyInMin, buyInMax }) => buyInMin <= buyInMax, {
    path: ["buyInMin"],
    error: "at most the largest buy-in",
  })
  .describe("The stakes, the structure and the clocks of a cash table");

export type Config = z.output<typeof config>;
