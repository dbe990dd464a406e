import { deck } from "@parlor/kit";
import type { Config } from "../config.ts";

/** How many cards there are of each value, by the value: index 1 is the ace, 10 all tens; index 0 is empty. */
export type Weights = readonly number[];

export const cardValues = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** An infinite shoe is one suit that never gets less. */
const infiniteWeights: Weights = [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4];

export const weightsOf = (decks: Config["decks"]): Weights =>
  decks === "infinite" ? infiniteWeights : infiniteWeights.map((ways) => 4 * decks * ways);

export const weightOf = (weights: Weights, value: number): number => weights[value] ?? 0;
export const totalWeight = (weights: Weights): number =>
  weights.reduce((sum, weight) => sum + weight, 0);

/** What is left without some cards. */
export const without = (weights: Weights, ...values: readonly number[]): Weights => {
  const left = [...weights];
  for (const value of values) left[value] = weightOf(left, value) - 1;
  return left;
};

/** How many cards a shoe of so many decks has; for an infinite one, of the suit that stands for it. */
export const cardCountOf = (decks: Config["decks"]): number =>
  decks === "infinite" ? totalWeight(infiniteWeights) : decks * deck.length;
