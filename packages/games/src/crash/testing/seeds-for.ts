import { ratioOf, type Seeds } from "@parlor/kit";
import { prngSeeds } from "@parlor/kit/testing";
import type { Config } from "../config.ts";
import { isDecided, noTakeOff, splitOf, type Range } from "../crash-point.ts";
import { startMultiplier } from "../curve.ts";

/** The draws that make a flight crash at this point. */
export const drawsTo = (point: number, { edge, multiplierMax }: Config): readonly number[] => {
  const { numerator, denominator } = ratioOf(edge);
  if (point === noTakeOff) return [0];
  // A draw with one outcome is none.
  const draws = denominator === 1 ? [] : [numerator];
  let range: Range = { low: startMultiplier, end: multiplierMax + 1 };
  while (!isDecided(range)) {
    const { middle, weights } = splitOf(range, multiplierMax);
    if (point >= middle) for (const [below] of weights) draws.push(below);
    else draws.push(0);
    range = point >= middle ? { ...range, low: middle } : { ...range, end: middle };
  }
  return draws;
};

/** Seeds that let each round in turn crash at a point; after those, by a repeatable generator. */
export const seedsFor = (config: Config, points: readonly number[]): Seeds => {
  const rest = prngSeeds("crash");
  return {
    ...rest,
    draws: (stream, wordsUsed) => {
      const point = points[stream.nonce - 1];
      if (point === undefined) return rest.draws(stream, wordsUsed);
      const draws = drawsTo(point, config);
      let used = wordsUsed;
      return { draw: () => draws[used++] ?? 0, wordsUsed: () => used };
    },
  };
};
