import { amount, choice, defineGame, isRefusal, refuse } from "@parlor/kit";
import type { Limits, Seat, Stake } from "@parlor/kit";
import { z } from "zod";
import { isEveryoneReady, keepClock, withdrawReady } from "../betting-window.ts";
import { betsOf, hasAny, withoutSeat } from "../placed-bets.ts";
import { allowance, type No } from "./allowance.ts";
import { betIds, type BetId } from "./bet-ids.ts";
import { betOf, placeBet, repeatBets, repeatRefusal, takeBack } from "./betting.ts";
import { config } from "./config.ts";
import { playCoup } from "./deal.ts";
import { bets } from "./edges.ts";
import { events } from "./events.ts";
import { refusals } from "./refusals.ts";
import { newState, type BaccaratReadTable, type BaccaratTable, type State } from "./state.ts";
import { viewOf } from "./view.ts";

/** The clock runs while bets are up that somebody else may be kept waiting by. */
const keepTime = (
  state: State,
  table: BaccaratTable,
  seatCount: number = table.seats.length,
): void => {
  const isWaitedFor = seatCount > 1 && state.bets.length > 0;
  keepClock(state, table, table.running && isWaitedFor, table.config.bettingTimeoutMs);
};

const deal = (state: State, table: BaccaratTable): void => {
  playCoup(state, table);
  keepTime(state, table);
};

const isCalled = (state: State, table: BaccaratTable): boolean =>
  isEveryoneReady(state, table.seats, (seat) => hasAny(state.bets, seat));

/** Where a seat has no more bets, the others may all have called already. */
const dealIfCalled = (state: State, table: BaccaratTable): void => {
  if (isCalled(state, table)) deal(state, table);
  else keepTime(state, table);
};

const dealRefusal = (state: State, seat: Seat): No | undefined => {
  if (!hasAny(state.bets, seat)) return refuse("nothing_at_stake");
  return state.ready.includes(seat) ? refuse("already_ready") : undefined;
};

const legal = (state: State, seat: Seat, table: BaccaratReadTable) => {
  const own = betsOf(state.bets, seat).map(betOf);
  return [
    ...(dealRefusal(state, seat) ? [] : [choice("deal")]),
    ...(repeatRefusal(state, seat) ? [] : [choice("repeat")]),
    ...(own.length ? [choice("take-back", { bet: own }), choice("clear")] : []),
    ...legalBets(state, seat, table),
  ];
};

/** One choice for all bets that have the same limits now. */
const legalBets = (state: State, seat: Seat, table: BaccaratReadTable) => {
  const groups = new Map<number, { readonly bet: BetId[]; readonly amount: Limits }>();
  for (const bet of betIds) {
    const allowed = allowance(state, seat, bet, table);
    if (isRefusal(allowed)) continue;
    const group = groups.get(allowed.max);
    if (group) group.bet.push(bet);
    else groups.set(allowed.max, { bet: [bet], amount: allowed });
  }
  return [...groups.values()].map((group) => choice("bet", group));
};

export const baccarat = defineGame({
  id: "baccarat",
  version: "1.0.0",
  title: "Baccarat",
  summary: "Punto banco: bet on player, banker or tie; the cards follow the tableau.",
  bank: "house",
  seats: { min: 1, max: 8 },
  config,
  actions: {
    bet: z.object({ bet: z.enum(betIds), amount }),
    "take-back": z.object({ bet: z.enum(betIds) }),
    clear: z.object({}),
    repeat: z.object({}),
    deal: z.object({}),
  },
  events,
  bets,
  refusals,

  setup: (table): State => newState(table.config),
  join: (state, _seat, table) => keepTime(state, table),
  leave(state, seat, table) {
    if (hasAny(state.bets, seat)) takeBack(state, seat, null, table);
    withdrawReady(state, seat);
    state.last = withoutSeat(state.last, seat);
    // A player may also leave while play is paused, when nothing is dealt: the others call once more.
    if (isCalled(state, table)) state.ready = [];
    keepTime(state, table, table.seats.length - 1);
  },
  timeout(state, _timer, table) {
    state.clock = false;
    deal(state, table);
  },
  act: {
    bet(state, { bet, amount: stake }, seat, table) {
      const no = placeBet(state, seat, bet, stake, table);
      if (no) return no;
      keepTime(state, table);
    },
    "take-back"(state, { bet }, seat, table) {
      const no = takeBack(state, seat, bet, table);
      if (no) return no;
      dealIfCalled(state, table);
    },
    clear(state, _action, seat, table) {
      const no = takeBack(state, seat, null, table);
      if (no) return no;
      dealIfCalled(state, table);
    },
    repeat(state, _action, seat, table) {
      const no = repeatBets(state, seat, table);
      if (no) return no;
      keepTime(state, table);
    },
    deal(state, _action, seat, table) {
      const no = dealRefusal(state, seat);
      if (no) return no;
      state.ready.push(seat);
      if (isCalled(state, table)) return deal(state, table);
      table.emit("seat-ready", { seat });
    },
  },
  legal,
  view: (state, _seat, table) => viewOf(state, table),
  stakes(state) {
    // It is asked after every command, so it makes nothing but the list itself.
    const stakes: Stake[] = [];
    for (const one of state.bets)
      stakes.push({ seat: one.seat, bet: betOf(one), amount: one.stake });
    return stakes;
  },
});
