import { assert } from "./assert.ts";
import { cardIndex, deck, suits, type Card } from "./cards.ts";

export type { Card } from "./cards.ts";

/**
 * The cards that are still to come, as a count for each of the 52 faces. There is no order in it:
 * which card comes next is decided by the draw, so it cannot leak before.
 */
export interface Shoe {
  /** How many of each face are left, by the face's index in `deck`. */
  counts: number[];
  left: number;
  /** An infinite shoe gives every face the same chance for ever. */
  readonly infinite: boolean;
}

export const newShoe = (decks: number | "infinite"): Shoe => {
  if (decks === "infinite") return { counts: deck.map(() => 1), left: deck.length, infinite: true };
  assert(Number.isInteger(decks) && decks >= 1, `no number of decks: ${decks}`);
  return { counts: deck.map(() => decks), left: decks * deck.length, infinite: false };
};

/** Takes the `nth` of the cards that are left, counted in `deck` order. */
export const takeCard = (shoe: Shoe, nth: number): Card => {
  const { counts, left, infinite } = shoe;
  assert(nth < left, "the shoe is empty");
  const face = faceOf(counts, nth);
  const card = deck[face];
  assert(card !== undefined, "the shoe holds fewer cards than it says");
  if (!infinite) {
    counts[face] = countOf(counts, face) - 1;
    shoe.left = left - 1;
  }
  return card;
};

/** The face of the card that has `before` others before it. A simulation takes millions of cards a second. */
const faceOf = (counts: readonly number[], before: number): number => {
  let left = before;
  let first = 0;
  for (; first < deck.length; first += suits.length) {
    const ofRank =
      countOf(counts, first) +
      countOf(counts, first + 1) +
      countOf(counts, first + 2) +
      countOf(counts, first + 3);
    if (left < ofRank) break;
    left -= ofRank;
  }
  // No processor can guess the suit: to add up is twice as fast as to branch.
  const one = countOf(counts, first);
  const two = one + countOf(counts, first + 1);
  const three = two + countOf(counts, first + 2);
  return first + isFrom(one, left) + isFrom(two, left) + isFrom(three, left);
};

const countOf = (counts: readonly number[], face: number): number => counts[face] ?? 0;

/** 1 from `least` on, else 0; both are counts of cards. */
const isFrom = (least: number, count: number): number => 1 + ((count - least) >> 31);

/** Puts a known card back, as a redeal of hidden cards does. */
export const returnCard = (shoe: Shoe, card: Card): void => {
  if (shoe.infinite) return;
  const face = cardIndex(card);
  shoe.counts[face] = (shoe.counts[face] ?? 0) + 1;
  shoe.left += 1;
};
