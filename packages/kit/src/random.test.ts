import * as fc from "fast-check";
import { expect, test } from "vitest";
import { deck } from "./cards.ts";
import { rejecting, replayedDraws, seededDraws, seededWords } from "./prng.ts";
import { noRandom, randomFrom, type Random } from "./random.ts";
import { newShoe } from "./shoe.ts";

const words = (...list: number[]) => {
  let next = 0;
  return () => list[next++]!;
};

test("rejection gives every outcome the same number of words", () => {
  // With 32-bit words a full count is out of reach, so the count is made around the edge: of the
  // words that remain above the last multiple of the bound, every one is thrown away.
  for (const bound of [3, 5, 6, 7, 10, 52, 1_000, 2 ** 31 + 1]) {
    const rest = 2 ** 32 % bound;
    const accepted = (2 ** 32 - rest) / bound;
    expect(Number.isInteger(accepted)).toBe(true);
    for (const word of [2 ** 32 - rest, 2 ** 32 - 1]) {
      if (rest === 0) continue;
      expect(rejecting(words(word, 0), 128)(bound)).toBe(0);
    }
    expect(rejecting(words(2 ** 32 - rest - 1, 0), 128)(bound)).toBe(bound - 1);
  }
});

test.each([2, 4, 256, 2 ** 16, 2 ** 32])(
  "a bound of %i, a power of two, rejects no word",
  (bound) => {
    expect(rejecting(words(2 ** 32 - 1), 1)(bound)).toBe((2 ** 32 - 1) % bound);
  },
);

test("a source whose words are all rejected is broken", () => {
  expect(() => rejecting(() => 2 ** 32 - 1, 128)(3)).toThrow("broken");
});

/** Chi-square of counts against even chances. */
const chiSquare = (counts: readonly number[]): number => {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};
const counted = (size: number, times: number, draw: () => number): number[] => {
  const counts = Array.from({ length: size }, () => 0);
  for (let i = 0; i < times; i++) counts[draw()]! += 1;
  return counts;
};

// The limits are the 99.9% quantiles of chi-square; with these seeds the outcome is fixed.
test.each([
  ["int(6)", 6, 20.52, (random: Random) => random.int(6)],
  ["a die", 6, 20.52, (random: Random) => random.die() - 1],
  ["a die of 20 sides", 20, 43.82, (random: Random) => random.die(20) - 1],
  ["pick", 3, 13.82, (random: Random) => random.pick([0, 1, 2])],
  ["the first of a shuffle", 5, 18.47, (random: Random) => random.shuffle([0, 1, 2, 3, 4])[0]!],
  [
    "the orders of a shuffle",
    6,
    20.52,
    (random: Random) =>
      ["012", "021", "102", "120", "201", "210"].indexOf(random.shuffle([0, 1, 2]).join("")),
  ],
  [
    "the first card of a shoe",
    52,
    87.97,
    (random: Random) => deck.indexOf(random.drawFrom(newShoe(1))),
  ],
  ["even weights", 4, 16.27, (random: Random) => random.weighted([5, 5, 5, 5])],
])("%s is even", (_, size, limit, draw) => {
  const random = randomFrom(seededDraws("chi-square"));
  expect(chiSquare(counted(size, 60_000, () => draw(random)))).toBeLessThan(limit);
});

test("weights give exactly their share of the draws, and a weight of 0 nothing", () => {
  const weights = [3, 0, 1, 6];
  const counts = weights.map(() => 0);
  for (let value = 0; value < 10; value++) counts[randomFrom(() => value).weighted(weights)]! += 1;
  expect(counts).toEqual(weights);
});

test.each([[[]], [[0, 0]], [[-1, 2]], [[0.5]]])("weights %j cannot be drawn by", (weights) => {
  expect(() => randomFrom(() => 0).weighted(weights)).toThrow(/no bound|no weight/);
});

test("a shuffle is a new list with the same items", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
      const before = [...items];
      const shuffled = randomFrom(seededDraws(seed)).shuffle(items);
      expect(items).toEqual(before);
      const rising = (a: number, b: number) => a - b;
      expect(shuffled.toSorted(rising)).toEqual(items.toSorted(rising));
    }),
  );
});

test.each([0, -1, 1.5, NaN, 2 ** 32 + 1])("there is no draw below %d", (bound) => {
  expect(() => randomFrom(() => 0).int(bound)).toThrow("no bound");
});

test("a draw with one outcome takes nothing from the source", () => {
  expect(noRandom.int(1)).toBe(0);
  expect(noRandom.pick(["only"])).toBe("only");
  expect(() => noRandom.int(2)).toThrow("no chance here");
  expect(() => noRandom.pick([])).toThrow("nothing to pick from");
});

test("a die shows one more than its draw", () => {
  expect([0, 5].map((value) => randomFrom(() => value).die())).toEqual([1, 6]);
});

test("seeded draws are the same for the same seed", () => {
  const take = (seed: number | string) => Array.from({ length: 5 }, seededWords(seed));
  expect(take("a")).toEqual(take("a"));
  expect(take("a")).not.toEqual(take("b"));
  expect(take(1)).toEqual(take("1"));
});

test("replayed draws have to be asked for as they were recorded", () => {
  const draw = replayedDraws([
    [6, 3],
    [52, 17],
  ]);
  expect([draw(6), draw(52)]).toEqual([3, 17]);
  expect(() => draw(6)).toThrow("not recorded");
  expect(() => replayedDraws([[6, 3]])(5)).toThrow("not recorded with bound 5");
});
