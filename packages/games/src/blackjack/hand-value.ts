import type { Card } from "@parlor/kit";

/** What a card counts: an ace 1 (and 10 more where that helps), ten and court cards 10. */
export const valueOf = (card: Card): number => {
  const letter = card.charCodeAt(0);
  if (letter === aceLetter) return 1;
  return letter <= nineLetter ? letter - zeroLetter : 10;
};
const [zeroLetter, nineLetter, aceLetter] = [48, 57, 65];

/** The sum of a hand's values, its aces counted as 1. */
export const hardOf = (cards: readonly Card[]): number => {
  let hard = 0;
  for (const card of cards) hard += valueOf(card);
  return hard;
};

export const hasAce = (cards: readonly Card[]): boolean => {
  for (const card of cards) if (valueOf(card) === 1) return true;
  return false;
};

/** Whether one ace counts 11. */
export const isSoft = (hard: number, ace: boolean): boolean => ace && hard <= 11;
/** What the hand is worth: the most that is not above 21, else its hard sum. */
export const totalOf = (hard: number, ace: boolean): number =>
  isSoft(hard, ace) ? hard + 10 : hard;
export const totalOfCards = (cards: readonly Card[]): number =>
  totalOf(hardOf(cards), hasAce(cards));

/** Whether two cards are an ace and a card of ten: a blackjack, unless they come from a split. */
export const isTwentyOneInTwo = (first: number, second: number): boolean =>
  (first === 1 && second === 10) || (first === 10 && second === 1);

/** The cards that may make a dealer's blackjack: an ace or a ten. */
export const mayBecomeBlackjack = (upValue: number): boolean => upValue === 1 || upValue === 10;
