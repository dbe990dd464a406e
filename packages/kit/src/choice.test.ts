import * as fc from "fast-check";
import { expect, test } from "vitest";
import { allows, choice, expandChoice, sampleChoice, type Choice } from "./choice.ts";
import { amountMax } from "./limits.ts";
import { seededDraws } from "./prng.ts";
import { randomFrom } from "./random.ts";

const range = fc
  .record({
    min: fc.integer({ min: -50, max: amountMax }),
    span: fc.nat(amountMax),
    step: fc.integer({ min: 1, max: 1_000 }),
    stepped: fc.boolean(),
  })
  .map(({ min, span, step, stepped }) => ({ min, max: min + span, ...(stepped ? { step } : {}) }));
const list = fc.array(fc.jsonValue(), { minLength: 1, maxLength: 4 });
const anyChoice: fc.Arbitrary<Choice> = fc.record({
  type: fc.constantFrom("bet", "raise"),
  fields: fc.dictionary(
    fc.stringMatching(/^[a-z]{1,5}$/).filter((name) => name !== "type"),
    fc.oneof(range, list),
    { maxKeys: 3, noNullPrototype: true },
  ),
});

test("a choice allows whatever is sampled from it and all that it expands to", () => {
  fc.assert(
    fc.property(anyChoice, fc.integer(), (one, seed) => {
      const random = randomFrom(seededDraws(seed));
      for (let i = 0; i < 5; i++) expect(allows(one, sampleChoice(one, random))).toBe(true);
      for (const action of expandChoice(one)) expect(allows(one, action)).toBe(true);
    }),
  );
});

const bet = choice("bet", { side: ["heads", "tails"], stake: { min: 10, max: 32, step: 5 } });
test.each([
  [{ type: "bet", side: "heads", stake: 10 }, true],
  [{ type: "bet", side: "tails", stake: 30 }, true],
  [{ type: "raise", side: "heads", stake: 10 }, false],
  [{ type: "bet", side: "edge", stake: 10 }, false],
  [{ type: "bet", side: "heads", stake: 9 }, false],
  [{ type: "bet", side: "heads", stake: 5 }, false],
  [{ type: "bet", side: "heads", stake: 35 }, false],
  [{ type: "bet", side: "heads", stake: 32 }, false],
  [{ type: "bet", side: "heads", stake: 12 }, false],
  [{ type: "bet", side: "heads", stake: 15.5 }, false],
  [{ type: "bet", side: "heads", stake: "15" }, false],
  [{ type: "bet", side: "heads" }, false],
  [{ type: "bet", stake: 10 }, false],
  [{ type: "bet", side: "heads", stake: 10, more: 1 }, false],
  [{ type: "bet", side: "heads", stake: 10, more: undefined }, true],
  [{ type: "bet", side: "heads", stake: 10, toString: 1 }, false],
])("whether a bet in steps of 5 from 10 to 32 allows %j: %j", (action, expected) => {
  expect(allows(bet, action)).toBe(expected);
});

test("a choice of listed objects compares them by value", () => {
  const move = choice("move", { to: [{ x: 1, y: 2 }] });
  expect(allows(move, { type: "move", to: { x: 1, y: 2 } })).toBe(true);
  expect(allows(move, { type: "move", to: { x: 2, y: 1 } })).toBe(false);
});

test("expanding takes every combination, and of a range its two ends on the grid", () => {
  expect(expandChoice(bet).map(({ side, stake }) => [side, stake])).toEqual([
    ["heads", 10],
    ["heads", 30],
    ["tails", 10],
    ["tails", 30],
  ]);
  expect(expandChoice(choice("pass"))).toEqual([{ type: "pass" }]);
  expect(expandChoice(choice("bet", { stake: { min: 5, max: 7, step: 5 } }))).toEqual([
    { type: "bet", stake: 5 },
  ]);
});
