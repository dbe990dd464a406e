import { commitmentOf, rejecting, secretSeeds, seededDraws, type DrawInt } from "@parlor/kit";
import { expect, test } from "vitest";
import { checkChance, suspectChance } from "./check-chance.ts";

const drawCount = 120_000;
const real = (secret: string) => {
  const seeds = secretSeeds(commitmentOf(secret));
  return (nonce: number): DrawInt =>
    seeds.draws({ serverSeed: seeds.seed(nonce), clientSeed: "a table", nonce }, 0).draw;
};
const failures = (round: (number: number) => DrawInt): readonly string[] =>
  checkChance({ round, drawCount })
    .filter(({ chance }) => !(chance >= suspectChance))
    .map(({ test: name }) => name);

test("the stream that rounds are drawn from passes, and so does the lab's own generator", () => {
  expect(failures(real("one"))).toEqual([]);
  expect(failures((number) => seededDraws(`round ${number}`))).toEqual([]);
  const chances = checkChance({ round: real("two"), drawCount })
    // A count that is just what is expected has the chance 1.
    .filter(({ test: name }) => name !== "duplicates")
    .map(({ chance }) => chance);
  // Neither too bad nor too good to be true.
  expect(Math.min(...chances)).toBeGreaterThan(0.0005);
  expect(Math.max(...chances)).toBeLessThan(0.9999);
  expect(chances.filter((chance) => chance > 0.5).length).toBeGreaterThan(1);
});

/** One endless source, whatever the round. */
const endless = (next: () => number): ((number: number) => DrawInt) => {
  const draw = rejecting(next, 128);
  return () => draw;
};
const words = (seed: string): (() => number) => {
  const draw = seededDraws(seed);
  return () => draw(2 ** 32);
};

test("bytes brought below a bound by their remainder are found out", () => {
  const next = words("modulo");
  const biased: DrawInt = (bound) => (bound > 256 ? next() % bound : (next() & 255) % bound);
  expect(failures(() => biased)).toEqual(
    expect.arrayContaining(["frequency of 37", "frequency of 52"]),
  );
});

test.for([
  [
    "lowest",
    (word: number) => (word & ~1) >>> 0,
    ["frequency of 2", "frequency of 6", "serial pairs"],
  ],
  ["highest", (word: number) => (word | 0x8000_0000) >>> 0, ["highest bits"]],
] as const)("a stuck bit is found out: the %s", ([, stick, found]) => {
  const next = words("stuck");
  expect(failures(endless(() => stick(next())))).toEqual(expect.arrayContaining([...found]));
});

test("a source that repeats one word in twenty is found out", () => {
  const next = words("repeat");
  let last = 0;
  const repeating = (): number => {
    if (next() % 20 !== 0) last = next();
    return last;
  };
  const found = failures(endless(repeating));
  expect(found).toEqual(
    expect.arrayContaining(["serial pairs", "runs", "duplicates", "correlation between draws"]),
  );
  expect(found).not.toContain("frequency of 6");
});

test("rounds whose first draws follow each other are found out, though each round is sound", () => {
  const base = words("drift");
  let first = 0;
  const found = failures((number) => {
    const draw = seededDraws(`drift ${number}`);
    // A third of the way between the last round's first draw and a new one.
    first = Math.floor((first + 2 * base()) / 3);
    let isFirst = true;
    return (bound) => {
      if (!isFirst) return draw(bound);
      isFirst = false;
      return Math.floor((first / 2 ** 32) * bound);
    };
  });
  expect(found).toEqual(
    expect.arrayContaining(["correlation between rounds", "first dice of two rounds"]),
  );
  expect(found).not.toContain("correlation between draws");
});

test("a source that avoids what has just come is found out by the faces it takes to see all", () => {
  const next = seededDraws("shy");
  let last = -1;
  const shy: DrawInt = (bound) => {
    let value = next(bound);
    if (value === last && next(4) === 0) value = next(bound);
    last = value;
    return value;
  };
  expect(failures(() => shy)).toEqual(expect.arrayContaining(["serial pairs", "coupon collector"]));
});

test("words that never come twice are as suspect as those that come too often", () => {
  let counter = 0;
  // A bijection of the counter: every word comes once in 2^32.
  const scrambled = (): number => {
    counter = (counter + 1) >>> 0;
    let word = Math.imul(counter ^ (counter >>> 16), 0x45d9f3b);
    word = Math.imul(word ^ (word >>> 16), 0x45d9f3b);
    return (word ^ (word >>> 16)) >>> 0;
  };
  const results = checkChance({ round: endless(scrambled), drawCount: 2_000_000 });
  const found = results.find(({ test: name }) => name === "duplicates");
  expect(found?.statistic).toBe(0);
  expect(found?.chance).toBeLessThan(suspectChance);
});
