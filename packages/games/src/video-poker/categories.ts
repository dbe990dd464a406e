import { cardIndex, type Card } from "@parlor/kit";

/** What a hand of five can be, from nothing to the best; a category's place here is its index. */
export const categories = [
  "nothing",
  "jacks-or-better",
  "two-pair",
  "three-of-a-kind",
  "straight",
  "flush",
  "full-house",
  "four-of-a-kind",
  "straight-flush",
  "royal-flush",
] as const;
export type Category = (typeof categories)[number];

/** The index of a category. */
export const [
  nothing,
  jacksOrBetter,
  twoPair,
  threeOfAKind,
  straight,
  flush,
  fullHouse,
  fourOfAKind,
  straightFlush,
  royalFlush,
] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Which ranks a hand has at least once, twice, three and four times: a bit for each, deuce lowest. */
export interface RankSets {
  readonly once: number;
  readonly twice: number;
  readonly thrice: number;
  readonly fourTimes: number;
}

const faces = 0b1_1110_0000_0000;
const tenToAce = 0b1_1111_0000_0000;
const aceToFive = 0b1_0000_0000_1111;

const isStraight = (once: number): boolean =>
  once === aceToFive || once === (once & -once) * 0b1_1111;

/** The category of five cards with these ranks. Everything that judges a hand does it here. */
export const categoryOf = (
  { once, twice, thrice, fourTimes }: RankSets,
  isOneSuit: boolean,
): number => {
  if (twice === 0) {
    if (isOneSuit) return once === tenToAce ? royalFlush : isStraight(once) ? straightFlush : flush;
    return isStraight(once) ? straight : nothing;
  }
  if (fourTimes !== 0) return fourOfAKind;
  const isOnePair = (twice & (twice - 1)) === 0;
  if (thrice !== 0) return isOnePair ? threeOfAKind : fullHouse;
  if (!isOnePair) return twoPair;
  return (twice & faces) === 0 ? nothing : jacksOrBetter;
};

/** The category of five cards, each its index in the deck. */
export const categoryOfCards = (cards: readonly number[]): number => {
  let [once, twice, thrice, fourTimes] = [0, 0, 0, 0];
  let isOneSuit = true;
  const suit = (cards[0] ?? 0) & 3;
  for (const card of cards) {
    const rank = 1 << (card >> 2);
    fourTimes |= thrice & rank;
    thrice |= twice & rank;
    twice |= once & rank;
    once |= rank;
    if ((card & 3) !== suit) isOneSuit = false;
  }
  return categoryOf({ once, twice, thrice, fourTimes }, isOneSuit);
};

export const categoryOfHand = (hand: readonly Card[]): number =>
  categoryOfCards(hand.map(cardIndex));
