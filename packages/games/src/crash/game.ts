import { amount, choice, defineGame, type Seat, type Stake } from "@parlor/kit";
import { z } from "zod";
import { config, multiplierLimit } from "./config.ts";
import { drawPointFrom } from "./crash-point.ts";
import { events, refusals } from "./events.ts";
import { cashOut, ceilingOf, stakeLimits, sweep, takeOff } from "./flight.ts";
import { addBet, clearRound, dropBet, forget, isOpen, newState, stakeOf } from "./state.ts";
import type { CrashReadTable, CrashTable, State } from "./state.ts";
import { viewOf } from "./view.ts";

const target = z.int().min(101).max(multiplierLimit);

const bet = (
  state: State,
  seat: Seat,
  { stake, target: wished }: { readonly stake: number; readonly target?: number | undefined },
  table: CrashTable,
) => {
  const { config: rules } = table;
  if (state.phase !== "betting") return table.refuse("betting_closed");
  if (stakeOf(state, seat) > 0) return table.refuse("already_bet");
  if (wished === undefined && !rules.manualCashOut) return table.refuse("target_needed");
  if (wished !== undefined && wished < rules.targetMin) return table.refuse("below_minimum");
  if (wished !== undefined && wished > rules.multiplierMax) return table.refuse("above_maximum");
  const limits = stakeLimits(table.limits, rules);
  if (limits === null) return table.refuse("above_maximum");
  const taken = table.bank.take(seat, stake, "flight", limits);
  if (taken) return taken;

  const least = Math.min(wished ?? rules.multiplierMax, ceilingOf(stake, rules));
  if (state.bettors === 0) table.startTimer("betting", rules.bettingMs);
  addBet(state, seat, stake, least);
  table.emit("bet-placed", { seat, stake, target: least });
};

const cancel = (state: State, seat: Seat, table: CrashTable): void => {
  const stake = stakeOf(state, seat);
  table.bank.refund(seat, stake, "flight");
  table.emit("bet-cancelled", { seat, stake });
  dropBet(state, seat);
  if (state.bettors === 0) table.stopTimer("betting");
};

const legal = (state: State, seat: Seat, table: CrashReadTable) => {
  const { manualCashOut, targetMin, multiplierMax } = table.config;
  if (state.phase === "flying")
    return manualCashOut && isOpen(state, seat) ? [choice("cash-out")] : [];
  if (state.phase === "crashed") return [];
  if (stakeOf(state, seat) > 0) return [choice("cancel")];
  const stake = stakeLimits(table.limits, table.config);
  if (stake === null) return [];
  const aimed = choice("bet", { stake, target: { min: targetMin, max: multiplierMax } });
  return manualCashOut ? [aimed, choice("bet", { stake })] : [aimed];
};

export const crash = defineGame({
  id: "crash",
  version: "1.0.0",
  title: "Crash",
  summary: "One multiplier rises for everybody: be out before it breaks.",
  bank: "house",
  seats: { min: 1, max: 1_024 },
  config,
  actions: {
    bet: z.object({ stake: amount, target: target.optional() }),
    cancel: z.object({}),
    "cash-out": z.object({}),
  },
  events,
  bets: {
    flight: {
      title: "Flight",
      edge: ({ edge }) => edge,
      pays: "the multiplier that it is cashed out at",
    },
  },
  refusals,

  setup: (table): State => newState(table.seatCount, table.config.multiplierMax),
  leave(state, seat, table) {
    if (!isOpen(state, seat)) return forget(state, seat);
    if (state.phase === "betting") return cancel(state, seat, table);
    if (!table.config.manualCashOut) return table.refuse("bet_in_play");
    cashOut(state, seat, table);
    forget(state, seat);
  },
  timeout(state, { name }, table) {
    if (state.phase === "betting") takeOff(state, table);
    else if (state.phase === "flying") sweep(state, table);
    else if (name === "pause") clearRound(state);
  },
  act: {
    bet: (state, action, seat, table) => bet(state, seat, action, table),
    cancel(state, _action, seat, table) {
      if (state.phase !== "betting") return table.refuse("betting_closed");
      if (stakeOf(state, seat) === 0) return table.refuse("no_bet");
      cancel(state, seat, table);
    },
    "cash-out"(state, _action, seat, table) {
      if (state.phase !== "flying") return table.refuse("not_flying");
      if (!table.config.manualCashOut) return table.refuse("manual_closed");
      if (!isOpen(state, seat)) return table.refuse("no_bet");
      cashOut(state, seat, table);
    },
  },
  legal,
  view: (state, seat) => viewOf(state, seat),
  stakes(state) {
    const stakes: Stake[] = [];
    if (state.bettors === 0) return stakes;
    for (let seat = 0; seat < state.stakes.length; seat++)
      if (isOpen(state, seat)) stakes.push({ seat, bet: "flight", amount: stakeOf(state, seat) });
    return stakes;
  },
  redeal(state, _seat, random) {
    // That the flight has come as far as its last command told is all that is known of its point.
    return state.phase === "flying"
      ? { ...state, point: drawPointFrom(state.flown, state.top, random) }
      : state;
  },
});
