import { choice, defineGame, type Random, type Seat } from "@parlor/kit";
import { z } from "zod";

type Card = "J" | "Q" | "K";
const cards: readonly Card[] = ["J", "Q", "K"];
const order = "JQK";

interface Kuhn {
  hands: Card[];
  /** What was done, in order: p for a pass, b for a bet. */
  played: string;
  paid: number[];
}

const pot = { min: 1, max: 2 };

/** Kuhn poker, one hand: an ante of 1, one bet of 1. Its value to the first seat is -1/18. */
export const kuhn = defineGame({
  id: "kuhn",
  version: "1.0.0",
  title: "Kuhn poker",
  summary: "Three cards, two players, one bet.",
  bank: "players",
  seats: { min: 2, max: 2 },
  config: z.object({}),
  actions: { ante: z.object({}), pass: z.object({}), bet: z.object({}) },
  events: { dealt: z.object({ card: z.enum(["J", "Q", "K"]) }) },
  bets: { pot: { title: "The pot" } },
  setup: (): Kuhn => ({ hands: [], played: "", paid: [0, 0] }),
  act: {
    ante(state, _none, seat, table) {
      if (state.paid[seat] !== 0) return table.refuse("not_your_turn");
      const taken = table.bank.take(seat, 1, "pot", pot);
      if (taken) return taken;
      state.paid[seat] = 1;
      if (state.paid.includes(0)) return undefined;
      state.hands = table.random.shuffle(cards).slice(0, 2);
      for (const [one, card] of state.hands.entries()) table.emit("dealt", { card }, [one]);
      return undefined;
    },
    pass(state, _none, seat, table) {
      if (turnOf(state) !== seat) return table.refuse("not_your_turn");
      state.played += "p";
      // A pass behind a bet is a fold.
      if (state.played.endsWith("bp")) pay(state, 1 - seat, table.bank);
      else if (state.played === "pp") pay(state, best(state), table.bank);
      else return undefined;
      return table.finishRound();
    },
    bet(state, _none, seat, table) {
      if (turnOf(state) !== seat) return table.refuse("not_your_turn");
      const taken = table.bank.take(seat, 1, "pot", pot);
      if (taken) return taken;
      state.played += "b";
      state.paid[seat] = 2;
      if (!state.played.endsWith("bb")) return undefined;
      pay(state, best(state), table.bank);
      return table.finishRound();
    },
  },
  legal: (state, seat) => {
    if (state.hands.length === 0) return state.paid[seat] === 0 ? [choice("ante")] : [];
    return turnOf(state) === seat ? [choice("pass"), choice("bet")] : [];
  },
  view: ({ hands, played, paid }, seat) => ({
    card: seat === null ? null : (hands[seat] ?? null),
    played,
    paid,
  }),
  stakes: ({ paid }) => paid.map((amount, seat) => ({ seat, amount, bet: "pot" })),
  redeal(state, seat, random: Random) {
    if (state.hands.length === 0) return state;
    const own = seat === null ? undefined : state.hands[seat];
    const others = random.shuffle(cards.filter((card) => card !== own));
    const hands = state.hands.map((_, one) => (one === seat ? own : others[one]));
    return { ...state, hands: hands.map((card) => card ?? "J") };
  },
});

const turnOf = ({ hands, played }: Kuhn): Seat | null =>
  hands.length === 0 ? null : played.length % 2;

const best = ({ hands: [one = "J", other = "J"] }: Kuhn): Seat =>
  order.indexOf(one) > order.indexOf(other) ? 0 : 1;

const pay = (
  state: Kuhn,
  winner: Seat,
  bank: { give(seat: Seat, amount: number, bet: "pot"): void },
): void => {
  bank.give(winner, (state.paid[0] ?? 0) + (state.paid[1] ?? 0), "pot");
  Object.assign(state, { hands: [], played: "", paid: [0, 0] } satisfies Kuhn);
};
