import { deck, type Card } from "../cards.ts";
import { seededDraws } from "../prng.ts";
import { randomFrom } from "../random.ts";
import { expect, test } from "vitest";
import { categoryOf, evaluate, evaluateCards, evaluateSeven, strengthMax } from "./evaluate.ts";
import { categories } from "./hand-category.ts";
import { indicesOf, slowBest, slowStrength } from "./testing/slow-hands.ts";

const long = process.env["CI"] === "true";

/** Every hand of five cards, as indices in rising order; the array is the same one each time. */
function* allFives(): Generator<readonly number[]> {
  const five = [0, 0, 0, 0, 0];
  for (five[0] = 0; five[0] < 48; five[0]++)
    for (five[1] = five[0] + 1; five[1] < 49; five[1]++)
      for (five[2] = five[1] + 1; five[2] < 50; five[2]++)
        for (five[3] = five[2] + 1; five[3] < 51; five[3]++)
          for (five[4] = five[3] + 1; five[4] < 52; five[4]++) yield five;
}

test(
  "all 2,598,960 hands of five: the known number of each category, and all strengths",
  { timeout: 60_000 },
  () => {
    const counts = new Map<string, number>();
    const seen = new Set<number>();
    for (const five of allFives()) {
      const strength = evaluate(five);
      seen.add(strength);
      const category = categoryOf(strength);
      counts.set(category, (counts.get(category) ?? 0) + 1);
    }
    expect(seen.size).toBe(strengthMax);
    expect(categories.map((category) => counts.get(category))).toEqual([
      1_302_540, 1_098_240, 123_552, 54_912, 10_200, 5_108, 3_744, 624, 40,
    ]);
  },
);

test.runIf(long)(
  "all hands of five are ordered as a slow and obvious reading orders them",
  { timeout: 120_000 },
  () => {
    // Each strength stands for one value of the other reading, and the two rise together.
    const values = new Float64Array(strengthMax + 1).fill(-1);
    let wrong = 0;
    for (const five of allFives()) {
      const strength = evaluate(five);
      const value = slowStrength(five.map((index) => deck[index] as Card)); // an index below 52
      if (values[strength] === -1) values[strength] = value;
      else if (values[strength] !== value) wrong += 1;
    }
    expect(wrong).toBe(0);
    for (let at = 2; at <= strengthMax; at++)
      expect(values[at]).toBeGreaterThan(values[at - 1] ?? 0);
  },
);

test("the best five of six and seven, against trying all fives", () => {
  const random = randomFrom(seededDraws("hands"));
  let last = { strength: 0, value: -1 };
  for (let tries = 0; tries < (long ? 100_000 : 3_000); tries++) {
    const cards = random.shuffle(deck).slice(0, 6 + (tries % 2));
    const strength = evaluateCards(cards);
    const value = slowBest(cards);
    expect(Math.sign(strength - last.strength)).toBe(Math.sign(value - last.value));
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g] = indicesOf(cards);
    const seven = g === undefined ? strength : evaluateSeven(a, b, c, d, e, f, g);
    expect(seven).toBe(strength);
    last = { strength, value };
  }
});

test("the order of categories and within them", () => {
  const rising = [
    "2c3d4h5s7c9dJh",
    "2c2d4h6s8cTdQh",
    "2c2d3h3s8cTdQh",
    "AcAdKhKs2c3d4h",
    "2c2d2h4s6c8dTh",
    "Ac2d3h4s5c9dKh",
    "2d3h4s5c6h9dKh",
    "TcJdQhKsAc2d2h",
    "2h3h4h5h7h9dKc",
    "2h3h4h5h8h9dKc",
    "2c2d2h3s3c9dKh",
    "3c3d3h2s2cAdKh",
    "2c2d2h2s3c9dKh",
    "AhAcAdAsKhKdKc",
    "Ac2c3c4c5c9dKh",
    "9hTdThJhQhKhAs",
    "ThJhQhKhAh2c2d",
  ];
  const strengths = rising.map((text) => evaluateCards((text.match(/../g) ?? []) as Card[])); // cards, as written here
  expect(strengths).toEqual(strengths.toSorted((a, b) => a - b));
  expect(new Set(strengths).size).toBe(rising.length);
  expect(strengths.at(-1)).toBe(strengthMax);
});

test("suits do not rank, and a fifth of the best cards does not matter", () => {
  const of = (text: string) => evaluateCards((text.match(/../g) ?? []) as Card[]); // cards, as written here
  expect(of("AcKdQhJs9c3d2h")).toBe(of("AdKcQsJh9d2c3s"));
  expect(of("AcAdKhKsQcQdJh")).toBe(of("AcAdKhKsQc2d3h"));
  expect(of("2h4h6h8hThAcAd")).toBeLessThan(of("2h4h6h8hJhAcAd"));
  expect(() => of("AcKd")).toThrow("five to seven");
});
