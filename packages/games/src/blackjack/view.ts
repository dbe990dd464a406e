import type { Card } from "@parlor/kit";
import { isSoft, sumOf, totalOf } from "./hand-value.ts";
import { cardsBehindCut } from "./shoe.ts";
import { isBlackjack, type BlackjackReadTable, type Place, type State } from "./state.ts";

/**
 * The table as anybody sees it. All but the dealer's hole card lies open; of that one it says only
 * that a card lies face down, as it does from the deal on wherever dealers have one.
 */
export const viewOf = (state: State, { config }: BlackjackReadTable) => {
  const { phase, shoe, dealer, turnSeat, turnHand } = state;
  const hasHole = phase !== "betting" && config.holeCard === "peek";
  const { hard, ace } = sumOf(dealer);
  const cards: (Card | null)[] = [...dealer];
  if (hasHole) cards.push(null);
  return {
    phase,
    /** Null where the shoe is infinite. */
    shoe: shoe.infinite ? null : { left: shoe.left, behindCut: cardsBehindCut(config) },
    dealer: {
      /** Null is a card face down. */
      cards,
      total: totalOf(hard, ace),
      isBlackjack: dealer.length === 2 && totalOf(hard, ace) === 21,
    },
    turn: turnSeat < 0 ? null : { seat: turnSeat, hand: turnHand },
    places: state.places.map(viewOfPlace),
  };
};

const viewOfPlace = (place: Place) => ({
  main: place.main,
  perfectPairs: place.perfectPairs,
  twentyOnePlusThree: place.twentyOnePlusThree,
  ready: place.ready,
  insurance: place.insurance,
  answered: place.answered,
  hands: place.hands.map((hand) => {
    const { cards, stake, doubled, status, verdict, back } = hand;
    const { hard, ace } = sumOf(cards);
    return {
      cards: [...cards],
      total: totalOf(hard, ace),
      isSoft: isSoft(hard, ace),
      isBlackjack: isBlackjack(hand, place.hands.length),
      stake,
      doubled,
      status,
      verdict,
      back,
    };
  }),
  sideBets: place.sideBets.map(({ bet, stake, win, paid }) => ({ bet, stake, win, paid })),
});

export type View = ReturnType<typeof viewOf>;
