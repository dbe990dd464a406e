import { choice, defineGame } from "@parlor/kit";
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
import { buyInOf, config, kuhnCards, type KuhnCard } from "./config.ts";
import { deal, goOn, isShown, moverOf, play, type State } from "./hand.ts";

export const kuhnPoker = defineGame({
  id: "kuhn-poker",
  version: "1.0.0",
  title: "Kuhn poker",
  summary: "Three cards, one bet: the smallest game of bluffing.",
  bank: "players",
  seats: { min: 2, max: 3 },
  rounds: "sealed",
  config,
  actions: { pass: z.object({}), bet: z.object({}) },
  events: {
    ...matchEvents,
    dealt: z.object({ hand: z.int() }),
    acted: z.object({ seat: seatNumber, action: z.enum(["pass", "bet"]) }),
  },
  bets: matchBets,
  refusals: matchRefusals,

  setup: ({ seatCount }): State => ({
    ...newMatch(seatCount),
    cards: Array.from({ length: seatCount }, () => null),
    folded: Array.from({ length: seatCount }, () => false),
    actions: [],
    winner: null,
    showdown: false,
  }),
  join: (state, seat, table) => joinMatch(state, seat, buyInOf(table.config), table),
  start(state, table) {
    deal(state, table);
    table.emit("dealt", { hand: state.hand });
  },
  leave(state, seat, table) {
    if (leaveMatch(state, seat, buyInOf(table.config), table)) goOn(state, table);
  },
  timeout(state, { name }, table) {
    if (name === "deal") {
      deal(state, table);
      table.emit("dealt", { hand: state.hand });
      return;
    }
    const mover = moverOf(state);
    if (mover === null) return;
    table.emit("acted", { seat: mover, action: "pass" });
    play(state, "pass", table);
  },
  act: {
    pass(state, _action, seat, table) {
      if (moverOf(state) !== seat) return table.refuse("not_your_turn");
      table.emit("acted", { seat, action: "pass" });
      play(state, "pass", table);
    },
    bet(state, _action, seat, table) {
      if (moverOf(state) !== seat) return table.refuse("not_your_turn");
      table.emit("acted", { seat, action: "bet" });
      play(state, "bet", table);
    },
  },
  legal: (state, seat) => (moverOf(state) === seat ? [choice("pass"), choice("bet")] : []),
  view: (state, seat) => ({
    ...matchView(state),
    mover: moverOf(state),
    /** The card of each seat: one's own, and those that a showdown has shown. */
    cards: state.cards.map((card, owner) =>
      owner === seat || isShown(state, owner) ? card : null,
    ),
    /** Who holds a card, seen or not. */
    holds: state.cards.map((card) => card !== null),
    folded: [...state.folded],
    /** What was done in this hand, in the order of the turns. */
    actions: [...state.actions],
    winner: state.winner,
  }),
  stakes: (state) => matchStakes(state),
  redeal(state, seat, random) {
    if (state.phase !== "betting") return state;
    const own = seat === null ? null : (state.cards[seat] ?? null);
    const unseen: KuhnCard[] = random.shuffle(
      kuhnCards.slice(0, state.order.length + 1).filter((card) => card !== own),
    );
    const cards = state.cards.map((card, owner) =>
      card === null || owner === seat ? card : (unseen.pop() ?? null),
    );
    return { ...state, cards };
  },
});
