import {
  amount,
  choice,
  defineGame,
  isRefusal,
  refuse,
  type Limits,
  type Seat,
  type Stake,
} from "@parlor/kit";
import { z } from "zod";
import { isEveryoneReady, keepClock, withdrawReady } from "../betting-window.ts";
import { betsOf, hasAny, withoutSeat, type PlacedBet } from "../placed-bets.ts";
import { allowance, chipAllowance, type No } from "./allowance.ts";
import {
  announcedAt,
  announcedIds,
  chipsOf,
  neighbourChips,
  neighbourCounts,
  pocketsAt,
} from "./announced.ts";
import { placeBet, repeatBets, repeatRefusal, takeBack } from "./betting.ts";
import { config, neighboursMost } from "./config.ts";
import { bets } from "./edges.ts";
import { events } from "./events.ts";
import { placeIds, placeOf, placesOf } from "./places.ts";
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
  const own = betsOf(state.bets, seat).map(({ place }) => place);
  return [
    ...(spinRefusal(state, seat) ? [] : [choice("spin")]),
    ...(repeatRefusal(state, seat) ? [] : [choice("repeat")]),
    ...(own.length ? [choice("take-back", { place: own }), choice("clear")] : []),
    ...legalBets(state, seat, table),
    ...legalNeighbours(state, seat, table),
  ];
};

const keyOf = ({ min, max }: Limits): string => `${min} ${max}`;

/** One choice for all bets that have the same limits now. */
const legalBets = (state: State, seat: Seat, table: RouletteReadTable) => {
  const groups = new Map<string, { readonly bet: string[]; readonly amount: Limits }>();
  const add = (id: string, allowed: Limits | No): void => {
    if (isRefusal(allowed)) return;
    const group = groups.get(keyOf(allowed));
    if (group) group.bet.push(id);
    else groups.set(keyOf(allowed), { bet: [id], amount: allowed });
  };
  for (const place of placesOf[table.config.wheel])
    add(place.id, allowance(state, seat, place, table));
  for (const id of announcedAt(table.config))
    add(id, chipAllowance(state, seat, chipsOf(id), table));
  return [...groups.values()].map((group) => choice("bet", group));
};

/**
 * The same for neighbours: numbers that may be bet alike, for each count of neighbours. As long as the seat
 * has no number alone, all of them may.
 */
const legalNeighbours = (state: State, seat: Seat, table: RouletteReadTable) => {
  const [counts, names] = [neighbourCounts(table.config), pocketsAt(table.config)];
  const isApart = state.bets.some(
    (one) => one.seat === seat && placeOf(one.place).kind === "straight",
  );
  const groups = new Map<string, { number: string[]; each: readonly number[]; amount: Limits }>();
  for (const each of isApart ? counts : counts.slice(0, 1)) {
    for (const number of isApart ? names : names.slice(0, 1)) {
      const chips = neighbourChips(table.config, number, each);
      const allowed = chipAllowance(state, seat, chips, table);
      if (isRefusal(allowed)) continue;
      const key = `${each} ${keyOf(allowed)}`;
      const group = groups.get(key);
      if (group) group.number.push(number);
      else groups.set(key, { number: [number], each: [each], amount: allowed });
    }
  }
  const found = [...groups.values()];
  const all = isApart ? found : found.map((one) => ({ ...one, number: [...names], each: counts }));
  return all.map((group) => choice("bet", { bet: ["neighbours"], ...group }));
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
