import { cardSetCounts, cardSetIndex } from "./card-sets.ts";
import { categories, categoryOf, categoryOfCards } from "./categories.ts";

/** How many hands of five are of each category, by the category's index. */
export type CategoryCounts = ArrayLike<number>;
export type CompletionCounter = (held: readonly number[]) => CategoryCounts;

/** In how many ways so many cards of one rank are taken out of those that are left of it. */
const choose: readonly (readonly number[])[] = [
  [1, 0, 0, 0, 0],
  [1, 1, 0, 0, 0],
  [1, 2, 1, 0, 0],
  [1, 3, 3, 1, 0],
  [1, 4, 6, 4, 1],
];

/**
 * The categories of all hands of five that have these cards in them, out of a whole deck. Suits matter only to a flush,
 * so hands are gone through by their ranks: 6,175 sets of ranks instead of 2,598,960 hands when nothing is held.
 */
export const completionCounts: CompletionCounter = (held) => {
  const counts = new Float64Array(categories.length);
  const left = Array.from({ length: 13 }, () => 4);
  for (const card of held) left[card >> 2] = (left[card >> 2] ?? 0) - 1;
  const suit = (held[0] ?? 0) & 3;
  // One suit can be completed in one way, or, where nothing is held, in each of the four.
  const oneSuitWays = held.length === 0 ? 4 : held.every((card) => (card & 3) === suit) ? 1 : 0;
  const addFrom = (
    rank: number,
    missing: number,
    ways: number,
    once: number,
    twice: number,
    thrice: number,
    fourTimes: number,
  ): void => {
    if (rank === 13) {
      if (missing > 0) return;
      const sets = { once, twice, thrice, fourTimes };
      const category = categoryOf(sets, false);
      counts[category] = (counts[category] ?? 0) + ways;
      if (twice !== 0 || oneSuitWays === 0) return;
      counts[category] -= oneSuitWays;
      const inOneSuit = categoryOf(sets, true);
      counts[inOneSuit] = (counts[inOneSuit] ?? 0) + oneSuitWays;
      return;
    }
    const unheld = left[rank] ?? 0;
    const bit = 1 << rank;
    for (let added = 0; added <= missing && added <= unheld; added++) {
      const count = 4 - unheld + added;
      addFrom(
        rank + 1,
        missing - added,
        ways * (choose[unheld]?.[added] ?? 0),
        count >= 1 ? once | bit : once,
        count >= 2 ? twice | bit : twice,
        count >= 3 ? thrice | bit : thrice,
        count >= 4 ? fourTimes | bit : fourTimes,
      );
    }
  };
  addFrom(0, 5 - held.length, 1, 0, 0, 0, 0);
  return counts;
};

const common = new Map<number, CategoryCounts>();

/**
 * The same, for rising cards, where those of up to two cards are remembered: they are what takes nearly all of the time of a
 * hand's 31 sets, and there are 1,379 of them.
 */
export const commonCompletions: CompletionCounter = (held) => {
  if (held.length > 2) return completionCounts(held);
  const key = held.reduce((sum, card) => sum * 53 + card + 1, 0);
  const known = common.get(key);
  if (known) return known;
  const counts = completionCounts(held);
  common.set(key, counts);
  return counts;
};

/** The same, for rising cards, worked out once for each set; what a program needs that goes through all deals. */
export const rememberedCompletions = (): CompletionCounter => {
  const width = categories.length;
  const lists = cardSetCounts.map((count) => ({
    counts: new Int32Array(count * width),
    known: new Uint8Array(count),
  }));
  const whole = categories.map((_, category) => {
    const counts = new Int32Array(width);
    counts[category] = 1;
    return counts;
  });
  return (held) => {
    const list = lists[held.length];
    if (list === undefined) return whole[categoryOfCards(held)] ?? [];
    const index = cardSetIndex(held, 0b1_1111 >> (5 - held.length));
    const row = list.counts.subarray(index * width, (index + 1) * width);
    if (list.known[index] === 0) {
      row.set(Array.from(completionCounts(held)));
      list.known[index] = 1;
    }
    return row;
  };
};
