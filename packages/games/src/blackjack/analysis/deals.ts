import type { Config } from "../config.ts";
import { bestPlay, type BestPlay } from "./best-play.ts";
import { exactOver, floats, type ExactArithmetic } from "./arithmetic.ts";
import { cardValues, totalWeight, weightOf, weightsOf, without, type Weights } from "./weights.ts";

/** A seat's first two cards and the dealer's open one, by their values. */
export interface Deal {
  readonly first: number;
  readonly second: number;
  readonly up: number;
  /** How many of the ordered deals of a shoe are so; `first` and `second` in either order. */
  readonly ways: number;
}

/** Every deal that is possible, with `first` at most `second`. */
export const dealsFrom = (weights: Weights, isInfinite: boolean): readonly Deal[] => {
  const deals: Deal[] = [];
  for (const up of cardValues) {
    for (const first of cardValues) {
      for (const second of cardValues) {
        if (second < first) continue;
        const afterUp = isInfinite ? weights : without(weights, up);
        const afterFirst = isInfinite ? weights : without(afterUp, first);
        const orders = first === second ? 1 : 2;
        const ways =
          orders * weightOf(weights, up) * weightOf(afterUp, first) * weightOf(afterFirst, second);
        if (ways > 0) deals.push({ first, second, up, ways });
      }
    }
  }
  return deals;
};

/**
 * The best play of a deal from a fresh shoe. With an infinite shoe it is exact. With a finite one, the three cards that are
 * seen are taken out of the shoe, and all that come later are reckoned as if each were put back: what the cards of one round
 * change in the chances of each other is left out.
 */
export const newPlays = (
  config: Config,
  weights: Weights = weightsOf(config.decks),
): ((first: number, second: number, up: number) => BestPlay<number>) => {
  const isInfinite = config.decks === "infinite";
  const known: (BestPlay<number> | undefined)[] = [];
  return (first, second, up) => {
    const [low, high] = first < second ? [first, second] : [second, first];
    const key = isInfinite ? up : (up * 11 + low) * 11 + high;
    const kept = known[key];
    if (kept) return kept;
    const left = isInfinite ? weights : without(weights, up, low, high);
    const play = bestPlay(up, left, config, floats);
    known[key] = play;
    return play;
  };
};

export interface ExactPlays {
  readonly arithmetic: ExactArithmetic;
  readonly weights: Weights;
  readonly playAgainst: (up: number) => BestPlay<bigint>;
}

/** The exact best play where cards always come with these chances. */
export const exactPlays = (config: Config, weights: Weights): ExactPlays => {
  const arithmetic = exactOver(totalWeight(weights));
  const known: (BestPlay<bigint> | undefined)[] = [];
  const playAgainst = (up: number): BestPlay<bigint> => {
    const play = known[up] ?? bestPlay(up, weights, config, arithmetic);
    known[up] = play;
    return play;
  };
  return { arithmetic, weights, playAgainst };
};
