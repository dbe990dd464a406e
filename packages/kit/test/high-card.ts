import { z } from "zod";
import {
  choice,
  cloneJson,
  defineGame,
  deck,
  newShoe,
  rankIndex,
  returnCard,
  type Card,
  type GameTypes,
  type Random,
  type Seat,
  type Shoe,
  type Table,
} from "../src/index.ts";

const card = z.enum(deck);

export interface HighCard {
  shoe: Shoe;
  /** What each seat has paid into the pot. */
  paid: number[];
  /** The card of each seat that is still in; null for the others. */
  hands: (Card | null)[];
  /** The seats that have yet to say whether they stay, in order; empty while antes are paid. */
  queue: Seat[];
  shown: { seat: Seat; card: Card }[];
}

/** What the helpers below need to know of the table's types. */
interface HighCardTypes extends GameTypes {
  readonly events: {
    readonly shown: { seat: Seat; card: Card };
    readonly won: { seat: Seat; amount: number };
  };
  readonly bets: "pot";
  readonly refusals: string;
}

const turnMs = 10_000;
const inHand = (state: HighCard) =>
  state.hands.flatMap((hand, seat) => (hand ? [{ seat, hand }] : []));

/** One card each: pay an ante, look, stay or fold; the highest card of those who stay wins. */
export const highCard = defineGame({
  id: "high-card",
  version: "1.0.0",
  title: "High card",
  summary: "One card each: pay an ante, look, stay or fold; the highest card takes the pot.",
  bank: "players",
  seats: { min: 2, max: 4 },
  config: z.object({ ante: z.int().min(1).default(10) }),
  actions: { ante: z.object({}), stay: z.object({}), fold: z.object({}) },
  events: {
    dealt: z.object({ card }),
    shown: z.object({ seat: z.int(), card }),
    won: z.object({ seat: z.int(), amount: z.int() }),
  },
  bets: { pot: { title: "The pot" } },
  refusals: {
    already_paid: "Your ante is in the pot.",
    hand_running: "Wait for the end of the hand.",
    in_hand: "You cannot leave in the middle of a hand.",
  },

  setup: ({ seatCount }): HighCard => ({
    shoe: newShoe(1),
    paid: Array.from({ length: seatCount }, () => 0),
    hands: Array.from({ length: seatCount }, () => null),
    queue: [],
    shown: [],
  }),
  leave(state, seat, table) {
    if (state.paid[seat] !== 0) return table.refuse("in_hand");
    if (table.running && table.seats.length === 1 + state.paid.filter(Boolean).length)
      return table.refuse("in_hand");
    return undefined;
  },
  timeout(state, { seat }, table) {
    if (seat !== null) fold(state, seat, table);
  },
  act: {
    ante(state, _none, seat, table) {
      if (state.queue.length > 0) return table.refuse("hand_running");
      if (state.paid[seat] !== 0) return table.refuse("already_paid");
      const { ante } = table.config;
      const taken = table.bank.take(seat, ante, "pot", { min: ante, max: ante });
      if (taken) return taken;
      state.paid[seat] = ante;
      if (table.seats.length < 2 || table.seats.some((one) => state.paid[one] === 0))
        return undefined;
      state.shown = [];
      for (const one of table.seats) {
        const dealt = table.random.drawFrom(state.shoe);
        state.hands[one] = dealt;
        table.emit("dealt", { card: dealt }, [one]);
      }
      state.queue = [...table.seats];
      startClock(state, table);
      return undefined;
    },
    stay(state, _none, seat, table) {
      if (state.queue[0] !== seat) return table.refuse("not_your_turn");
      return goOn(state, table);
    },
    fold(state, _none, seat, table) {
      if (state.queue[0] !== seat) return table.refuse("not_your_turn");
      return fold(state, seat, table);
    },
  },
  legal(state, seat) {
    if (state.queue.length > 0)
      return state.queue[0] === seat ? [choice("stay"), choice("fold")] : [];
    return state.paid[seat] === 0 ? [choice("ante")] : [];
  },
  view: (state, seat) => ({
    paid: state.paid,
    in: inHand(state).map((one) => one.seat),
    turn: state.queue[0] ?? null,
    card: seat === null ? null : (state.hands[seat] ?? null),
    shown: state.shown,
  }),
  stakes: ({ paid }) => paid.map((amount, seat) => ({ seat, amount, bet: "pot" })),
  redeal(state, seat, random: Random) {
    const dealt = cloneJson(state);
    const hidden = inHand(dealt).filter((one) => one.seat !== seat);
    for (const { hand } of hidden) returnCard(dealt.shoe, hand);
    for (const one of hidden) dealt.hands[one.seat] = random.drawFrom(dealt.shoe);
    return dealt;
  },
});

type HighCardTable = Table<HighCardTypes>;

const startClock = (state: HighCard, table: HighCardTable): void => {
  const [next] = state.queue;
  if (next === undefined) table.stopTimer("turn");
  else table.startTimer("turn", turnMs, next);
};

const fold = (state: HighCard, seat: Seat, table: HighCardTable): void => {
  const hand = state.hands[seat];
  if (hand) returnCard(state.shoe, hand);
  state.hands[seat] = null;
  goOn(state, table);
};

const goOn = (state: HighCard, table: HighCardTable): void => {
  state.queue.shift();
  if (inHand(state).length === 1) state.queue = [];
  startClock(state, table);
  if (state.queue.length > 0) return;
  const left = inHand(state);
  if (left.length > 1) state.shown = left.map(({ seat, hand }) => ({ seat, card: hand }));
  for (const one of state.shown) table.emit("shown", one);
  const best = Math.max(...left.map(({ hand }) => rankIndex(hand)));
  const winners = left.filter(({ hand }) => rankIndex(hand) === best);
  const pot = state.paid.reduce((sum, paid) => sum + paid, 0);
  winners.forEach(({ seat }, index) => {
    // Odd chips go one by one to the winners in the order of their seats.
    const amount = Math.floor(pot / winners.length) + (index < pot % winners.length ? 1 : 0);
    table.bank.give(seat, amount, "pot");
    table.emit("won", { seat, amount });
  });
  state.shoe = newShoe(1);
  state.paid = state.paid.map(() => 0);
  state.hands = state.hands.map(() => null);
  table.finishRound();
};
