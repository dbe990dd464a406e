import type { Config } from "./config.ts";
import { isSoft, totalOf } from "./hand-value.ts";

/** All of a hand that decides what may be done with it; the rules and the analysis ask by the same. */
export interface HandFacts {
  /** The sum with aces as 1. */
  readonly hard: number;
  readonly ace: boolean;
  readonly cardCount: number;
  /** What the cards of a two-card pair count each; 0 for any other hand. */
  readonly pairOf: number;
  /** How many hands the seat has. */
  readonly handCount: number;
  /** Whether it comes from a split of aces. */
  readonly ofAces: boolean;
}

export const dealerDraws = (
  hard: number,
  ace: boolean,
  { dealerHitsSoft17 }: Pick<Config, "dealerHitsSoft17">,
): boolean => {
  const total = totalOf(hard, ace);
  return total < 17 || (total === 17 && dealerHitsSoft17 && isSoft(hard, ace));
};

/** Whether there is nothing left to decide: 21, bust, or a split ace that may not go on. */
export const isComplete = (hand: HandFacts, config: Config): boolean =>
  totalOf(hand.hard, hand.ace) >= 21 ||
  (hand.cardCount >= 2 && !mayHit(hand, config) && !maySplit(hand, config));

export const mayHit = ({ ofAces }: HandFacts, { hitSplitAces }: Config): boolean =>
  !ofAces || hitSplitAces;

export const mayDouble = (hand: HandFacts, config: Config): boolean => {
  const { hard, ace, cardCount, handCount } = hand;
  if (cardCount !== 2 || (handCount > 1 && !config.doubleAfterSplit)) return false;
  if (!mayHit(hand, config)) return false;
  switch (config.doubleOn) {
    case "any-two":
      return true;
    case "9-11":
      return !isSoft(hard, ace) && hard >= 9 && hard <= 11;
    case "10-11":
      return !isSoft(hard, ace) && hard >= 10 && hard <= 11;
  }
};

export const maySplit = ({ pairOf, handCount, ofAces }: HandFacts, config: Config): boolean =>
  pairOf > 0 && handCount < config.splitHandsMax && (!ofAces || config.resplitAces);

/** Whether the hand's owner may give it up in their turn. What is before the look is another offer. */
export const maySurrender = (
  { cardCount, handCount }: HandFacts,
  lookedFor: boolean,
  { surrender }: Config,
): boolean =>
  cardCount === 2 &&
  handCount === 1 &&
  (surrender === "late" || (surrender === "early" && !lookedFor));
