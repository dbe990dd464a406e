import { expect, test } from "vitest";
import { amountWithin, chipText, chipValues } from "./chips.ts";

test.each([
  [{ min: 1, max: 1_000 }, [1, 5, 25, 100, 500]],
  [{ min: 100, max: 5_000 }, [100, 500, 2_500]],
  [{ min: 10, max: 100, step: 20 }, [10, 50]],
])("at a table of %j the chips are %j", (limits, values) => {
  expect(chipValues(limits)).toEqual(values);
});

test.each([
  [50, { min: 10, max: 30 }, 30],
  [25, { min: 10, max: 100, step: 10 }, 20],
  [5, { min: 10, max: 100 }, undefined],
])("%i within %j is %s", (wanted, limits, amount) => {
  expect(amountWithin(wanted, limits)).toBe(amount);
});

test.each([
  [25, "PLAY/0", "25"],
  [2_500, "USD/2", "25"],
  [50, "USD/2", "0.50"],
  [12_340, "PLAY/0", "12.3k"],
  [2_000_000, "PLAY/0", "2M"],
] as const)("%i of %s is written %s", (minor, currency, text) => {
  expect(chipText(minor, currency)).toBe(text);
});
