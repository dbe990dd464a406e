import type { Card } from "@parlor/kit";
import {
  isTwentyOneInTwo,
  mayBecomeBlackjack,
  sumOf,
  totalOfCards,
  valueOf,
} from "./hand-value.ts";
import { dealerDraws } from "./rules.ts";
import { settleRound } from "./settle.ts";
import { draw } from "./shoe.ts";
import {
  awaitsDealer,
  isBlackjack,
  upCardOf,
  type BlackjackTable,
  type Place,
  type State,
} from "./state.ts";

/** Whether a hand waits that only the dealer's total decides. */
const awaitsTotal = (places: readonly Place[]): boolean => {
  for (const { hands } of places)
    for (const hand of hands)
      if (hand.status === "stood" && !isBlackjack(hand, hands.length)) return true;
  return false;
};

/** Whether it matters if the dealer has a blackjack, where nobody has looked yet. */
const awaitsLook = (state: State, table: BlackjackTable): boolean =>
  table.config.holeCard === "none" &&
  mayBecomeBlackjack(valueOf(upCardOf(state))) &&
  state.places.some((place) => awaitsDealer(state, place, table.config));

/** The dealer takes the cards that decide something, and the round is settled. */
export const playDealer = (state: State, table: BlackjackTable): void => {
  const { dealer, hole } = state;
  const openCount = dealer.length;
  const needsTotal = awaitsTotal(state.places);
  if (hole !== null) {
    dealer.push(hole);
    state.hole = null;
  } else if (needsTotal || awaitsLook(state, table)) takeOne(state, table);

  const [first, second] = dealer;
  const isTwentyOne =
    dealer.length === 2 &&
    first !== undefined &&
    second !== undefined &&
    isTwentyOneInTwo(valueOf(first), valueOf(second));
  if (needsTotal && !isTwentyOne) drawToEnd(state, table);
  const total = totalOfCards(dealer);
  if (dealer.length > openCount)
    table.emit("dealer-drew", { cards: dealer.slice(openCount), total });
  settleRound(state, { total, isBlackjack: isTwentyOne }, table);
};

const drawToEnd = (state: State, table: BlackjackTable): void => {
  let { hard, ace } = sumOf(state.dealer);
  while (dealerDraws(hard, ace, table.config)) {
    const value = valueOf(takeOne(state, table));
    hard += value;
    ace ||= value === 1;
  }
};

const takeOne = (state: State, table: BlackjackTable): Card => {
  const card = draw(state, table);
  state.dealer.push(card);
  return card;
};
