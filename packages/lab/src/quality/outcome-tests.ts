import { limits, type DrawInt } from "@parlor/kit";
import { chiSquare, evenChiSquare, fitChance, normalChance, poissonChance } from "./statistics.ts";

/** What a test of a source found. */
export interface QualityResult {
  readonly test: string;
  readonly statistic: number;
  /** How often a sound source does at least as badly: a value close to 0 means that this one is not sound. */
  readonly chance: number;
}

const faces = 6;

/** How often each number comes. */
export const frequency = (draw: DrawInt, bound: number, count: number): QualityResult => {
  const counts = Array.from({ length: bound }, () => 0);
  for (let index = 0; index < count; index++) increase(counts, draw(bound));
  const statistic = evenChiSquare(counts);
  return {
    test: `frequency of ${bound}`,
    statistic,
    chance: fitChance(statistic, bound - 1),
  };
};

/** How often each highest byte of a whole word comes: a remainder below a bound looks at the lowest. */
export const highBits = (draw: DrawInt, count: number): QualityResult => {
  const counts = Array.from({ length: 256 }, () => 0);
  for (let index = 0; index < count; index++)
    increase(counts, Math.floor(draw(limits.randomBoundMax) / 2 ** 24));
  const statistic = evenChiSquare(counts);
  return { test: "highest bits", statistic, chance: fitChance(statistic, 255) };
};

/**
 * What is left of a word once it has been brought below a bound that is three quarters of all words. By
 * rejection all outcomes are even. A remainder without it gives the lowest third twice as often, and
 * `floor(fraction * bound)` every third number: a bias that at the bounds of dice and cards is the
 * same fault and too small for any number of draws to show.
 */
export const rejection = (draw: DrawInt, count: number): QualityResult => {
  const third = limits.randomBoundMax / 4;
  const counts = Array.from({ length: 9 }, () => 0);
  for (let index = 0; index < count; index++) {
    const value = draw(3 * third);
    increase(counts, Math.floor(value / third) * 3 + (value % 3));
  }
  const statistic = evenChiSquare(counts);
  return { test: "rejection", statistic, chance: fitChance(statistic, counts.length - 1) };
};

/** How often each die follows each die. */
export const serial = (draw: DrawInt, count: number): QualityResult => {
  const counts = Array.from({ length: faces * faces }, () => 0);
  for (let index = 0; index < count; index++) increase(counts, draw(faces) * faces + draw(faces));
  const statistic = evenChiSquare(counts);
  return { test: "serial pairs", statistic, chance: fitChance(statistic, counts.length - 1) };
};

/** How often the draws change between the lower and the upper half (Wald and Wolfowitz). */
export const runs = (draw: DrawInt, count: number): QualityResult => {
  let [changes, upper] = [0, 0];
  let last: boolean | undefined;
  for (let index = 0; index < count; index++) {
    const isUpper = draw(1_000) >= 500;
    if (isUpper) upper += 1;
    if (last !== undefined && last !== isUpper) changes += 1;
    last = isUpper;
  }
  const lower = count - upper;
  const mean = (2 * upper * lower) / count + 1;
  const variance = ((mean - 1) * (mean - 2)) / (count - 1);
  const statistic = variance > 0 ? (changes + 1 - mean) / Math.sqrt(variance) : Infinity;
  return { test: "runs", statistic, chance: variance > 0 ? normalChance(statistic) : 0 };
};

/** How many rolls it takes to see all six faces. */
export const couponCollector = (draw: DrawInt, setCount: number): QualityResult => {
  const [shortest, longest] = [faces, 30];
  const counts = Array.from({ length: longest - shortest + 1 }, () => 0);
  for (let set = 0; set < setCount; set++) {
    let [seen, length] = [0, 0];
    while (seen !== 2 ** faces - 1 && length < longest) {
      seen |= 1 << draw(faces);
      length += 1;
    }
    increase(counts, length - shortest);
  }
  const chances = counts.map((_, index) => completedAt(shortest + index));
  // Everything that takes long is one class, and so is what is never seen within the longest.
  chances[chances.length - 1] = 1 - chances.slice(0, -1).reduce((sum, chance) => sum + chance, 0);
  const statistic = chiSquare(
    counts,
    chances.map((chance) => chance * setCount),
  );
  return {
    test: "coupon collector",
    statistic,
    chance: fitChance(statistic, counts.length - 1),
  };
};

/** The chance that the sixth different face comes at this roll. */
const completedAt = (roll: number): number => completedBy(roll) - completedBy(roll - 1);
const completedBy = (rolls: number): number => {
  let [chance, choose] = [0, 1];
  for (let missing = 0; missing <= faces; missing++) {
    chance += (missing % 2 === 0 ? 1 : -1) * choose * ((faces - missing) / faces) ** rolls;
    choose = (choose * (faces - missing)) / (missing + 1);
  }
  return chance;
};

/** How many whole words come twice among some (the birthdays of a very long year). */
export const duplicates = (draw: DrawInt, sampleCount: number): QualityResult => {
  const size = 65_536;
  let twice = 0;
  for (let sample = 0; sample < sampleCount; sample++) {
    const words = Float64Array.from({ length: size }, () => draw(limits.randomBoundMax)).toSorted();
    for (let index = 1; index < size; index++) if (words[index] === words[index - 1]) twice += 1;
  }
  const mean = (sampleCount * size * (size - 1)) / 2 / limits.randomBoundMax;
  return { test: "duplicates", statistic: twice, chance: poissonChance(twice, mean) };
};

/** Whether a draw says something about one of the ten that follow it. */
export const correlation = (draw: DrawInt, count: number): QualityResult => {
  const values = Float64Array.from({ length: count }, () => draw(limits.randomBoundMax));
  return ofLags("correlation between draws", values, 10);
};

/** Whether the first draw of a round says something about those of the next rounds. */
export const roundCorrelation = (
  round: (number: number) => DrawInt,
  count: number,
): readonly QualityResult[] => {
  const first = Float64Array.from({ length: count }, (_, index) =>
    round(index + 1)(limits.randomBoundMax),
  );
  const pairs = Array.from({ length: faces * faces }, () => 0);
  for (let index = 0; index + 1 < count; index += 2)
    increase(pairs, face(first[index]) * faces + face(first[index + 1]));
  const statistic = evenChiSquare(pairs);
  const chance = fitChance(statistic, pairs.length - 1);
  return [
    ofLags("correlation between rounds", first, 10),
    { test: "first dice of two rounds", statistic, chance },
  ];
};

const face = (word = 0): number => Math.floor((word / limits.randomBoundMax) * faces);

const ofLags = (test: string, values: Float64Array, lagMax: number): QualityResult => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  let statistic = 0;
  for (let lag = 1; lag <= lagMax; lag++) {
    let product = 0;
    for (let index = lag; index < values.length; index++)
      product += ((values[index] ?? 0) - mean) * ((values[index - lag] ?? 0) - mean);
    statistic += variance > 0 ? (product / variance) ** 2 * values.length : Infinity;
  }
  return { test, statistic, chance: fitChance(statistic, lagMax) };
};

const increase = (counts: number[], index: number): void => {
  counts[index] = (counts[index] ?? 0) + 1;
};
