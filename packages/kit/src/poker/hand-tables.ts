import { assert } from "../assert.ts";
import { categories, type Category } from "./hand-category.ts";

/**
 * What {@link evaluateSeven} looks up. A hand without a flush is its ranks alone: how many of each it holds. The
 * ranks 9 to A are written as the six digits of a number to base 5, the ranks 2 to 8 as the seven of another;
 * the first tells where hands with these high cards begin, the second which of them it is. So every
 * multiset of ranks has a place of its own, and the places have no gaps.
 */
export interface HandTables {
  /** By a card's index in `deck`: its rank as a digit, the high ranks' number above bit 17. */
  readonly rankKeys: Int32Array;
  /** By a card's index: one in the four bits of its suit. */
  readonly suitKeys: Int32Array;
  /** By the number of cards and by the high ranks' number: where in `strengths` its hands begin. */
  readonly begins: readonly (Int32Array | undefined)[];
  /** By the low ranks' number: the place among those with as many cards. */
  readonly lowPlaces: Uint16Array;
  /** By place: the strength, from 1 up. */
  readonly strengths: Uint16Array;
  /** By the set of ranks in the suit, a bit for each rank: the strength of its best flush; 0 below five cards. */
  readonly flushes: Uint16Array;
  /** The least strength of each category, in the order of `categories`. */
  readonly categoryBegins: readonly number[];
}

export const lowBits = 17;
export const lowMask = (1 << lowBits) - 1;
const lowRankCount = 7;
const highRankCount = 6;
const lowSize = 5 ** lowRankCount;
const highSize = 5 ** highRankCount;
const suitRankSets = 1 << 13;
/** The five ranks of a straight with its top rank; the lowest one has the ace below the two. */
const straights = Array.from({ length: 10 }, (_, at) =>
  at === 9 ? 0b1_0000_0000_1111 : 0b1_1111_0000_0000 >> at,
);

/** A hand's category above its ranks in the order in which they are compared: comparable, but with gaps. */
const packed = (category: Category, ...ranks: readonly number[]): number => {
  let value = categories.indexOf(category);
  for (let at = 0; at < 5; at++) value = value * 16 + (ranks[at] ?? 0);
  return value;
};

const topRanks = (set: number, count: number): number[] => {
  const ranks: number[] = [];
  for (let left = set; left !== 0 && ranks.length < count; left &= ~(1 << (ranks.at(-1) ?? 0)))
    ranks.push(31 - Math.clz32(left));
  return ranks;
};

const straightTop = (set: number): number | undefined => {
  // Most sets have no straight, and this tells it at once: a bit is left only where five follow each other.
  const round = (set << 1) | (set >> 12);
  if ((round & (round >> 1) & (round >> 2) & (round >> 3) & (round >> 4)) === 0) return undefined;
  return 12 - straights.findIndex((straight) => (set & straight) === straight);
};

const packedFlush = (set: number): number => {
  const top = straightTop(set);
  return top === undefined ? packed("flush", ...topRanks(set, 5)) : packed("straight-flush", top);
};

const without = (set: number, rank: number): number => set & ~(1 << rank);

/** The best five cards of these ranks (how many of each) when no suit matters. */
const packedRanks = (counts: Uint8Array): number => {
  // The sets of ranks of which there are at least one, two, three and four.
  const sets = [0, 0, 0, 0, 0];
  for (let rank = 0; rank < 13; rank++)
    for (let count = counts[rank] ?? 0; count > 0; count--)
      sets[count] = (sets[count] ?? 0) | (1 << rank);
  const [, any = 0, pairs = 0, trips = 0, quads = 0] = sets;
  const [quad] = topRanks(quads, 1);
  if (quad !== undefined) return packed("four-of-a-kind", quad, ...topRanks(without(any, quad), 1));
  const [trip] = topRanks(trips, 1);
  const [under] = trip === undefined ? [] : topRanks(without(pairs, trip), 1);
  if (trip !== undefined && under !== undefined) return packed("full-house", trip, under);
  const straight = straightTop(any);
  if (straight !== undefined) return packed("straight", straight);
  if (trip !== undefined)
    return packed("three-of-a-kind", trip, ...topRanks(without(any, trip), 2));
  const [pair, second] = topRanks(pairs, 2);
  if (pair === undefined) return packed("high-card", ...topRanks(any, 5));
  if (second === undefined) return packed("pair", pair, ...topRanks(without(any, pair), 3));
  return packed("two-pair", pair, second, ...topRanks(without(without(any, pair), second), 1));
};

