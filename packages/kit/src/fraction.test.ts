import { expect, test } from "vitest";
import { z } from "zod";
import {
  exactFractionOf,
  exactRatioOf,
  fraction,
  fractionOf,
  ratioOf,
  type Fraction,
} from "./fraction.ts";

test.each([
  ["3/2", 3, 2],
  ["0/1", 0, 1],
  ["98/50", 98, 50],
  ["999999999999999/999999999999999", 999_999_999_999_999, 999_999_999_999_999],
] as const)("%s is read exactly", (text, numerator, denominator) => {
  expect(ratioOf(text)).toEqual({ numerator, denominator });
  expect(ratioOf(text)).toBe(ratioOf(text));
});

const odd = [
  "1/0",
  "01/2",
  "1/02",
  "-1/2",
  "1.5/2",
  "1",
  "/",
  "1/2/3",
  " 1/2",
  "1e3/2",
  "1000000000000000/1",
  "",
];
test.each(odd)("%j is no fraction", (text) => {
  expect(() => ratioOf(text as Fraction)).toThrow("not a fraction");
  expect(fraction("1/2").safeParse(text).success).toBe(false);
});

test("a config field has a default, and becomes JSON Schema", () => {
  const config = z.object({ payout: fraction("98/50").describe("What it pays") });
  expect(config.parse({})).toEqual({ payout: "98/50" });
  expect(config.parse({ payout: "2/1" })).toEqual({ payout: "2/1" });
  expect(config.safeParse({ payout: 2 }).success).toBe(false);
  const schema = z.toJSONSchema(config, { io: "input" });
  expect(schema).toMatchObject({
    properties: { payout: { type: "string", default: "98/50", description: "What it pays" } },
  });
  expect(schema.required).toBeUndefined();
});

test("a default that is no fraction is found when the game is defined", () => {
  expect(() => fraction("1/0")).toThrow("not a fraction");
});

test.each([
  [2, 100, "1/50"],
  [7, 495, "7/495"],
  [0, 5, "0/1"],
  [6, 3, "2/1"],
] as const)("%i over %i is %s in lowest terms", (numerator, denominator, text) => {
  expect(fractionOf(numerator, denominator)).toBe(text);
});

test.each([
  [-1, 2],
  [1, 0],
  [0.5, 2],
])("%d over %d is no fraction", (numerator, denominator) => {
  expect(() => fractionOf(numerator, denominator)).toThrow("not a fraction");
});

test("a check behind a config's fraction is never given what is none", () => {
  const seen: string[] = [];
  const schema = fraction("3/2").refine((value) => {
    seen.push(value);
    return ratioOf(value).numerator > 0;
  });
  for (const wrong of ["", "3", "3/0", "a/b", 1, null])
    expect(schema.safeParse(wrong).success).toBe(false);
  expect(seen).toEqual([]);
  expect(schema.parse("2/1")).toBe("2/1");
  expect(seen).toEqual(["2/1"]);
});

test.each([
  [-3n, 6n, "-1/2"],
  [0n, 7n, "0/1"],
  [13n ** 30n, 13n ** 31n * 2n, "1/26"],
] as const)("%s over %s is exactly %s", (numerator, denominator, text) => {
  expect(exactFractionOf(numerator, denominator)).toBe(text);
  const { numerator: n, denominator: d } = exactRatioOf(text);
  expect(n * denominator).toBe(numerator * d);
});

test("an exact fraction has no bound on its length, and one form only", () => {
  const long = `-${"7".repeat(60)}/${"9".repeat(61)}` as Fraction; // both parts are whole numbers
  expect(exactRatioOf(long).denominator).toBe(10n ** 61n - 1n);
  for (const wrong of ["-0/1", "1/-2", "1/0", "01/2", "1", "1.5/2"])
    expect(() => exactRatioOf(wrong as Fraction)).toThrow("not a fraction");
  expect(() => exactFractionOf(1n, 0n)).toThrow("not a fraction");
});
