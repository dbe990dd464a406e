import { allows, choice, randomFrom, seededDraws } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { amountsOf, anyAction, candidatesOf, widenedTo } from "./actions.ts";

const range = fc
  .record({
    min: fc.integer({ min: 0, max: 10_000 }),
    wide: fc.integer({ min: 0, max: 1_000_000 }),
    step: fc.integer({ min: 1, max: 500 }),
  })
  .map(({ min, wide, step }) => ({ min, max: min + wide, step }));

test("amounts of a range are legal, different, and begin with its ends", () => {
  fc.assert(
    fc.property(range, (limits) => {
      const amounts = amountsOf(limits);
      const offered = choice("bet", { amount: limits });
      for (const amount of amounts) expect(allows(offered, { type: "bet", amount })).toBe(true);
      expect(new Set(amounts).size).toBe(amounts.length);
      expect(amounts[0]).toBe(limits.min);
      expect(Math.max(...amounts)).toBe(amounts[1] ?? amounts[0]);
    }),
  );
});

test("every candidate, and any action, is one of what is legal", () => {
  const random = randomFrom(seededDraws(3));
  fc.assert(
    fc.property(range, fc.array(fc.integer(), { minLength: 1, maxLength: 5 }), (limits, cells) => {
      const legal = [choice("pass"), choice("bet", { amount: limits, cell: cells })];
      const actions = [...candidatesOf(legal).actions, anyAction(legal, random)];
      for (const action of actions) expect(legal.some((one) => allows(one, action))).toBe(true);
    }),
  );
});

test("a decision that is visited more looks at more amounts, and at the ends of a range at once", () => {
  const candidates = candidatesOf([choice("bet", { amount: { min: 1, max: 1_000 } })]);
  const widths = [0, 100, 1_000, 10_000].map((visits) => widenedTo(candidates, visits));
  expect(widths[0]).toBe(2);
  expect(widths).toEqual(widths.toSorted((a, b) => a - b));
  expect(widths.at(-1)).toBe(candidates.count);
});
