import { alongBranch, newShoe, type Random, Unenumerable } from "@parlor/kit";
import { expect, test } from "vitest";
import { branches, type Branch } from "./branching.ts";
import { rational, sum, textOf, add, type Rational } from "./rational.ts";

const tally = (found: readonly Branch<string | number | boolean>[]) => {
  const chances = new Map<string | number | boolean, Rational>();
  for (const { value, chance } of found)
    chances.set(value, add(chances.get(value) ?? rational(0), chance));
  return Object.fromEntries([...chances].map(([value, chance]) => [value, textOf(chance)]));
};

test("two dice have 36 branches and the totals their chances", () => {
  const found = branches((random) => random.die() + random.die(), 100);
  expect(found).toHaveLength(36);
  expect(tally(found)).toMatchObject({ 2: "1/36", 7: "1/6", 12: "1/36" });
});

test("draws that depend on draws keep their chances", () => {
  const found = branches((random) => (random.int(3) === 0 ? random.int(5) : 9), 100);
  expect(tally(found)).toEqual({ 0: "1/15", 1: "1/15", 2: "1/15", 3: "1/15", 4: "1/15", 9: "2/3" });
});

test("a weighted draw forks by its weights, and a weight of nothing never comes", () => {
  const found = branches((random) => random.weighted([0, 3, 0, 1_000_000_000, 0]), 10);
  expect(tally(found)).toEqual({ 1: "3/1000000003", 3: "1000000000/1000000003" });
});

test("a card is drawn by its face: two of eight decks are all 52 · 52 pairs of them", () => {
  const draw = (random: Random) => {
    const shoe = newShoe(8);
    return random.drawFrom(shoe).slice(0, 1) === random.drawFrom(shoe).slice(0, 1);
  };
  const found = branches(draw, 3_000);
  expect(found).toHaveLength(52 * 52);
  expect(tally(found)).toEqual({ true: "31/415", false: "384/415" });
});

test("shuffling four is 24 orders; the last card of a shoe and the only item are no chance", () => {
  const orders = branches((random) => random.shuffle(["a", "b", "c", "d"]).join(""), 24);
  expect(new Set(orders.map(({ value }) => value)).size).toBe(24);
  expect(textOf(sum(orders.map(({ chance }) => chance)))).toBe("1/1");
  expect(branches((random) => random.pick(["only"]), 1)).toEqual([
    { value: "only", chance: rational(1), ways: [] },
  ]);
});

test("what was done along a branch can be done again along it", () => {
  const run = (random: Random) => `${random.die()} ${random.weighted([2, 0, 3])} ${random.int(4)}`;
  for (const { value, ways } of branches(run, 100)) expect(alongBranch(run, ways)).toBe(value);
});

test("too many branches, and chance that is not asked for, are refused", () => {
  expect(() => branches((random) => random.int(2 ** 32), 1_000)).toThrow(Unenumerable);
  expect(() => branches((random) => [1, 2, 3, 4].map(() => random.die()), 1_000)).toThrow(
    Unenumerable,
  );
  let calls = 0;
  const fickle = (random: Random) => random.int(calls++ === 0 ? 2 : 3) + random.int(2);
  expect(() => branches(fickle, 1_000)).toThrow("chance of its own");
});
