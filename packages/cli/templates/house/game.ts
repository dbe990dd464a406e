import {
  amount,
  choice,
  defineGame,
  fraction,
  fractionOf,
  ratioOf,
  refuse,
  scale,
  type Fraction,
} from "@parlor/kit";
import { z } from "zod";

const calls = ["higher", "lower"] as const;
const call = z.enum(calls);
type Call = z.output<typeof call>;

interface State {
  /** The round that waits for its call; null between rounds. */
  open: { stake: number; first: number } | null;
  /** How the last round came out; `call` is null where the time ran out. */
  last: { first: number; call: Call | null; second: number | null; won: number } | null;
}

/** How many of all ordered pairs of different numbers the better call wins. */
const bestWins = (numbers: number): number => {
  let wins = 0;
  for (let first = 1; first <= numbers; first++) wins += Math.max(first - 1, numbers - first);
  return wins;
};

/** What the best calls bring back for 1, as a numerator and a denominator. */
const returnOf = (numbers: number, payout: Fraction) => {
  const { numerator, denominator } = ratioOf(payout);
  return {
    back: numerator * bestWins(numbers),
    made: denominator * numbers * (numbers - 1),
  };
};

const isSound = (numbers: number, payout: Fraction): boolean => {
  const { numerator, denominator } = ratioOf(payout);
  const { back, made } = returnOf(numbers, payout);
  return numerator >= denominator && back <= made;
};

const edgeOf = (numbers: number, payout: Fraction): Fraction => {
  const { back, made } = returnOf(numbers, payout);
  return fractionOf(made - back, made);
};

export const secondDraw = defineGame({
  id: "second-draw",
  version: "1.0.0",
  title: "Second draw",
  summary: "A number is drawn. Is the next one higher or lower?",
  bank: "house",
  seats: { min: 1, max: 1 },
  // Every field has a default: `{}` is a whole configuration.
  config: z
    .object({
      numbers: z.int().min(2).max(100).default(13).describe("Numbers are drawn from 1 to this"),
      payout: fraction("5/4").describe("What a right call returns for 1, stake included"),
      callTimeoutMs: z
        .int()
        .min(1_000)
        .max(3_600_000)
        .default(20_000)
        .describe("How long a player may think about the call"),
    })
    .refine(
      ({ numbers, payout }) => isSound(numbers, payout),
      "must pay from 1/1 to what leaves the house no less than nothing",
    ),
  actions: { draw: z.object({ stake: amount }), call: z.object({ call }) },
  events: {
    drawn: z.object({ first: z.int() }),
    called: z.object({ call, second: z.int(), won: z.int() }),
    "timed-out": z.object({}),
  },
  bets: {
    call: {
      title: "Right call",
      // What the house keeps when every call is the better one. `parlor prove` works it out from the rules.
      edge: ({ numbers, payout }) => edgeOf(numbers, payout),
      pays: "1 to 4",
    },
  },
  refusals: {
    call_first: "The number that lies there has to be called first.",
    nothing_drawn: "No number has been drawn yet.",
  },

  setup: (): State => ({ open: null, last: null }),
  // The stake is in play: whoever could walk away from a bad number would play another game than the one declared.
  leave: (state) => (state.open === null ? undefined : refuse("call_first")),
  timeout(state, _timer, table) {
    if (state.open === null) return;
    state.last = { first: state.open.first, call: null, second: null, won: 0 };
    state.open = null;
    table.emit("timed-out", {});
    table.finishRound();
  },
  act: {
    draw(state, { stake }, seat, table) {
      // Checks first, then effects. `take` looks at the limits and may refuse too.
      if (state.open !== null) return table.refuse("call_first");
      const refused = table.bank.take(seat, stake, "call");
      if (refused) return refused;
      const first = 1 + table.random.int(table.config.numbers);
      state.open = { stake, first };
      table.startTimer("call", table.config.callTimeoutMs, seat);
      table.emit("drawn", { first });
    },
    call(state, { call: called }, seat, table) {
      if (state.open === null) return table.refuse("nothing_drawn");
      const { stake, first } = state.open;
      // The second number is one of the others: there are no ties.
      const other = 1 + table.random.int(table.config.numbers - 1);
      const second = other < first ? other : other + 1;
      const isRight = called === "higher" ? second > first : second < first;
      const won = isRight ? scale(stake, table.config.payout, "down") : 0;
      table.bank.give(seat, won, "call");
      state.open = null;
      state.last = { first, call: called, second, won };
      table.stopTimer("call");
      table.emit("called", { call: called, second, won });
      table.finishRound();
    },
  },
  legal: (state, _seat, table) =>
    state.open === null
      ? [choice("draw", { stake: table.limits })]
      : [choice("call", { call: calls })],
  view: (state) => ({
    first: state.open?.first ?? null,
    stake: state.open?.stake ?? null,
    last: state.last && { ...state.last },
  }),
  // Money stays on the table between two commands: this is what goes back when a session cannot go on.
  stakes: (state) =>
    state.open === null ? [] : [{ seat: 0, bet: "call", amount: state.open.stake }],
});
