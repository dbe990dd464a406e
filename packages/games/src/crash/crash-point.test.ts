import { randomFrom, ratioOf, type Fraction, type Random } from "@parlor/kit";
import { seededDraws } from "@parlor/kit";
import { expect, test } from "vitest";
import { multiplierLimit } from "./config.ts";
import { chanceOf, drawPoint, drawPointFrom } from "./crash-point.ts";

const long = process.env["CI"] === "true";

/** Whether ways / of is (1 - edge) * 100 / target, as whole numbers. */
const isFairLess = (edge: Fraction, target: number, multiplierMax: number): boolean => {
  const { ways, of } = chanceOf(target, { edge, multiplierMax });
  const { numerator, denominator } = ratioOf(edge);
  return (
    ways * BigInt(denominator) * BigInt(target) === of * BigInt(denominator - numerator) * 100n
  );
};

test.each<[Fraction, number]>([
  ["1/100", multiplierLimit],
  ["0/1", multiplierLimit],
  ["3/97", 777_777],
  ["1/50", 1_000],
])(
  "[CRASH-5] with an edge of %s up to %i hundredths every target comes with (1 - edge) / target, exactly",
  (edge, multiplierMax) => {
    // All of them in CI; else all up to 30.00 and every 97th above.
    for (let target = 100; target <= multiplierMax; target += long || target < 3_000 ? 1 : 97)
      if (!isFairLess(edge, target, multiplierMax)) throw new Error(`not at ${target}`);
    expect(isFairLess(edge, multiplierMax, multiplierMax)).toBe(true);
  },
);

/** Runs `draw` once for every way that its weighted draws can go, with the chance of each way. */
const allWays = (draw: (random: Random) => number): Map<number, readonly [bigint, bigint]> => {
  const found = new Map<number, readonly [bigint, bigint]>();
  const ways: number[] = [];
  for (;;) {
    let [depth, chance, of] = [0, 1n, 1n];
    const weighted = (weights: readonly number[]): number => {
      ways[depth] ??= weights[0] === 0 ? 1 : 0;
      const way = ways[depth++] ?? 0;
      chance *= BigInt(weights[way] ?? 0);
      of *= BigInt(weights.reduce((sum, weight) => sum + weight, 0));
      return way;
    };
    const point = draw({ ...randomFrom(() => 0), weighted });
    const [sum, sumOf] = found.get(point) ?? [0n, 1n];
    found.set(point, [sum * of + chance * sumOf, sumOf * of]);
    while (ways.at(-1) === 1) ways.pop();
    if (ways.length === 0) return found;
    ways[ways.length - 1] = 1;
  }
};

test("[CRASH-5] the draw itself, followed along all its ways, gives each point its share", () => {
  const multiplierMax = 1_000;
  const points = allWays((random) => drawPoint({ edge: "1/100", multiplierMax }, random));
  expect(points.size).toBe(902);
  const isShare = (point: number, share: readonly [bigint, bigint]): boolean => {
    const [ways, of] = points.get(point) ?? [0n, 1n];
    return ways * share[1] === of * share[0];
  };
  expect(isShare(0, [1n, 100n])).toBe(true);
  // (1 - e) * 100 * (1/m - 1/(m + 1)), and all that would be higher at the top.
  for (let point = 100; point < multiplierMax; point++)
    expect([point, isShare(point, [99n, BigInt(point * (point + 1))])]).toEqual([point, true]);
  expect(isShare(multiplierMax, [99n, BigInt(multiplierMax)])).toBe(true);
});

test("[CRASH-5] a draw in two parts, where one would be too fine, gives the same shares", () => {
  // From 460.00 on the weights of some halvings are beyond one draw: the two parts multiply to them.
  const points = allWays((random) => drawPointFrom(999_900, multiplierLimit, random));
  expect(points.size).toBe(101);
  for (const [point, [ways, of]] of points) {
    const share =
      point === multiplierLimit
        ? [999_900n, 1_000_000n]
        : [999_900n, BigInt(point) * BigInt(point + 1)];
    expect([point, ways * (share[1] ?? 0n) === of * (share[0] ?? 1n)]).toEqual([point, true]);
  }
});

test("[CRASH-5] a point is drawn from few draws, and never outside its range", () => {
  const draw = seededDraws("points");
  let draws = 0;
  const random = randomFrom((bound) => {
    draws += 1;
    return draw(bound);
  });
  for (let round = 0; round < 20_000; round++) {
    const point = drawPoint({ edge: "1/100", multiplierMax: multiplierLimit }, random);
    if (point !== 0 && (point < 100 || point > multiplierLimit)) throw new Error(`${point}`);
  }
  expect(draws / 20_000).toBeLessThan(13);
});
