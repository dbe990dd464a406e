import { z } from "zod";

const day = 86_400_000;

export const config = z
  .object({
    columns: z.int().min(4).max(12).default(7).describe("How many columns the board has"),
    rows: z.int().min(4).max(12).default(6).describe("How many discs fit into a column"),
    line: z.int().min(3).max(8).default(4).describe("How many discs in a row win"),
    first: z
      .enum(["seat-0", "random"])
      .default("seat-0")
      .describe("Who moves first: the first seat, or either one by lot"),
    turnTimeoutMs: z
      .int()
      .min(1_000)
      .max(day)
      .default(30_000)
      .describe("How long one turn may take before it uses up the reserve"),
    reserveMs: z
      .int()
      .min(0)
      .max(day)
      .default(0)
      .describe("What each player has beyond that, for all turns of the game together"),
  })
  .refine(({ columns, rows, line }) => line <= Math.max(columns, rows), {
    message: "a line has to fit on the board",
    path: ["line"],
  });
export type Config = z.output<typeof config>;
