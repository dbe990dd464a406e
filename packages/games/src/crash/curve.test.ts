import * as fc from "fast-check";
import { expect, test } from "vitest";
import { multiplierLimit } from "./config.ts";
import { multiplierAt, timeOf } from "./curve.ts";

test.each([
  [0, 100],
  [148, 100],
  [149, 101],
  [5_000, 141],
  [10_000, 200],
  [20_000, 400],
  [100_000, 102_400],
])(
  "[CRASH-7] after %i ms at the standard pace the multiplier is %i hundredths",
  (ms, multiplier) => {
    expect(multiplierAt(ms, 10_000)).toBe(multiplier);
  },
);

test.each([1_000, 7_919, 10_000, 30_000])(
  "[CRASH-7] doubling every %i ms: it only rises, and stays within a third of a percent of the exponential",
  (doublingMs) => {
    let before = 0;
    for (let ms = 0; ms <= 6 * doublingMs; ms += 1) {
      const multiplier = multiplierAt(ms, doublingMs);
      expect(multiplier).toBeGreaterThanOrEqual(before);
      const smooth = 100 * 2 ** (ms / doublingMs);
      if (Math.abs(multiplier - smooth) > 1 + smooth / 300) throw new Error(`${ms}: ${multiplier}`);
      before = multiplier;
    }
  },
);

test("[CRASH-7] timeOf is the first millisecond of every multiplier, up to the highest", () => {
  const some = fc.integer({ min: 101, max: multiplierLimit });
  const pace = fc.integer({ min: 1_000, max: 30_000 });
  fc.assert(
    fc.property(some, pace, (multiplier, doublingMs) => {
      const ms = timeOf(multiplier, doublingMs);
      expect(multiplierAt(ms, doublingMs)).toBeGreaterThanOrEqual(multiplier);
      expect(multiplierAt(ms - 1, doublingMs)).toBeLessThan(multiplier);
    }),
    { numRuns: 2_000 },
  );
  expect(timeOf(100, 10_000)).toBe(0);
});
