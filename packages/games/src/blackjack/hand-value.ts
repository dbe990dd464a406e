import type { Card } from "@parlor/kit";

/** What a card counts: an ace 1 (and 10 more where that helps), ten and court cards 10. */
export const valueOf = (card: Card): number => {
  const letter = card.charCodeAt(0);
  if (letter === aceLetter) return 1;
  return letter <= nineLetter ? letter - zeroLetter : 10;
};
const [zeroLetter, nineLetter, aceLetter] = [48, 57, 65];

/** What a hand's total is made of: the sum of its values, its aces counted as 1, and whether it has an ace. */
export interface Sum {
  readonly hard: number;
  readonly ace: boolean;
}

export const sumOf = (cards: readonly Card[]): Sum => {
  let hard = 0;
  let ace = false;
  for (const card of cards) {
    const value = valueOf(card);
    hard += value;
    if (value === 1) ace = true;
  }
  return { hard, ace };
};

/** Whether one ace counts 11. */
export const isSoft = (hard: number, ace: boolean): boolean => ace && hard <= 11;
/** What the hand is worth: the most that is not above 21, else its hard sum. */
export const totalOf = (hard: number, ace: boolean): number =>
  isSoft(hard, ace) ? hard + 10 : hard;
export const totalOfCards = (cards: readonly Card[]): number => {
  const { hard, ace } = sumOf(cards);
  return totalOf(hard, ace);
};

/** Whether two cards are an ace and a card of ten: a blackjack, unless they come from a split. */
export const isTwentyOneInTwo = (first: number, second: number): boolean =>
  (first === 1 && second === 10) || (first === 10 && second === 1);

/** The cards that may make a dealer's blackjack: an ace or a ten. */
export const mayBecomeBlackjack = (upValue: number): boolean => upValue === 1 || upValue === 10;
