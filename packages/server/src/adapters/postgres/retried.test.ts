import { expect, test } from "vitest";
import { isConflict, Overtaken, retried } from "./connections.ts";

test("what is in the way each time is tried a bounded number of times, and then thrown", async () => {
  let attempts = 0;
  const always = retried(async () => {
    attempts += 1;
    throw new Overtaken();
  });
  await expect(always).rejects.toThrow("came in between");
  expect(attempts).toBe(8);
});

test("what was in the way once is tried again; what nobody knows the outcome of is not", async () => {
  let attempts = 0;
  const second = await retried(async () => {
    attempts += 1;
    if (attempts === 1) throw new Overtaken();
    return attempts;
  });
  expect(second).toBe(2);
  const lost = new Error("Connection terminated unexpectedly");
  expect(isConflict(lost)).toBe(false);
  await expect(
    retried(async () => {
      attempts += 1;
      throw lost;
    }),
  ).rejects.toBe(lost);
  expect(attempts).toBe(3);
});
