import { z } from "zod";
import { assert, unreachable } from "./assert.ts";
import { ratioOf, type Fraction } from "./fraction.ts";
import { amountMax } from "./limits.ts";

/** A sum of money: a positive safe integer of the currency's minor unit (cents). Never a float. */
export const amount = z.int().min(1).max(amountMax);

/** What a table takes as one bet, in minor units; `step` is the smallest chip. */
export interface Limits {
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}

export const isAmount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 && value <= amountMax;

/** The house rule for what does not divide: `exact` throws, since the caller promised that it does. */
export type Rounding = "down" | "up" | "half-up" | "half-even" | "exact";

/**
 * `value` times `fraction`, in whole minor units, rounded by the named rule. Exact for every amount:
 * a product beyond 2^53 is worked out in big integers.
 */
export const scale = (value: number, fraction: Fraction, rounding: Rounding): number => {
  assert(Number.isSafeInteger(value) && value >= 0, `not an amount: ${value}`);
  const { numerator, denominator } = ratioOf(fraction);
  const product = value * numerator;
  if (Number.isSafeInteger(product)) {
    const rest = product % denominator;
    return (
      (product - rest) / denominator +
      roundUp((product - rest) / denominator, rest, denominator, rounding)
    );
  }
  const exact = BigInt(value) * BigInt(numerator);
  const whole = Number(exact / BigInt(denominator));
  const result = whole + roundUp(whole, Number(exact % BigInt(denominator)), denominator, rounding);
  assert(Number.isSafeInteger(result), "an amount left the range of safe integers");
  return result;
};

const roundUp = (whole: number, rest: number, denominator: number, rounding: Rounding): 0 | 1 => {
  if (rest === 0) return 0;
  switch (rounding) {
    case "down":
      return 0;
    case "up":
      return 1;
    case "half-up":
      return rest >= denominator - rest ? 1 : 0;
    case "half-even":
      if (rest === denominator - rest) return whole % 2 === 0 ? 0 : 1;
      return rest > denominator - rest ? 1 : 0;
    case "exact":
      throw new RangeError("the amount does not divide exactly");
    default:
      return unreachable(rounding);
  }
};

/** A currency names its scale: `USD/2` counts cents, `PLAY/0` whole chips. */
export type Currency = `${string}/${number}`;
const currencyPattern = /^[A-Z][A-Z0-9]{1,11}\/\d$/;
const currencyText: unknown = z
  .string()
  .regex(currencyPattern, "must be a code and a scale such as USD/2")
  .meta({ examples: ["USD/2", "PLAY/0"] });
// Whatever has this pattern is a Currency; zod has no type for it that JSON Schema can say too.
export const currency = currencyText as z.ZodType<Currency, Currency>;

/** "1,234.50 USD" for 123450 minor units of `USD/2`. Plain ASCII: for terminals, logs and pages alike. */
export const formatAmount = (minor: number, of: Currency): string => {
  const [code = "", scaleText = "0"] = of.split("/");
  const scaled = Number(scaleText);
  const digits = String(Math.abs(minor)).padStart(scaled + 1, "0");
  const whole = digits.slice(0, digits.length - scaled).replace(/\B(?=(\d{3})+$)/g, ",");
  const cents = scaled > 0 ? `.${digits.slice(digits.length - scaled)}` : "";
  return `${minor < 0 ? "-" : ""}${whole}${cents} ${code}`;
};
