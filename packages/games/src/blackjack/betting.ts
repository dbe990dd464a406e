import { refuse, type Limits, type Seat } from "@parlor/kit";
import { betIds, type BetId } from "./bet-ids.ts";
import { startRound } from "./deal.ts";
import { mainBetMax, sideBetMax } from "./limits.ts";
import { isOffered } from "./side-bets.ts";
import {
  placeOf,
  type BlackjackReadTable,
  type BlackjackTable,
  type Place,
  type State,
} from "./state.ts";

export const betOf = (place: Place, bet: BetId): number => {
  switch (bet) {
    case "main":
      return place.main;
    case "perfect-pairs":
      return place.perfectPairs;
    case "twenty-one-plus-three":
      return place.twentyOnePlusThree;
  }
};

const setBet = (place: Place, bet: BetId, amount: number): void => {
  switch (bet) {
    case "main":
      place.main = amount;
      return;
    case "perfect-pairs":
      place.perfectPairs = amount;
      return;
    case "twenty-one-plus-three":
      place.twentyOnePlusThree = amount;
  }
};

const hasBets = (state: State): boolean => state.places.some(({ main }) => main > 0);

/** Why this seat cannot bet so now, whatever the amount. */
const betRefusal = (state: State, place: Place, bet: BetId, table: BlackjackReadTable) => {
  if (state.phase !== "betting") return refuse("round_running");
  if (place.ready) return refuse("already_ready");
  if (bet === "main") return undefined;
  if (!isOffered(bet, table.config)) return refuse("not_offered");
  return place.main === 0 ? refuse("no_main_bet") : undefined;
};

/** What may be added to a bet; null where it is as large as it may be. */
const addable = (up: number, bet: BetId, { min, max, step = 1 }: Limits): Limits | null => {
  const most = Math.min(max, bet === "main" ? mainBetMax : sideBetMax);
  const first = up === 0 ? min : step;
  const limits = { min: first, max: most - up, ...(step === 1 ? {} : { step }) };
  return limits.max < limits.min ? null : limits;
};

export const placeBet = (
  state: State,
  seat: Seat,
  bet: BetId,
  amount: number,
  table: BlackjackTable,
) => {
  const place = placeOf(state, seat);
  const refusal = betRefusal(state, place, bet, table);
  if (refusal) return refusal;
  const up = betOf(place, bet);
  const limits = addable(up, bet, table.limits);
  if (limits === null) return refuse("above_maximum", `there are ${up} up already`);
  const isFirst = !hasBets(state);
  const taken = table.bank.take(seat, amount, bet, limits);
  if (taken) return taken;
  setBet(place, bet, up + amount);
  table.emit("bet-placed", { seat, bet, stake: amount, total: up + amount });
  if (isFirst) table.startTimer("clock", table.config.bettingTimeoutMs);
};

const takeBackRefusal = (state: State, place: Place) => {
  if (state.phase !== "betting") return refuse("round_running");
  if (place.main === 0) return refuse("no_such_bet");
  return place.ready ? refuse("already_ready") : undefined;
};

/** Hands all bets on the coming round back. */
const refundBets = (place: Place, seat: Seat, table: BlackjackTable): void => {
  let back = 0;
  for (const bet of betIds) {
    const amount = betOf(place, bet);
    table.bank.refund(seat, amount, bet);
    setBet(place, bet, 0);
    back += amount;
  }
  if (back > 0) table.emit("bets-taken-back", { seat, back });
};

/** Without a bet at the table there is nothing to be ready for. */
const settleDown = (state: State, table: BlackjackTable): void => {
  if (hasBets(state)) return;
  for (const place of state.places) place.ready = false;
  table.stopTimer("clock");
};

export const takeBack = (state: State, seat: Seat, table: BlackjackTable) => {
  const place = placeOf(state, seat);
  const refusal = takeBackRefusal(state, place);
  if (refusal) return refusal;
  refundBets(place, seat, table);
  settleDown(state, table);
};

const dealRefusal = (state: State, place: Place) => {
  if (state.phase !== "betting") return refuse("round_running");
  if (!hasBets(state)) return refuse("no_bets");
  return place.ready ? refuse("already_ready") : undefined;
};

/** The seat needs no more time to bet; with the last one that says so the cards come. */
export const sayReady = (state: State, seat: Seat, table: BlackjackTable) => {
  const place = placeOf(state, seat);
  const refusal = dealRefusal(state, place);
  if (refusal) return refusal;
  place.ready = true;
  table.emit("ready", { seat });
  startWhenReady(state, table, null);
};

const startWhenReady = (state: State, table: BlackjackTable, leaving: Seat | null): void => {
  for (const seat of table.seats) if (seat !== leaving && !placeOf(state, seat).ready) return;
  startRound(state, table);
};

/** Between rounds a seat may always be left; its bets go back, and it holds nobody up any more. */
export const leaveTable = (state: State, seat: Seat, table: BlackjackTable) => {
  const place = placeOf(state, seat);
  if (state.phase !== "betting") {
    if (place.hands.length > 0) return refuse("hand_in_play");
  } else {
    refundBets(place, seat, table);
  }
  place.hands = [];
  place.sideBets = [];
  place.ready = false;
  if (state.phase !== "betting") return undefined;
  settleDown(state, table);
  if (hasBets(state)) startWhenReady(state, table, seat);
  return undefined;
};

/** What the seat may do between rounds. */
export const bettingChoices = (state: State, seat: Seat, table: BlackjackReadTable) => {
  const place = placeOf(state, seat);
  const bets: { readonly bet: BetId; readonly amount: Limits }[] = [];
  for (const bet of betIds) {
    if (betRefusal(state, place, bet, table)) continue;
    const amount = addable(betOf(place, bet), bet, table.limits);
    if (amount) bets.push({ bet, amount });
  }
  return {
    bets,
    canTakeBack: !takeBackRefusal(state, place),
    canDeal: !dealRefusal(state, place),
  };
};
