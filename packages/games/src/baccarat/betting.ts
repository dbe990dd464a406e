import { isRefusal, limits, refuse, type Seat } from "@parlor/kit";
import { withdrawReady } from "../betting-window.ts";
import { betsOf, hasAny, putOn, type PlacedBet } from "../placed-bets.ts";
import { allowance, type No } from "./allowance.ts";
import type { BetId } from "./bet-ids.ts";
import type { BaccaratTable, State } from "./state.ts";

// Only what `placeBet` has checked to be a bet is ever placed.
export const betOf = ({ place }: PlacedBet): BetId => place as BetId;

/** Puts a stake on a bet, or adds to it. Checks, in order: the offer, the room, the amount. */
export const placeBet = (
  state: State,
  seat: Seat,
  bet: BetId,
  amount: number,
  table: BaccaratTable,
): No | undefined => {
  const allowed = allowance(state, seat, bet, table);
  if (isRefusal(allowed)) return allowed;
  const taken = table.bank.take(seat, amount, bet, allowed);
  if (taken) return taken;
  const total = putOn(state.bets, seat, bet, amount);
  withdrawReady(state, seat);
  const chips = [{ bet, stake: amount, total }];
  table.emit("bet-placed", { seat, repeated: false, chips });
  return undefined;
};

export const repeatRefusal = (state: State, seat: Seat): No | undefined => {
  if (hasAny(state.bets, seat)) return refuse("bets_are_up");
  return hasAny(state.last, seat) ? undefined : refuse("nothing_to_repeat");
};

/** With nothing on the table, what was allowed once is allowed again: the limits never change. */
export const repeatBets = (state: State, seat: Seat, table: BaccaratTable): No | undefined => {
  const no = repeatRefusal(state, seat);
  if (no) return no;
  const last = betsOf(state.last, seat);
  for (const one of last) {
    // The house may be at its limit, which the first stake finds out: the others only bring it further from there.
    const wide = { min: 1, max: limits.amountMax };
    const taken = table.bank.take(seat, one.stake, betOf(one), wide);
    if (taken) return taken;
  }
  const chips = last.map((one) => {
    const total = putOn(state.bets, seat, one.place, one.stake);
    return { bet: betOf(one), stake: one.stake, total };
  });
  withdrawReady(state, seat);
  table.emit("bet-placed", { seat, repeated: true, chips });
  return undefined;
};

/** Hands back all bets of the seat, or one of them. */
export const takeBack = (
  state: State,
  seat: Seat,
  bet: BetId | null,
  table: BaccaratTable,
): No | undefined => {
  const isMeant = (one: PlacedBet): boolean =>
    one.seat === seat && (bet === null || one.place === bet);
  const back = state.bets.filter(isMeant);
  if (back.length === 0) return refuse("no_such_bet");
  for (const one of back) table.bank.refund(seat, one.stake, betOf(one));
  state.bets = state.bets.filter((one) => !isMeant(one));
  withdrawReady(state, seat);
  const chips = back.map((one) => ({ bet: betOf(one), stake: one.stake }));
  table.emit("bet-taken-back", { seat, chips });
  return undefined;
};
