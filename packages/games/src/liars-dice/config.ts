import { z } from "zod";

export const config = z
  .object({
    dice: z.int().min(1).max(5).default(5).describe("How many dice each player begins with"),
    faces: z.int().min(2).max(6).default(6).describe("How many faces a die has"),
    wild: z
      .enum(["none", "ones", "highest"])
      .default("ones")
      .describe("Which face counts as every other one too"),
    bidding: z
      .enum(["reset-face", "reset-quantity"])
      .default("reset-face")
      .describe(
        "What a higher bid is: more dice of any face, or as many of a higher one; or any number of a higher face, or more of the same",
      ),
    spotOn: z
      .enum(["none", "others-lose", "caller-gains"])
      .default("none")
      .describe("Whether a bid may be called exact, and what a right call brings"),
    play: z
      .enum(["elimination", "one-round"])
      .default("elimination")
      .describe("Whether dice are lost until one player has any, or the first call decides"),
    turnTimeoutMs: z
      .int()
      .min(1_000)
      .max(86_400_000)
      .default(45_000)
      .describe("How long one turn may take, in milliseconds"),
    revealMs: z
      .int()
      .min(500)
      .max(60_000)
      .default(6_000)
      .describe("How long the dice lie open after a call, in milliseconds"),
  })
  .describe("What people vary in liar's dice");

export type Config = z.output<typeof config>;
