import type { DrawInt } from "@parlor/kit";
import {
  correlation,
  couponCollector,
  duplicates,
  frequency,
  highBits,
  rejection,
  roundCorrelation,
  runs,
  serial,
  type QualityResult,
} from "./outcome-tests.ts";

/**
 * How often a sound source may be called suspect, over all tests of a run taken together. Broken ones
 * are off by many orders of magnitude more.
 */
export const falseAlarmChance = 1e-5;

/**
 * The results that a sound source would not give. The more tests there are, the likelier it is that one
 * of them is off by chance, so each is held to its share of the false alarms (Bonferroni); that bound
 * holds although the tests look at overlapping things.
 */
export const suspects = (results: readonly QualityResult[]): readonly QualityResult[] =>
  results.filter(({ chance }) => !(chance >= falseAlarmChance / results.length));

export interface ChanceOptions {
  /** The draws of a round, from its first. */
  readonly round: (number: number) => DrawInt;
  /** Draws of each test, or so many times what one of its cases takes. */
  readonly drawCount: number;
}

/** Tests what players get to see: dice, cards, numbers on a wheel, one after the other and round by round. */
export const checkChance = ({ round, drawCount }: ChanceOptions): readonly QualityResult[] => {
  const draw = roundByRound(round);
  return [
    ...[2, 6, 37, 52, 1_000].map((bound) => frequency(draw, bound, drawCount)),
    highBits(draw, drawCount),
    rejection(draw, drawCount / 2),
    serial(draw, drawCount / 2),
    runs(draw, drawCount),
    couponCollector(draw, Math.ceil(drawCount / 15)),
    duplicates(draw, Math.ceil(drawCount / 65_536)),
    correlation(draw, drawCount),
    ...roundCorrelation(round, Math.ceil(drawCount / 5)),
  ];
};

/** Draws of one round after the other; what real rounds use of their streams. */
const roundByRound = (round: (number: number) => DrawInt): DrawInt => {
  const drawsPerRound = 52;
  let [number, left] = [0, 0];
  let draw: DrawInt = round(1);
  return (bound) => {
    if (left === 0) {
      number += 1;
      left = drawsPerRound;
      draw = round(number);
    }
    left -= 1;
    return draw(bound);
  };
};
