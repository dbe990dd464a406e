import { z } from "zod";

const day = 86_400_000;
/** A doubling cube has six faces, and a match of 25 points, the longest, never needs another one. */
const cubeFaces = [2, 4, 8, 16, 32, 64] as const;

export const config = z.object({
  matchPoints: z
    .int()
    .min(0)
    .max(25)
    .default(5)
    .describe("How many points win the match; 0 is a single game for money, without a match"),
  cube: z.boolean().default(true).describe("Whether there is a doubling cube"),
  cubeMax: z.literal(cubeFaces).default(64).describe("The highest value of the cube"),
  crawford: z
    .boolean()
    .default(true)
    .describe("In a match: no doubling in the game after a player has come within a point of it"),
  jacoby: z
    .boolean()
    .default(true)
    .describe("In a game for money: gammons count only after the cube has been turned"),
  beavers: z
    .boolean()
    .default(false)
    .describe("In a game for money: who is doubled may turn the cube once more and keep it"),
  turnTimeoutMs: z
    .int()
    .min(1_000)
    .max(day)
    .default(30_000)
    .describe("How long one decision may take before it uses up the reserve"),
  reservePerPointMs: z
    .int()
    .min(0)
    .max(3_600_000)
    .default(60_000)
    .describe("What each player has beyond that for the match, for each of its points"),
});
export type Config = z.output<typeof config>;
