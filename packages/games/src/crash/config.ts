import { amount, fraction, ratioOf } from "@parlor/kit";
import { z } from "zod";

/** 10,000.00: at the slowest curve all sums of the flight stay below 2^53 up to here. */
export const multiplierLimit = 1_000_000;
/** An edge is one draw, and stays a fraction that people can read. */
const denominatorMax = 1_000_000;

export const config = z
  .object({
    edge: fraction("1/100")
      .refine((edge) => {
        const { numerator, denominator } = ratioOf(edge);
        return denominator <= denominatorMax && 2 * numerator <= denominator;
      }, "from 0/1 to 1/2")
      .describe("What the house keeps of every bet, wherever it is cashed out"),
    multiplierMax: z
      .int()
      .min(200)
      .max(multiplierLimit)
      .default(multiplierLimit)
      .describe(
        "Where every flight ends and everybody is paid, in hundredths: 1,000,000 is 10,000.00",
      ),
    profitMax: amount
      .default(100_000_000)
      .describe(
        "The most that one bet can win, in minor units: the bet is cashed out when it has come to it",
      ),
    targetMin: z
      .int()
      .min(101)
      .max(multiplierLimit)
      .default(101)
      .describe("The lowest multiplier to cash out at by itself, in hundredths"),
    manualCashOut: z
      .boolean()
      .default(true)
      .describe("Whether players may cash out by hand; where not, every bet names its target"),
    doublingMs: z
      .int()
      .min(1_000)
      .max(30_000)
      .default(10_000)
      .describe("How long the multiplier takes to double, in milliseconds"),
    bettingMs: z
      .int()
      .min(1_000)
      .max(120_000)
      .default(8_000)
      .describe("How long bets are taken after the first one, in milliseconds"),
    pauseMs: z
      .int()
      .min(500)
      .max(60_000)
      .default(4_000)
      .describe("How long a crash is shown before the next bets, in milliseconds"),
    sweepMs: z
      .int()
      .min(50)
      .max(5_000)
      .default(250)
      .describe(
        "The least time between two pay-outs of targets that were reached, in milliseconds",
      ),
  })
  .refine(({ targetMin, multiplierMax }) => targetMin <= multiplierMax, {
    path: ["targetMin"],
    error: "at most multiplierMax",
  })
  .describe("What houses vary at a crash table");

export type Config = z.output<typeof config>;
