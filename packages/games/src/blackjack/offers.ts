import { refuse, scale, type Seat } from "@parlor/kit";
import type { Config } from "./config.ts";
import { valueOf } from "./hand-value.ts";
import { lookOrPlay } from "./look.ts";
import { giveUp, payAtOnce } from "./settle.ts";
import {
  isBlackjack,
  placeOf,
  upCardOf,
  type BlackjackTable,
  type Place,
  type State,
} from "./state.ts";

/** What a seat may do before the dealer looks for a blackjack. */
export interface Offers {
  /** The most that insurance may be; 0 where it is not offered. */
  readonly insuranceMax: number;
  readonly evenMoney: boolean;
  readonly surrender: boolean;
  /** Whether there is any. */
  readonly some: boolean;
}

const nothing: Offers = { insuranceMax: 0, evenMoney: false, surrender: false, some: false };

export const offersTo = (state: State, place: Place, config: Config): Offers => {
  const [hand] = place.hands;
  if (state.phase !== "offers" || place.answered || !hand || hand.status === "ended")
    return nothing;
  const isAce = valueOf(upCardOf(state)) === 1;
  const isNatural = isBlackjack(hand, place.hands.length);
  const isInsurable = isAce && config.insurance && place.insurance === 0;
  const insuranceMax = isInsurable ? scale(hand.stake, "1/2", "down") : 0;
  const evenMoney = isAce && config.evenMoney && isNatural && place.insurance === 0;
  const surrender = config.surrender === "early" && config.holeCard === "peek" && !isNatural;
  return { insuranceMax, evenMoney, surrender, some: insuranceMax > 0 || evenMoney || surrender };
};

const closedRefusal = (state: State, place: Place) => {
  if (state.phase !== "offers") return refuse("not_offered");
  if (place.hands.length === 0) return refuse("not_your_turn");
  return place.answered ? refuse("already_answered") : undefined;
};

export const insure = (state: State, seat: Seat, amount: number, table: BlackjackTable) => {
  const place = placeOf(state, seat);
  const closed = closedRefusal(state, place);
  if (closed) return closed;
  if (place.insurance > 0) return refuse("already_insured");
  const { insuranceMax } = offersTo(state, place, table.config);
  if (insuranceMax === 0) return refuse("not_offered");
  const taken = table.bank.take(seat, amount, "insurance", { min: 1, max: insuranceMax });
  if (taken) return taken;
  place.insurance = amount;
  table.emit("insured", { seat, stake: amount });
  // Whoever may still give the hand up is asked on.
  if (!offersTo(state, place, table.config).some) answer(state, place, table);
};

export const takeEvenMoney = (state: State, seat: Seat, table: BlackjackTable) => {
  const place = placeOf(state, seat);
  const closed = closedRefusal(state, place);
  if (closed) return closed;
  if (!offersTo(state, place, table.config).evenMoney) return refuse("no_blackjack");
  payAtOnce(place, seat, 0, "even-money", table);
  answer(state, place, table);
};

/** Gives the hand up before the dealer looks. */
export const surrenderEarly = (state: State, seat: Seat, table: BlackjackTable) => {
  const place = placeOf(state, seat);
  const closed = closedRefusal(state, place);
  if (closed) return closed;
  if (!offersTo(state, place, table.config).surrender) return refuse("cannot_surrender");
  giveUp(place, seat, 0, table);
  answer(state, place, table);
};

export const decline = (state: State, seat: Seat, table: BlackjackTable) => {
  const place = placeOf(state, seat);
  const closed = closedRefusal(state, place);
  if (closed) return closed;
  table.emit("declined", { seat });
  answer(state, place, table);
};

const answer = (state: State, place: Place, table: BlackjackTable): void => {
  place.answered = true;
  for (const seat of table.seats) {
    const { hands, answered } = placeOf(state, seat);
    if (hands.length > 0 && !answered) return;
  }
  lookOrPlay(state, table);
};

/** Whoever has not answered in time wants nothing. */
export const closeOffers = (state: State, table: BlackjackTable): void => {
  for (const place of state.places) place.answered = true;
  lookOrPlay(state, table);
};
