import { choice, defineGame, type Random, type Seat } from "@parlor/kit";
import { z } from "zod";

interface Leduc {
  /** How many cards of each rank (J, Q, K) are still in the deck. */
  deck: number[];
  hands: number[];
  board: number | null;
  paid: number[];
  /** What was done in this round of betting and in the one before: c, r or f. */
  played: string[];
  dealt: boolean;
}

const limits = { min: 1, max: 20 };
const raiseOf = (street: number): number => (street === 0 ? 2 : 4);
const raisesMax = 2;

/** Leduc hold'em, one hand: six cards of three ranks, an ante of 1, raises of 2 and then of 4, at most two a round. */
export const leduc = defineGame({
  id: "leduc",
  version: "1.0.0",
  title: "Leduc hold'em",
  summary: "Six cards, two rounds of betting.",
  bank: "players",
  seats: { min: 2, max: 2 },
  config: z.object({}),
  actions: {
    ante: z.object({}),
    call: z.object({}),
    raise: z.object({}),
    fold: z.object({}),
  },
  bets: { pot: { title: "The pot" } },
  setup: (): Leduc => newHand(),
  act: {
    ante(state, _none, seat, table) {
      if (state.paid[seat] !== 0) return table.refuse("not_your_turn");
      const taken = table.bank.take(seat, 1, "pot", limits);
      if (taken) return taken;
      state.paid[seat] = 1;
      if (state.paid.includes(0)) return undefined;
      state.hands = [draw(state, table.random), draw(state, table.random)];
      state.dealt = true;
      return undefined;
    },
    call(state, _none, seat, table) {
      if (turnOf(state) !== seat) return table.refuse("not_your_turn");
      const toPay = owed(state, seat);
      if (toPay > 0) {
        const taken = table.bank.take(seat, toPay, "pot", limits);
        if (taken) return taken;
        state.paid[seat] = (state.paid[seat] ?? 0) + toPay;
      }
      const street = state.played.at(-1) ?? "";
      const ends = street.length > 0;
      state.played[state.played.length - 1] = `${street}c`;
      if (!ends) return undefined;
      if (state.board === null) {
        state.board = draw(state, table.random);
        state.played.push("");
        return undefined;
      }
      showDown(state, table.bank);
      return table.finishRound();
    },
    raise(state, _none, seat, table) {
      if (turnOf(state) !== seat || !mayRaise(state)) return table.refuse("not_your_turn");
      const amount = owed(state, seat) + raiseOf(state.played.length - 1);
      const taken = table.bank.take(seat, amount, "pot", limits);
      if (taken) return taken;
      state.paid[seat] = (state.paid[seat] ?? 0) + amount;
      state.played[state.played.length - 1] = `${state.played.at(-1) ?? ""}r`;
      return undefined;
    },
    fold(state, _none, seat, table) {
      if (turnOf(state) !== seat || owed(state, seat) === 0) return table.refuse("not_your_turn");
      table.bank.give(1 - seat, sumOf(state), "pot");
      Object.assign(state, newHand());
      return table.finishRound();
    },
  },
  legal: (state, seat) => {
    if (!state.dealt) return state.paid[seat] === 0 ? [choice("ante")] : [];
    if (turnOf(state) !== seat) return [];
    return [
      choice("call"),
      ...(mayRaise(state) ? [choice("raise")] : []),
      ...(owed(state, seat) > 0 ? [choice("fold")] : []),
    ];
  },
  view: ({ hands, board, paid, played }, seat) => ({
    card: seat === null ? null : (hands[seat] ?? null),
    board,
    paid,
    played,
  }),
  stakes: ({ paid }) => paid.map((amount, seat) => ({ seat, amount, bet: "pot" })),
  redeal(state, seat, random: Random) {
    if (!state.dealt) return state;
    const deck = [...state.deck];
    const hidden = state.hands.flatMap((rank, one) => (one === seat ? [] : [[one, rank] as const]));
    for (const [, rank] of hidden) deck[rank] = (deck[rank] ?? 0) + 1;
    const hands = [...state.hands];
    for (const [one] of hidden) {
      const rank = random.weighted(deck);
      deck[rank] = (deck[rank] ?? 0) - 1;
      hands[one] = rank;
    }
    return { ...state, deck, hands };
  },
});

const newHand = (): Leduc => ({
  deck: [2, 2, 2],
  hands: [],
  board: null,
  paid: [0, 0],
  played: [""],
  dealt: false,
});

const draw = (state: Leduc, random: Random): number => {
  const rank = random.weighted(state.deck);
  state.deck[rank] = (state.deck[rank] ?? 0) - 1;
  return rank;
};

const turnOf = ({ dealt, played }: Leduc): Seat | null =>
  dealt ? (played.at(-1) ?? "").length % 2 : null;
const owed = ({ paid }: Leduc, seat: Seat): number => (paid[1 - seat] ?? 0) - (paid[seat] ?? 0);
const mayRaise = ({ played }: Leduc): boolean =>
  (played.at(-1) ?? "").replaceAll("c", "").length < raisesMax;
const sumOf = ({ paid }: Leduc): number => (paid[0] ?? 0) + (paid[1] ?? 0);

const showDown = (
  state: Leduc,
  bank: { give(seat: Seat, amount: number, bet: "pot"): void },
): void => {
  const worth = state.hands.map((rank) => (rank === state.board ? 10 : rank));
  const [one = 0, other = 0] = worth;
  const pot = sumOf(state);
  if (one === other) for (const seat of [0, 1]) bank.give(seat, pot / 2, "pot");
  else bank.give(one > other ? 0 : 1, pot, "pot");
  Object.assign(state, newHand());
};
