import type { Card, Seat } from "@parlor/kit";
import { mayBecomeBlackjack, totalOfCards, valueOf } from "./hand-value.ts";
import { offersTo } from "./offers.ts";
import { lookOrPlay } from "./look.ts";
import { draw } from "./shoe.ts";
import { sideReturnOf, sideWinOf, type SideBetId } from "./side-bets.ts";
import {
  handOf,
  placeOf,
  type BlackjackTable,
  type Hand,
  type Place,
  type State,
} from "./state.ts";

/** Deals to every seat that has bet: a card each, the dealer's, a second card each. */
export const startRound = (state: State, table: BlackjackTable): void => {
  clearTable(state);
  const dealtIn: Seat[] = [];
  for (const seat of table.seats) if (placeOf(state, seat).main > 0) dealtIn.push(seat);
  // Cards lie with their seats at once: a shoe that runs out in the middle of the deal has to know of them.
  for (const seat of dealtIn) {
    const place = placeOf(state, seat);
    place.hands = [newHand(draw(state, table), place.main)];
    place.main = 0;
  }
  const up = draw(state, table);
  state.dealer = [up];
  for (const seat of dealtIn) {
    const hand = handOf(placeOf(state, seat), 0);
    hand.cards = [hand.cards[0] ?? up, draw(state, table)];
  }
  table.emit("dealt", {
    up,
    hands: dealtIn.map((seat) => {
      const { cards, stake } = handOf(placeOf(state, seat), 0);
      return { seat, cards, stake };
    }),
  });
  for (const seat of dealtIn) beginHand(state, seat, up, table);
  openOffers(state, up, dealtIn, table);
};

const clearTable = (state: State): void => {
  state.dealer = [];
  for (const place of state.places) {
    if (place.hands.length > 0) place.hands = [];
    if (place.sideBets.length > 0) place.sideBets = [];
    place.ready = false;
  }
};

const newHand = (first: Card, stake: number): Hand => ({
  cards: [first],
  stake,
  doubled: false,
  status: "playing",
  verdict: null,
  back: 0,
});

const beginHand = (state: State, seat: Seat, up: Card, table: BlackjackTable): void => {
  const place = placeOf(state, seat);
  const hand = handOf(place, 0);
  if (totalOfCards(hand.cards) === 21) hand.status = "stood";
  if (place.perfectPairs > 0 || place.twentyOnePlusThree > 0)
    settleSideBets(place, seat, up, table);
};

const settleSideBets = (place: Place, seat: Seat, up: Card, table: BlackjackTable): void => {
  const [first, second] = handOf(place, 0).cards;
  const settleSide = (bet: SideBetId, stake: number): void => {
    if (stake === 0 || first === undefined || second === undefined) return;
    const win = sideWinOf(bet, first, second, up);
    const paid = sideReturnOf(win, stake, table.config);
    table.bank.give(seat, paid, bet);
    place.sideBets.push({ bet, stake, win, paid });
    table.emit("side-bet-settled", { seat, bet, stake, win, paid });
  };
  settleSide("perfect-pairs", place.perfectPairs);
  settleSide("twenty-one-plus-three", place.twentyOnePlusThree);
  place.perfectPairs = 0;
  place.twentyOnePlusThree = 0;
};

/** Asks what has to be asked before the dealer looks; where nothing is, play goes on at once. */
const openOffers = (
  state: State,
  up: Card,
  dealtIn: readonly Seat[],
  table: BlackjackTable,
): void => {
  let isAsked = false;
  if (mayBecomeBlackjack(valueOf(up))) {
    // A seat's offers depend on the phase, so it is set first.
    state.phase = "offers";
    for (const seat of dealtIn) {
      const place = placeOf(state, seat);
      place.answered = false;
      place.answered = !offersTo(state, place, table.config).some;
      isAsked ||= !place.answered;
    }
  }
  if (isAsked) table.startTimer("clock", table.config.turnTimeoutMs);
  else lookOrPlay(state, table);
};
