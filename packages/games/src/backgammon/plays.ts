import { bar, off, type Checkers } from "./board.ts";
import { isSame, PlayFinder, type Play, type Step } from "./play-finder.ts";

export { type Play } from "./play-finder.ts";

/**
 * Every position that the roll can lead to, each by one play: both dice are used where they can be, else the larger one
 * where it can be; a double is used four times, or as often as it can be. Empty where nothing can be moved.
 */
export const playsOf = (
  own: readonly number[],
  others: readonly number[],
  [first, second]: readonly [number, number],
): Play[] => {
  const finder = new PlayFinder(own.slice(), others.slice());
  if (first === second) return finder.ofDouble(first);
  return finder.ofTwo(Math.max(first, second), Math.min(first, second));
};

/** Whether anything can be moved with the roll. */
export const canMove = (
  own: readonly number[],
  others: readonly number[],
  [first, second]: readonly [number, number],
): boolean => {
  const finder = new PlayFinder(own.slice(), others.slice());
  for (let from = bar; from >= 1; from--)
    if (finder.target(from, first) >= 0 || finder.target(from, second) >= 0) return true;
  return false;
};

/** Whether it is one of {@link playsOf}, step by step; mostly without looking for all of them. */
export const isPlayOf = (
  own: readonly number[],
  others: readonly number[],
  [first, second]: readonly [number, number],
  play: readonly Readonly<Step>[],
): boolean => {
  const [one, two, third, fourth] = play;
  const finder = new PlayFinder(own.slice(), others.slice());
  if (first === second && fourth) return play.length === 4 && finder.isDouble(first, play);
  if (first !== second && one && two && !third)
    return finder.isPair(Math.max(first, second), Math.min(first, second), one, two);
  // What uses fewer dice than there are is a play only where nothing uses more.
  return playsOf(own, others, [first, second]).some((known) => isSame(known, play));
};

/** Makes a legal play on the board; the points on which it hits, in order. */
export const makePlay = (
  own: Checkers,
  others: Checkers,
  play: readonly Readonly<Step>[],
): number[] => {
  const hits: number[] = [];
  for (const [from, to] of play) {
    own[from] = (own[from] ?? 0) - 1;
    own[to] = (own[to] ?? 0) + 1;
    if (to === off || others[bar - to] !== 1) continue;
    others[bar - to] = 0;
    others[bar] = (others[bar] ?? 0) + 1;
    hits.push(to);
  }
  return hits;
};
