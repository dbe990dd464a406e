import { choice, defineGame, type Seat } from "@parlor/kit";
import { z } from "zod";
import {
  joinMatch,
  leaveMatch,
  matchBets,
  matchEvents,
  matchRefusals,
  matchStakes,
  matchView,
  newMatch,
  seatNumber,
} from "../match-of-hands.ts";
import { buyInOf, config, deckOf } from "./config.ts";
import {
  actionsOf,
  deal,
  dropOut,
  isShown,
  play,
  toCall,
  waitingToAct,
  type LeducAction,
  type LeducTable,
  type State,
} from "./hand.ts";

const actions = ["fold", "call", "raise"] as const;

type Telling = LeducTable & {
  emit(type: "acted", data: { seat: Seat; action: LeducAction }): void;
  emit(type: "dealt", data: { hand: number }): void;
  emit(type: "board-dealt", data: { card: string }): void;
};

const act = (state: State, action: LeducAction, seat: Seat, table: Telling): void => {
  const { board } = state;
  table.emit("acted", { seat, action });
  play(state, action, table);
  if (board === null && state.board !== null) table.emit("board-dealt", { card: state.board });
};

export const leducPoker = defineGame({
  id: "leduc-poker",
  version: "1.0.0",
  title: "Leduc poker",
  summary: "Six cards, two streets, two raises each: a small poker that is still poker.",
  bank: "players",
  seats: { min: 2, max: 3 },
  rounds: "sealed",
  config,
  actions: { fold: z.object({}), call: z.object({}), raise: z.object({}) },
  events: {
    ...matchEvents,
    dealt: z.object({ hand: z.int() }),
    acted: z.object({ seat: seatNumber, action: z.enum(actions) }),
    "board-dealt": z.object({ card: z.string() }),
  },
  bets: matchBets,
  refusals: {
    ...matchRefusals,
    nothing_to_fold: "There is nothing to pay, so there is no reason to fold.",
    raises_done: "The raises of this street are used up.",
  },

  setup: ({ seatCount }): State => ({
    ...newMatch(seatCount),
    cards: Array.from({ length: seatCount }, () => null),
    board: null,
    streets: [[], []],
    street: 0,
    folded: Array.from({ length: seatCount }, () => false),
    mover: null,
    pending: 0,
    raises: 0,
    winners: [],
    showdown: false,
  }),
  join: (state, seat, table) => joinMatch(state, seat, buyInOf(table.config), table),
  start(state, table) {
    deal(state, table);
    table.emit("dealt", { hand: state.hand });
  },
  leave(state, seat, table) {
    const { board } = state;
    const waiting = waitingToAct(state);
    if (!leaveMatch(state, seat, buyInOf(table.config), table)) return;
    dropOut(state, seat, waiting, table);
    if (board === null && state.board !== null) table.emit("board-dealt", { card: state.board });
  },
  timeout(state, { name }, table) {
    if (name === "deal") {
      deal(state, table);
      table.emit("dealt", { hand: state.hand });
      return;
    }
    const { mover } = state;
    if (mover !== null) act(state, toCall(state, mover) > 0 ? "fold" : "call", mover, table);
  },
  act: {
    fold(state, _action, seat, table) {
      if (state.mover !== seat) return table.refuse("not_your_turn");
      if (toCall(state, seat) === 0) return table.refuse("nothing_to_fold");
      act(state, "fold", seat, table);
    },
    call(state, _action, seat, table) {
      if (state.mover !== seat) return table.refuse("not_your_turn");
      act(state, "call", seat, table);
    },
    raise(state, _action, seat, table) {
      if (state.mover !== seat) return table.refuse("not_your_turn");
      if (!actionsOf(state, seat).includes("raise")) return table.refuse("raises_done");
      act(state, "raise", seat, table);
    },
  },
  legal: (state, seat) => actionsOf(state, seat).map((type) => choice(type)),
  view: (state, seat) => ({
    ...matchView(state),
    mover: state.mover,
    /** The card of each seat: one's own, and those that a showdown has shown. */
    cards: state.cards.map((card, owner) =>
      owner === seat || isShown(state, owner) ? card : null,
    ),
    /** Who holds a card, seen or not. */
    holds: state.cards.map((card) => card !== null),
    board: state.board,
    street: state.street,
    /** What was done on each street, in the order of the turns. */
    streets: state.streets.map((street) => [...street]),
    folded: [...state.folded],
    raises: state.raises,
    winners: [...state.winners],
  }),
  stakes: (state) => matchStakes(state),
  redeal(state, seat, random) {
    if (state.phase !== "betting") return state;
    const own = seat === null ? null : (state.cards[seat] ?? null);
    const unseen = random.shuffle(
      deckOf(state.order.length).filter((card) => card !== own && card !== state.board),
    );
    const cards = state.cards.map((card, owner) =>
      card === null || owner === seat ? card : (unseen.pop() ?? null),
    );
    return { ...state, cards };
  },
});
