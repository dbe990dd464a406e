import { expect, test } from "vitest";
import { chiSquare, chiSquareChance, normalChance, poissonChance } from "./statistics.ts";

// From printed tables: the statistic that is exceeded with this chance.
test.for([
  [3.841, 1, 0.05],
  [11.07, 5, 0.05],
  [18.307, 10, 0.05],
  [20.515, 5, 0.001],
  [124.342, 100, 0.05],
  [0.0158, 1, 0.9],
  [70.065, 100, 0.99],
] as const)(
  "chi-square %s with %s degrees of freedom is exceeded with %s",
  ([x, freedom, chance]) => {
    expect(chiSquareChance(x, freedom)).toBeCloseTo(chance, 3);
  },
);

test("the tails of the normal and of the Poisson distribution", () => {
  expect(normalChance(1.959964)).toBeCloseTo(0.05, 6);
  expect(normalChance(-2.575829)).toBeCloseTo(0.01, 6);
  expect(normalChance(0)).toBe(1);
  // Of mean 2: 0 comes with e^-2, and 7 or more with 0.0045338.
  expect(poissonChance(0, 2)).toBeCloseTo(2 * Math.exp(-2), 9);
  expect(poissonChance(7, 2)).toBeCloseTo(2 * 0.0045338, 6);
  expect(poissonChance(2, 2)).toBe(1);
});

test("chi-square of counts", () => {
  expect(chiSquare([5, 15], [10, 10])).toBe(5);
});
