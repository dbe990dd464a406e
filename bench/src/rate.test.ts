import { expect, test } from "vitest";
import { ratesOf } from "./rate.ts";

test("a rate is what was done by the time that it took, without the warm-up", () => {
  let calls = 0;
  const { done, twice } = ratesOf({ seconds: 0.01, warmUpSeconds: 0 }, () => {
    calls += 1;
    return { done: 1, twice: 2 };
  });
  expect(done).toBeGreaterThan(0);
  expect(twice).toBeCloseTo(2 * done);
  // One call of the warm-up, and all others in a hundredth of a second or, on a busy machine, a little more.
  expect(done).toBeLessThanOrEqual((calls - 1) / 0.01);
});
