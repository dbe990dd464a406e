import { assert } from "./assert.ts";
import { cardIndex, deck, type Card } from "./cards.ts";

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
  let left = nth;
  for (let face = 0; face < deck.length; face++) {
    const count = shoe.counts[face] ?? 0;
    left -= count;
    if (left >= 0) continue;
    if (!shoe.infinite) {
      shoe.counts[face] = count - 1;
      shoe.left -= 1;
    }
    return deck[face] as Card; // face is below the deck's length
  }
  throw new RangeError("the shoe is empty");
};

/** Puts a known card back, as a redeal of hidden cards does. */
export const returnCard = (shoe: Shoe, card: Card): void => {
  if (shoe.infinite) return;
  const face = cardIndex(card);
  shoe.counts[face] = (shoe.counts[face] ?? 0) + 1;
  shoe.left += 1;
};