const digitSum = (value: number): number => {
  let sum = 0;
  for (let left = value; left > 0; left = Math.floor(left / 5)) sum += left % 5;
  return sum;
};

/** Numbers to base 5, listed by the sum of their digits; a rank has four cards, so each digit may be what it likes. */
const bySum = (size: number): number[][] => {
  const lists: number[][] = Array.from({ length: 8 }, () => []);
  for (let value = 0; value < size; value++) lists[digitSum(value)]?.push(value);
  return lists;
};

const spread = (counts: Uint8Array, low: number, high: number): void => {
  for (let rank = 0, left = low; rank < lowRankCount; rank++, left = Math.floor(left / 5))
    counts[rank] = left % 5;
  for (let rank = 0, left = high; rank < highRankCount; rank++, left = Math.floor(left / 5))
    counts[lowRankCount + rank] = left % 5;
};

/** Where each number of high ranks begins, and the packed value of every place. */
const placesOf = (lowLists: readonly number[][], highLists: readonly number[][]) => {
  const begins: (Int32Array | undefined)[] = [];
  const values: number[] = [];
  const counts = new Uint8Array(13);
  for (const cards of [5, 6, 7]) {
    const begin = new Int32Array(highSize);
    begins[cards] = begin;
    for (let highCards = 0; highCards <= cards; highCards++) {
      for (const high of highLists[highCards] ?? []) {
        begin[high] = values.length;
        for (const low of lowLists[cards - highCards] ?? []) {
          spread(counts, low, high);
          values.push(packedRanks(counts));
        }
      }
    }
  }
  return { begins, values };
};

/** A rank as one card of it, in the numbers of the low and of the high ranks. */
const rankKey = (rank: number): number =>
  rank < lowRankCount ? 5 ** rank : 5 ** (rank - lowRankCount) * (1 << lowBits);

/** Made in less than 100 ms, also cold; about half a megabyte. */
export const makeHandTables = (): HandTables => {
  const lowLists = bySum(lowSize);
  const lowPlaces = new Uint16Array(lowSize);
  for (const list of lowLists) for (const [place, low] of list.entries()) lowPlaces[low] = place;
  const { begins, values } = placesOf(lowLists, bySum(highSize));
  const flushValues: number[] = [];
  for (let set = 0; set < suitRankSets; set++)
    flushValues.push(topRanks(set, 5).length < 5 ? 0 : packedFlush(set));

  // All values that occur, without the gaps: 7,462 of them.
  const order = [...new Set([...values, ...flushValues])].filter(Boolean).toSorted((a, b) => a - b);
  const strengthOf = new Map(order.map((value, at) => [value, at + 1]));
  const strengths = (list: readonly number[]) =>
    Uint16Array.from(list, (value) => strengthOf.get(value) ?? 0);
  const categoryBegins = categories.map(
    (_, category) => 1 + order.findIndex((value) => value >= category * 16 ** 5),
  );
  assert(order.length === 7_462, "there are 7,462 different poker hands");
  return {
    rankKeys: Int32Array.from({ length: 52 }, (_, card) => rankKey(card >> 2)),
    suitKeys: Int32Array.from({ length: 52 }, (_, card) => 1 << (4 * (card & 3))),
    begins,
    lowPlaces,
    strengths: strengths(values),
    flushes: strengths(flushValues),
    categoryBegins,
  };
};
