import { amount, defineGame, isRefusal, type Refusal, type Seat } from "@parlor/kit";
import { z } from "zod";
import { advance } from "./advance.ts";
import { makeMove, moveRefusal, turnOf } from "./betting.ts";
import { config } from "./config.ts";
import { events, type MoveName } from "./events.ts";
import { showAfterwards } from "./finish.ts";
import { legalFor, shownLater } from "./legal.ts";
import { redeal } from "./redeal.ts";
import { refusals, type RefusalCode } from "./refusals.ts";
import {
  buyIn,
  leaveTable,
  newSitter,
  onNextHandDue,
  onTurnTimeUp,
  sitIn,
  sitInRefusal,
  sitOut,
  sitOutRefusal,
  startIfReady,
} from "./seats.ts";
import { stakesOf } from "./stakes.ts";
import { newState, sitterAt, type HoldemTable, type State } from "./state.ts";
import { viewOf } from "./view.ts";

/** A move of the seat whose turn it is, or why it is not open to it. */
const play = (state: State, seat: Seat, move: MoveName, to: number, table: HoldemTable) => {
  const turn = turnOf(state, seat);
  if (isRefusal(turn)) return turn;
  const { hand, place, player } = turn;
  const refusal = moveRefusal(state, hand, player, move, to, table.config);
  if (refusal) return refusal;

  makeMove(state, hand, place, move, to, "choice", table);
  advance(state, hand, place, table);
};

const straddle = (
  state: State,
  seat: Seat,
  on: boolean,
  table: HoldemTable,
): Refusal<RefusalCode> | undefined => {
  const sitter = sitterAt(state, seat);
  if (!table.config.straddle || sitter.straddles === on) return { refused: "no_straddle" };
  sitter.straddles = on;
  return undefined;
};

export const holdem = defineGame({
  id: "holdem",
  version: "1.0.0",
  title: "Texas hold'em",
  summary: "Two cards of your own, five for all: a cash table for two to ten players.",
  bank: "players",
  seats: { min: 2, max: 10 },
  rounds: "sealed",
  config,
  actions: {
    fold: z.object({}),
    check: z.object({}),
    call: z.object({}),
    /** `to` is what then lies before the seat on this street. */
    bet: z.object({ to: amount }),
    raise: z.object({ to: amount }),
    show: z.object({}),
    "buy-in": z.object({ amount }),
    "sit-out": z.object({}),
    "sit-in": z.object({}),
    straddle: z.object({ on: z.boolean() }),
  },
  events,
  bets: { "buy-in": { title: "Chips" }, pot: { title: "The pot" } },
  refusals,

  setup: (table): State => newState(table.seatCount),
  start: startIfReady,
  join(state, seat, table) {
    state.sitters[seat] = newSitter(state, table.config);
  },
  leave: leaveTable,
  timeout(state, timer, table) {
    if (timer.name === "turn") onTurnTimeUp(state, table);
    else onNextHandDue(state, table);
  },
  act: {
    fold: (state, _action, seat, table) => play(state, seat, "fold", 0, table),
    check: (state, _action, seat, table) => play(state, seat, "check", 0, table),
    call: (state, _action, seat, table) => play(state, seat, "call", 0, table),
    bet: (state, { to }, seat, table) => play(state, seat, "bet", to, table),
    raise: (state, { to }, seat, table) => play(state, seat, "raise", to, table),
    show(state, _action, seat, table) {
      const part = shownLater(state, seat);
      if (!part || state.hand === null) return table.refuse("nothing_to_show");
      showAfterwards(state.hand, part, table);
    },
    "buy-in": (state, action, seat, table) => buyIn(state, seat, action.amount, table),
    "sit-out"(state, _action, seat, table) {
      const refusal = sitOutRefusal(state, seat);
      if (refusal) return refusal;
      sitOut(state, seat, "choice", table);
    },
    "sit-in"(state, _action, seat, table) {
      const refusal = sitInRefusal(state, seat);
      if (refusal) return refusal;
      sitIn(state, seat, table);
    },
    straddle: (state, { on }, seat, table) => straddle(state, seat, on, table),
  },
  legal: legalFor,
  view: (state, eyes) => viewOf(state, eyes),
  stakes: stakesOf,
  redeal,
});
