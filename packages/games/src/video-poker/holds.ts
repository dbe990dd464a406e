import { cardIndex, type Card } from "@parlor/kit";
import { categoryOfCards } from "./categories.ts";
import { cardSetCounts, cardSetIndex } from "./card-sets.ts";
import {
  commonCompletions,
  completionCounts,
  type CategoryCounts,
  type CompletionCounter,
} from "./completions.ts";

/** The 32 ways to hold cards of a hand, each the held places in rising order; a way's index has a bit for each place. */
export const holds: readonly number[][] = Array.from({ length: 32 }, (_, bits) =>
  [0, 1, 2, 3, 4].filter((place) => (bits & (1 << place)) !== 0),
);

/** How many ways the draw can go, by how many cards are drawn: k of the 47 that were not dealt. */
export const drawWays = [1, 47, 1_081, 16_215, 178_365, 1_533_939] as const;
/** All of them divide this, so that expectations over it can be compared as whole numbers. */
export const commonDrawWays = 7_669_695;

/** A hand by rising cards, each its index in the deck, with the place in the hand that each came from. */
export interface RisingHand {
  readonly cards: readonly number[];
  readonly places: readonly number[];
}

export const risingHand = (hand: readonly Card[]): RisingHand => {
  const cards: number[] = [];
  const places: number[] = [];
  for (const [place, card] of hand.entries()) {
    const index = cardIndex(card);
    let at = place;
    for (; at > 0 && (cards[at - 1] ?? 0) > index; at--) {
      cards[at] = cards[at - 1] ?? 0;
      places[at] = places[at - 1] ?? 0;
    }
    cards[at] = index;
    places[at] = place;
  }
  return { cards, places };
};

/** What the holds of a hand are worth, given its rising cards; see {@link newHoldValues}. */
export type HoldValues = (risingCards: readonly number[]) => Float64Array;

/**
 * What every hold of a hand is worth: for each of the 32, the sum of what its draws pay, over its `drawWays`. The
 * list is the same one at each call.
 *
 * The draws that follow a hold are the hands with these cards in them, without those that have a discard
 * in them too: by inclusion and exclusion, the sum over all sets of discards of plus or minus what the hands with the hold
 * and that set pay. What the hands with a set of cards pay is worked out once and remembered.
 */
export const newHoldValues = (
  pays: readonly number[],
  completions: CompletionCounter = completionCounts,
): HoldValues => {
  const remembered = cardSetCounts.map((count) => new Float64Array(count).fill(Number.NaN));
  const values = new Float64Array(32);
  return (cards) => {
    for (let bits = 0; bits < 31; bits++) {
      const list = remembered[bitCounts[bits] ?? 0];
      const index = cardSetIndex(cards, bits);
      let value = list?.[index] ?? Number.NaN;
      if (Number.isNaN(value)) {
        value = paidBy(pays, completions(cardsAt(cards, bits)));
        if (list) list[index] = value;
      }
      values[bits] = value;
    }
    return withoutDiscards(values, cards, pays);
  };
};

const cardsAt = (cards: readonly number[], bits: number): readonly number[] =>
  cards.filter((_, place) => (bits & (1 << place)) !== 0);

const paidBy = (pays: readonly number[], counts: CategoryCounts): number => {
  let sum = 0;
  for (let category = 0; category < pays.length; category++)
    sum += (pays[category] ?? 0) * (counts[category] ?? 0);
  return sum;
};

/** Makes what the hands with a hold's cards pay into what the draws that follow the hold pay. */
const withoutDiscards = (
  values: Float64Array,
  cards: readonly number[],
  pays: readonly number[],
): Float64Array => {
  values[31] = pays[categoryOfCards(cards)] ?? 0;
  for (let place = 1; place < 32; place *= 2)
    for (let bits = 0; bits < 32; bits++)
      if ((bits & place) === 0) values[bits] = (values[bits] ?? 0) - (values[bits | place] ?? 0);
  return values;
};

const bitCounts = holds.map(({ length }) => length);

/** The hold that is worth the most, as its index among `holds` of the rising cards; of equals the one that keeps more cards, then the first. */
export const bestOf = (values: ArrayLike<number>): number => {
  let [best, bestWorth] = [0, -1];
  for (let bits = 0; bits < 32; bits++) {
    const held = bitCounts[bits] ?? 0;
    const worth = worthOf(values[bits] ?? 0, held);
    if (worth < bestWorth || (worth === bestWorth && held <= (bitCounts[best] ?? 0))) continue;
    best = bits;
    bestWorth = worth;
  }
  return best;
};

/** A hold's expectation times `commonDrawWays`: a whole number that is far below 2^53. */
export const worthOf = (value: number, heldCount: number): number =>
  value * (commonDrawWays / (drawWays[5 - heldCount] ?? 1));

/** What to hold of a hand, and what that returns on average. */
export interface BestHold {
  /** The places to hold, counted from 0, in rising order. */
  readonly held: readonly number[];
  /** For one coin on average: `pays` over `draws`, exactly. */
  readonly pays: number;
  readonly draws: number;
}

/** Finds the best hold of hand after hand, under what each category returns for one coin. What it remembers takes 2.4 MB. */
export const newBestHold = (pays: readonly number[]): ((hand: readonly Card[]) => BestHold) => {
  const valuesOf = newHoldValues(pays);
  return (hand) => {
    const rising = risingHand(hand);
    return bestOfHand(rising, valuesOf(rising.cards));
  };
};

/** The best hold of a single hand. */
export const bestHoldOf = (pays: readonly number[], hand: readonly Card[]): BestHold => {
  const rising = risingHand(hand);
  const values = new Float64Array(32);
  for (let bits = 0; bits < 31; bits++)
    values[bits] = paidBy(pays, commonCompletions(cardsAt(rising.cards, bits)));
  return bestOfHand(rising, withoutDiscards(values, rising.cards, pays));
};

const bestOfHand = ({ places }: RisingHand, values: Float64Array): BestHold => {
  const best = bestOf(values);
  return {
    held: holds[placesOf(best, places)] ?? [],
    pays: values[best] ?? 0,
    draws: drawWays[5 - (bitCounts[best] ?? 0)] ?? 1,
  };
};

/** A hold of the rising cards as a hold of the hand. */
export const placesOf = (hold: number, places: readonly number[]): number => {
  let bits = 0;
  for (let at = 0; at < 5; at++) if ((hold & (1 << at)) !== 0) bits |= 1 << (places[at] ?? 0);
  return bits;
};
