import { amount, choice, defineGame, refuse, type Seat, type Stake } from "@parlor/kit";
import { z } from "zod";
import { isEveryoneReady, keepClock, withdrawReady } from "../betting-window.ts";
import { betsOf, hasAny, withoutSeat, type PlacedBet } from "../placed-bets.ts";
import type { No } from "./allowance.ts";
import { announcedIds } from "./announced.ts";
import { placeBet, repeatBets, repeatRefusal, takeBack } from "./betting.ts";
import { config, neighboursMost } from "./config.ts";
import { bets } from "./edges.ts";
import { events } from "./events.ts";
import { legalBets } from "./legal-bets.ts";
import { placeIds, placeOf } from "./places.ts";
import { pocketNames } from "./pockets.ts";
import { refusals } from "./refusals.ts";
import { spinWheel } from "./spin.ts";
import { isAtStake, newState } from "./state.ts";
import type { RouletteReadTable, RouletteTable, State } from "./state.ts";
import { viewOf } from "./view.ts";

/**
 * The clock runs while somebody may be kept waiting by bets that are up. Nobody waits their way out of
 * prison either; whoever sits alone with nothing locked up may take all the time in the world.
 */
const keepTime = (state: State, table: RouletteTable, seatCount = table.seats.length): void => {
  const isWaitedFor = state.prison.length > 0 || (seatCount > 1 && state.bets.length > 0);
  keepClock(state, table, table.running && isWaitedFor, table.config.bettingTimeoutMs);
};

/** The time for betting begins anew with each spin. */
const spin = (state: State, table: RouletteTable): void => {
  spinWheel(state, table);
  if (state.clock) keepClock(state, table, false, table.config.bettingTimeoutMs);
  keepTime(state, table);
};

const isCalled = (state: State, table: RouletteTable): boolean =>
  isEveryoneReady(state, table.seats, (seat) => isAtStake(state, seat));

/** Where a seat has no more bets, the others may all have called already. */
const spinIfCalled = (state: State, table: RouletteTable): void => {
  if (isCalled(state, table)) spin(state, table);
  else keepTime(state, table);
};

const spinRefusal = (state: State, seat: Seat): No | undefined => {
  if (!isAtStake(state, seat)) return refuse("nothing_at_stake");
  return state.ready.includes(seat) ? refuse("already_ready") : undefined;
};

const legal = (state: State, seat: Seat, table: RouletteReadTable) => {
  const own = betsOf(state.bets, seat);
  const places = own.map(({ place }) => place);
  return [
    ...(spinRefusal(state, seat) ? [] : [choice("spin")]),
    ...(repeatRefusal(state, seat) ? [] : [choice("repeat")]),
    ...(own.length ? [choice("take-back", { place: places }), choice("clear")] : []),
    ...legalBets(own, table),
  ];
};

export const roulette = defineGame({
  id: "roulette",
  version: "1.0.0",
  title: "Roulette",
  summary:
    "One ball, one number: the whole layout and the announced bets, on one, two or three zeros.",
  bank: "house",
  seats: { min: 1, max: 8 },
  config,
  actions: {
    bet: z.object({
      bet: z.enum([...placeIds, ...announcedIds, "neighbours"]),
      amount,
      number: z.enum(pocketNames).optional(),
      each: z.int().min(1).max(neighboursMost).optional(),
    }),
    "take-back": z.object({ place: z.enum(placeIds) }),
    clear: z.object({}),
    repeat: z.object({}),
    spin: z.object({}),
  },
  events,
  bets,
  refusals,

  setup: (): State => newState(),
  join: (state, _seat, table) => keepTime(state, table),
  leave(state, seat, table) {
    if (hasAny(state.prison, seat)) return refuse("bets_must_stand");
    takeBack(state, seat, null, table);
    withdrawReady(state, seat);
    state.last = withoutSeat(state.last, seat);
    // A player may also leave while play is paused, when nothing is drawn: the others call once more.
    if (isCalled(state, table)) state.ready = [];
    keepTime(state, table, table.seats.length - 1);
  },
  timeout(state, _timer, table) {
    state.clock = false;
    spin(state, table);
  },
  act: {
    bet(state, action, seat, table) {
      const no = placeBet(state, seat, action, table);
      if (no) return no;
      keepTime(state, table);
    },
    "take-back"(state, { place }, seat, table) {
      const no = takeBack(state, seat, place, table);
      if (no) return no;
      spinIfCalled(state, table);
    },
    clear(state, _action, seat, table) {
      const no = takeBack(state, seat, null, table);
      if (no) return no;
      spinIfCalled(state, table);
    },
    repeat(state, _action, seat, table) {
      const no = repeatBets(state, seat, table);
      if (no) return no;
      keepTime(state, table);
    },
    spin(state, _action, seat, table) {
      const no = spinRefusal(state, seat);
      if (no) return no;
      state.ready.push(seat);
      if (isCalled(state, table)) return spin(state, table);
      table.emit("seat-ready", { seat });
    },
  },
  legal,
  view: (state) => viewOf(state),
  stakes(state) {
    // It is asked after every command, so it makes nothing but the list itself.
    const stakes: Stake[] = [];
    addStakes(stakes, state.bets);
    addStakes(stakes, state.prison);
    return stakes;
  },
});

const addStakes = (stakes: Stake[], from: readonly PlacedBet[]): void => {
  for (const { seat, place, stake } of from)
    stakes.push({ seat, bet: placeOf(place).kind, amount: stake });
};
