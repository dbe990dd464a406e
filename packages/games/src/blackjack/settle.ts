import { scale, type Seat } from "@parlor/kit";
import { totalOfCards } from "./hand-value.ts";
import { remakeShoe } from "./shoe.ts";
import {
  handOf,
  isBlackjack,
  mayStillReturn,
  originalStakeOf,
  placeOf,
  type BlackjackTable,
  type Hand,
  type Place,
  type State,
} from "./state.ts";
import { insurancePays, isRefund, returnedOf, verdictOn, type Verdict } from "./verdict.ts";

/** Ends a hand with this verdict and pays it. */
export const payAtOnce = (
  place: Place,
  seat: Seat,
  index: number,
  verdict: Verdict,
  table: BlackjackTable,
): void => {
  const hand = handOf(place, index);
  const back = returnedOf(verdict, hand.stake, table.config);
  hand.status = "ended";
  hand.verdict = verdict;
  hand.back = back;
  if (isRefund(verdict)) table.bank.refund(seat, back, "main");
  else table.bank.give(seat, back, "main");
  table.emit("hand-settled", { seat, hand: index, verdict, stake: hand.stake, back });
};

export const giveUp = (place: Place, seat: Seat, index: number, table: BlackjackTable): void => {
  table.emit("surrendered", { seat, hand: index });
  payAtOnce(place, seat, index, "surrendered", table);
};

const verdictFor = (place: Place, hand: Hand, dealer: DealerHand): Verdict => {
  if (hand.status === "given-up") return dealer.isBlackjack ? "lost" : "surrendered";
  const isNatural = isBlackjack(hand, place.hands.length);
  return verdictOn(totalOfCards(hand.cards), isNatural, dealer.total, dealer.isBlackjack);
};

/** A hand that lost to a blackjack that takes original bets only; the first hand has the original one on it. */
const returnAdded = (place: Place, seat: Seat, index: number, table: BlackjackTable): void => {
  const hand = handOf(place, index);
  const back = index === 0 ? hand.stake - originalStakeOf(hand) : hand.stake;
  hand.status = "ended";
  hand.verdict = "lost";
  hand.back = back;
  table.bank.refund(seat, back, "main");
  table.emit("hand-settled", { seat, hand: index, verdict: "lost", stake: hand.stake, back });
};

interface DealerHand {
  readonly total: number;
  readonly isBlackjack: boolean;
}

/** Insurance is decided as soon as it is known whether the dealer has a blackjack. */
export const settleInsurance = (state: State, isWon: boolean, table: BlackjackTable): void => {
  for (const seat of table.seats) {
    const place = placeOf(state, seat);
    const stake = place.insurance;
    if (stake === 0) continue;
    place.insurance = 0;
    const paid = isWon ? stake + scale(stake, insurancePays, "exact") : 0;
    table.bank.give(seat, paid, "insurance");
    table.emit("insurance-settled", { seat, stake, paid });
  }
};

/** Settles what is open against the dealer's cards, and the round is over. */
export const settleRound = (state: State, dealer: DealerHand, table: BlackjackTable): void => {
  const givesBack = dealer.isBlackjack && mayStillReturn(state, table.config);
  settleInsurance(state, dealer.isBlackjack, table);
  for (const seat of table.seats) {
    const place = placeOf(state, seat);
    for (let index = 0; index < place.hands.length; index++) {
      const hand = handOf(place, index);
      if (hand.status === "ended") continue;
      const verdict = verdictFor(place, hand, dealer);
      if (givesBack && verdict === "lost") returnAdded(place, seat, index, table);
      else payAtOnce(place, seat, index, verdict, table);
    }
  }
  state.phase = "betting";
  table.stopTimer("clock");
  state.turnSeat = -1;
  state.turnHand = 0;
  remakeShoe(state, table);
  table.finishRound();
};
