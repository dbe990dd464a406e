import { commitmentOf, rejecting, secretSeeds, seededDraws, type DrawInt } from "@parlor/kit";
import { expect, test } from "vitest";
import { checkChance, falseAlarmChance, suspects, type ChanceOptions } from "./check-chance.ts";

const drawCount = 120_000;
const real = (secret: string) => {
  const seeds = secretSeeds(commitmentOf(secret));
  return (nonce: number): DrawInt =>
    seeds.draws({ serverSeed: seeds.seed(nonce), clientSeed: "a table", nonce }, 0).draw;
};
const failures = (round: ChanceOptions["round"]): readonly string[] =>
  suspects(checkChance({ round, drawCount })).map(({ test: name }) => name);

test("the stream that rounds are drawn from passes, and so does the lab's own generator", () => {
  expect(failures(real("one"))).toEqual([]);
  expect(failures((number) => seededDraws(`round ${number}`))).toEqual([]);
});

test("a chance of one in twenty comes to a sound source once in twenty runs, in each test", () => {
  const runCount = 100;
  const low = new Map<string, number>();
  for (let run = 0; run < runCount; run++) {
    const round = (number: number) => seededDraws(`${run} of many, round ${number}`);
    for (const { test: name, chance } of checkChance({ round, drawCount: 10_000 }))
      low.set(name, (low.get(name) ?? 0) + (chance < 0.05 ? 1 : 0));
  }
  for (const [name, count] of low) {
    // Counts of few duplicates go in steps, so that what they call a twentieth may be rarer.
    expect([name, count >= (name === "duplicates" ? 0 : 1)]).toEqual([name, true]);
    expect([name, count <= 14]).toEqual([name, true]); // 5 expected, and 14 are four deviations
  }
});

test("the more tests, the farther off each has to be", () => {
  const result = (chance: number) => ({ test: "one", statistic: 0, chance });
  const others = Array.from({ length: 9 }, () => result(0.5));
  expect(suspects([result(falseAlarmChance / 2)])).toHaveLength(1);
  expect(suspects([result(falseAlarmChance / 2), ...others])).toHaveLength(0);
  expect(suspects([result(falseAlarmChance / 11), ...others])).toHaveLength(1);
  expect(suspects([result(Number.NaN)])).toHaveLength(1);
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

test("whole words brought below a bound without rejection are found out, either way", () => {
  const remainder = words("remainder");
  expect(failures(() => (bound) => remainder() % bound)).toEqual(["rejection"]);
  const fraction = words("fraction");
  const scaled: DrawInt = (bound) => Math.floor((fraction() / 2 ** 32) * bound);
  expect(failures(() => scaled)).toEqual(["rejection"]);
});

test("a fraction of few bits that is scaled to a bound is found out by its frequencies", () => {
  const next = words("twelve bits");
  const scaled: DrawInt = (bound) =>
    bound > 4_096 ? next() % bound : Math.floor(((next() & 4_095) / 4_096) * bound);
  expect(failures(() => scaled)).toContain("frequency of 1000");
});

test("a source that starts again after some thousand words is found out", () => {
  const next = words("short");
  const cycle = Array.from({ length: 5_000 }, () => next());
  let at = 0;
  const periodic = (): number => cycle[at++ % cycle.length] ?? 0;
  expect(failures(endless(periodic))).toEqual(expect.arrayContaining(["duplicates"]));
});

test("a source that deals out its outcomes evenly is as suspect as one that does not", () => {
  let counter = 0;
  const dealt: DrawInt = (bound) => counter++ % bound;
  const found = suspects(checkChance({ round: () => dealt, drawCount }));
  const even = found.find(({ test: name }) => name === "frequency of 6");
  expect(even?.statistic).toBeLessThan(0.01);
});

test("rounds that begin where the one before began are found out", () => {
  const found = failures((number) => seededDraws(`round ${Math.ceil(number / 2)}`));
  expect(found).toEqual(
    expect.arrayContaining(["correlation between rounds", "first dice of two rounds"]),
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
  const found = suspects(checkChance({ round: endless(scrambled), drawCount: 2_000_000 }));
  expect(found).toEqual(
    expect.arrayContaining([expect.objectContaining({ test: "duplicates", statistic: 0 })]),
  );
});
