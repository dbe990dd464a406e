import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { amountMax } from "./limits.ts";
import { amount, currency, formatAmount, isAmount, scale, type Rounding } from "./money.ts";

const roundings = ["down", "up", "half-up", "half-even"] as const satisfies readonly Rounding[];

/** The same in big integers only, the way a textbook has it. */
const reference = (
  value: number,
  numerator: number,
  denominator: number,
  rounding: Rounding,
): bigint => {
  const [product, unit] = [BigInt(value) * BigInt(numerator), BigInt(denominator)];
  const [whole, twice] = [product / unit, 2n * (product % unit)];
  if (twice === 0n || rounding === "down") return whole;
  if (rounding === "up") return whole + 1n;
  if (twice !== unit) return twice > unit ? whole + 1n : whole;
  return rounding === "half-up" || whole % 2n === 1n ? whole + 1n : whole;
};

const ratio = fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }));
const bigRatio = fc.tuple(fc.nat(10 ** 15 - 1), fc.integer({ min: 1, max: 10 ** 15 - 1 }));

test.each(roundings)("scale %s is exact for every amount and ratio", (rounding) => {
  fc.assert(
    fc.property(fc.nat(amountMax), fc.oneof(ratio, bigRatio), (value, [numerator, denominator]) => {
      const expected = reference(value, numerator, denominator, rounding);
      // What leaves the range of safe integers is refused, never rounded.
      fc.pre(expected <= BigInt(Number.MAX_SAFE_INTEGER));
      expect(BigInt(scale(value, `${numerator}/${denominator}`, rounding))).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  [5, "1/2", { down: 2, up: 3, "half-up": 3, "half-even": 2 }],
  [7, "1/2", { down: 3, up: 4, "half-up": 4, "half-even": 4 }],
  [7, "1/3", { down: 2, up: 3, "half-up": 2, "half-even": 2 }],
  [8, "1/3", { down: 2, up: 3, "half-up": 3, "half-even": 3 }],
  [100, "98/50", { down: 196, up: 196, "half-up": 196, "half-even": 196 }],
  [0, "3/2", { down: 0, up: 0, "half-up": 0, "half-even": 0 }],
  // From here on the product is beyond 2^53.
  [
    amountMax,
    "99999999999/199999999998",
    { down: 5e11, up: 5e11, "half-up": 5e11, "half-even": 5e11 },
  ],
  [
    amountMax - 1,
    "500000000001/1000000000002",
    { down: 499_999_999_999, up: 5e11, "half-up": 5e11, "half-even": 5e11 },
  ],
] as const)("%i times %s is rounded by the named rule", (value, fraction, expected) => {
  for (const rounding of roundings)
    expect(scale(value, fraction, rounding)).toBe(expected[rounding]);
});

test.each(roundings)("scale %s throws rather than leave the range of safe integers", (rounding) => {
  expect(() => scale(amountMax, "999999999999999/1", rounding)).toThrow("safe integers");
});

test("an exact scale divides or throws", () => {
  expect(scale(10, "3/2", "exact")).toBe(15);
  expect(() => scale(5, "1/2", "exact")).toThrow(RangeError);
  expect(() => scale(amountMax - 1, "99999999999999/99999999999998", "exact")).toThrow(RangeError);
});

test.each([-1, 0.5, NaN, Infinity, 2 ** 53])("%d is no amount to scale", (value) => {
  expect(() => scale(value, "1/2", "down")).toThrow("not an amount");
});

test.each([
  [1, true],
  [amountMax, true],
  [0, false],
  [-1, false],
  [1.5, false],
  [amountMax + 1, false],
  [NaN, false],
  ["5", false],
  [null, false],
])("whether %j is an amount: %j", (value, expected) => {
  expect(isAmount(value)).toBe(expected);
  expect(amount.safeParse(value).success).toBe(expected);
});

test.each([
  [0, "USD/2", "0.00 USD"],
  [5, "USD/2", "0.05 USD"],
  [50, "USD/2", "0.50 USD"],
  [123_450, "USD/2", "1,234.50 USD"],
  [-123_450, "USD/2", "-1,234.50 USD"],
  [100_000_000, "USD/2", "1,000,000.00 USD"],
  [999, "PLAY/0", "999 PLAY"],
  [1_000, "PLAY/0", "1,000 PLAY"],
  [-1, "PLAY/0", "-1 PLAY"],
  [1, "BTC/8", "0.00000001 BTC"],
  [123_456_789_012, "BTC/8", "1,234.56789012 BTC"],
] as const)("%i of %s reads %s", (minor, of, text) => {
  expect(formatAmount(minor, of)).toBe(text);
});

test("a currency is a code and a scale, for JSON Schema too", () => {
  for (const sound of ["USD/2", "PLAY/0", "X1/9"]) expect(currency.parse(sound)).toBe(sound);
  for (const odd of ["USD", "usd/2", "U/2", "USD/10", "USD/", "1SD/2", 5, null]) {
    expect(currency.safeParse(odd).success).toBe(false);
  }
  expect(z.toJSONSchema(currency)).toMatchObject({
    type: "string",
    pattern: "^[A-Z][A-Z0-9]{1,11}\\/\\d$",
  });
});
