import { isRefusal, limits, refuse, type Limits, type Seat } from "@parlor/kit";
import { withdrawReady } from "../betting-window.ts";
import { betsOf, hasAny, putOn, type PlacedBet } from "../placed-bets.ts";
import { allowance, amountRefusal, chipAllowance, type No } from "./allowance.ts";
import {
  announcedAt,
  announcedIds,
  chipsOf,
  neighbourChips,
  neighbourCounts,
  pocketsAt,
  type AnnouncedId,
  type Chips,
} from "./announced.ts";
import type { Events } from "./events.ts";
import { findPlace, placeOf } from "./places.ts";
import { isAtStake, type RouletteReadTable, type RouletteTable, type State } from "./state.ts";

/** A bet as it is asked for: a place, an announced bet, or the neighbours of a number. */
export interface BetAction {
  readonly bet: string;
  readonly amount: number;
  readonly number?: string | undefined;
  readonly each?: number | undefined;
}

/** What is bet, when this table takes it at all. */
interface Asked {
  readonly as: Events["bet-placed"]["as"];
  readonly chips: readonly Chips[];
}

const isAnnounced = (bet: string): bet is AnnouncedId => announcedIds.some((id) => id === bet);

const askedFor = ({ bet, number, each }: BetAction, table: RouletteReadTable): Asked | No => {
  const { config } = table;
  if (bet === "neighbours") {
    if (number === undefined || each === undefined)
      return refuse("invalid_action", "neighbours are those of a number, so many to each side");
    const isTaken = neighbourCounts(config).includes(each) && pocketsAt(config).includes(number);
    return isTaken
      ? { as: "neighbours", chips: neighbourChips(config, number, each) }
      : refuse("not_offered");
  }
  if (number !== undefined || each !== undefined)
    return refuse("invalid_action", "only neighbours have a number and a count");
  if (!isAnnounced(bet)) return { as: "place", chips: [{ place: placeOf(bet), count: 1 }] };
  return announcedAt(config).includes(bet)
    ? { as: bet, chips: chipsOf(bet) }
    : refuse("not_offered");
};

/** Puts chips on the layout. Checks, in order: the form, the offer, the room on each place, the amount. */
export const placeBet = (
  state: State,
  seat: Seat,
  action: BetAction,
  table: RouletteTable,
): No | undefined => {
  const { bet, amount } = action;
  const only = action.number === undefined && action.each === undefined && findPlace(bet);
  // Most bets are one chip on one place, which makes no lists.
  if (only) {
    const allowed = allowance(state, seat, only, table);
    const no = isRefusal(allowed) ? allowed : amountRefusal(amount, allowed);
    if (no) return no;
    const taken = table.bank.take(seat, amount, only.kind, anyAmount);
    if (taken) return taken;
    const total = putOn(state.bets, seat, bet, amount);
    withdrawReady(state, seat);
    table.emit("bet-placed", { seat, as: "place", chips: [{ place: bet, stake: amount, total }] });
    return undefined;
  }
  const asked = askedFor(action, table);
  if (isRefusal(asked)) return asked;
  const allowed = chipAllowance(
    asked.chips,
    (place) => allowance(state, seat, place, table),
    table,
  );
  const no = isRefusal(allowed) ? allowed : amountRefusal(amount, allowed);
  return (
    no ??
    putAll(
      state,
      seat,
      asked.as,
      asked.chips.map(({ place, count }) => ({ place: place.id, stake: amount * count })),
      table,
    )
  );
};

const anyAmount: Limits = { min: 1, max: limits.amountMax };

interface Chip {
  readonly place: string;
  readonly stake: number;
}

/** The house may be at its limit, which the first chip finds out: the others only bring it further from there. */
const putAll = (
  state: State,
  seat: Seat,
  as: Asked["as"],
  chips: readonly Chip[],
  table: RouletteTable,
): No | undefined => {
  for (const { place, stake } of chips) {
    const taken = table.bank.take(seat, stake, placeOf(place).kind, anyAmount);
    if (taken) return taken;
  }
  const put = chips.map(({ place, stake }) => ({
    place,
    stake,
    total: putOn(state.bets, seat, place, stake),
  }));
  withdrawReady(state, seat);
  table.emit("bet-placed", { seat, as, chips: put });
  return undefined;
};

export const repeatRefusal = (state: State, seat: Seat): No | undefined => {
  if (isAtStake(state, seat)) return refuse("bets_are_up");
  return hasAny(state.last, seat) ? undefined : refuse("nothing_to_repeat");
};

/** With nothing on the layout, what was allowed once is allowed again: the limits never change. */
export const repeatBets = (state: State, seat: Seat, table: RouletteTable): No | undefined =>
  repeatRefusal(state, seat) ?? putAll(state, seat, "repeat", betsOf(state.last, seat), table);

/** Hands back all bets of the seat for the next spin, or the one on a place. */
export const takeBack = (
  state: State,
  seat: Seat,
  place: string | null,
  table: RouletteTable,
): No | undefined => {
  const isTaken = (one: PlacedBet): boolean =>
    one.seat === seat && (place === null || one.place === place);
  const back = state.bets.filter(isTaken);
  if (back.length === 0) return refuse("no_such_bet");
  for (const one of back) table.bank.refund(seat, one.stake, placeOf(one.place).kind);
  state.bets = state.bets.filter((one) => !isTaken(one));
  withdrawReady(state, seat);
  const chips = back.map((one) => ({ place: one.place, stake: one.stake }));
  table.emit("bet-taken-back", { seat, chips });
  return undefined;
};
