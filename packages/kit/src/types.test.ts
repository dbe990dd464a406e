import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import {
  amount,
  choice,
  defineGame,
  type ActionOf,
  type EventOf,
  type TypesOfGame,
} from "./index.ts";

// Nothing in here runs but one line; the compiler is the test. Every `@ts-expect-error` stands for a
// mistake of an author that must not compile.

const base = {
  id: "typed",
  version: "1.0.0",
  title: "Typed",
  summary: "A game for the compiler.",
  bank: "house",
  seats: { min: 1, max: 2 },
  config: z.object({ pays: z.int().default(2) }),
  actions: {
    bet: z.object({ side: z.enum(["heads", "tails"]), stake: amount }),
    pass: z.object({}),
  },
  events: { landed: z.object({ side: z.string() }) },
  refusals: { too_late: "Too late." },
} as const;

const game = defineGame({
  ...base,
  bets: {
    call: {
      title: "Call",
      edge: ({ pays }) => (pays > 1 ? "1/50" : { edge: "1/2", per: "bet made" }),
    },
  },
  setup: ({ seatCount, config }) => ({
    seats: seatCount,
    pays: config.pays,
    last: null as string | null,
  }),
  act: {
    bet(state, { side, stake }, seat, table) {
      const taken = table.bank.take(seat, stake, "call");
      if (taken) return taken;
      state.last = side;
      table.emit("landed", { side });
      return table.refuse("too_late");
    },
    pass: (_state, _none, _seat, table) => table.refuse("not_your_turn"),
  },
  legal: (_state, _seat, { limits }) => [
    choice("bet", { side: ["heads"], stake: limits }),
    choice("pass"),
  ],
  view: ({ last }, _seat, { seatCount }) => ({ last, seatCount }),
});
type Types = TypesOfGame<typeof game>;

test("a game's types are inferred from its definition", () => {
  expect(game.id).toBe("typed");
  expectTypeOf<Types["state"]>().toEqualTypeOf<{
    seats: number;
    pays: number;
    last: string | null;
  }>();
  expectTypeOf<Types["view"]>().toEqualTypeOf<{ last: string | null; seatCount: number }>();
  expectTypeOf<Types["config"]>().toEqualTypeOf<{ pays: number }>();
  expectTypeOf<Types["bets"]>().toEqualTypeOf<"call">();
  expectTypeOf<Types["refusals"]>().toEqualTypeOf<"too_late">();
  expectTypeOf<ActionOf<Types>["type"]>().toEqualTypeOf<"bet" | "pass">();
  expectTypeOf<EventOf<Types>>().toEqualTypeOf<{
    readonly type: "landed";
    readonly data: { side: string };
  }>();
});

export const actions: readonly ActionOf<Types>[] = [
  { type: "bet", side: "heads", stake: 5 },
  { type: "pass" },
  // @ts-expect-error -- a field is missing
  { type: "bet", side: "heads" },
  // @ts-expect-error -- a value that the field does not have
  { type: "bet", side: "edge", stake: 5 },
  // @ts-expect-error -- an unknown action
  { type: "fold" },
];

const nothing = () => undefined;
const rest = {
  ...base,
  bets: { call: { title: "Call" } },
  setup: () => ({ last: "" }),
  legal: () => [],
  view: () => ({}),
} as const;

export const mistakes = [
  defineGame({
    ...rest,
    // @ts-expect-error -- a reducer without an action
    act: { bet: nothing, pass: nothing, fold: nothing },
  }),
  defineGame({
    ...rest,
    // @ts-expect-error -- an action without a reducer
    act: { bet: nothing },
  }),
  defineGame({
    ...rest,
    act: {
      pass: nothing,
      bet(state, action, seat, table) {
        // @ts-expect-error -- an undeclared refusal
        table.refuse("too_early");
        // @ts-expect-error -- an undeclared event
        table.emit("exploded", {});
        // @ts-expect-error -- the data of another event
        table.emit("landed", { face: 6 });
        // @ts-expect-error -- an undeclared bet
        table.bank.take(seat, action.stake, "field");
        // @ts-expect-error -- a field that the action does not have
        nothing(action.odds);
        // @ts-expect-error -- a field that the state does not have
        state.first = "";
        // @ts-expect-error -- a value of another type
        state.last = 5;
      },
    },
  }),
  defineGame({
    ...rest,
    act: {
      bet: nothing,
      // @ts-expect-error -- a reducer is synchronous
      pass: async () => Promise.resolve(),
    },
  }),
  defineGame({
    ...rest,
    act: {
      bet: nothing,
      // @ts-expect-error -- what comes back is nothing or a refusal
      pass: () => "no",
    },
  }),
  defineGame({
    ...rest,
    act: { bet: nothing, pass: nothing },
    // @ts-expect-error -- a value that the field does not have
    legal: () => [choice("bet", { side: ["edge"], stake: [1] })],
  }),
  defineGame({
    ...rest,
    act: { bet: nothing, pass: nothing },
    // @ts-expect-error -- a range for a field that is no number
    legal: () => [choice("bet", { side: { min: 1, max: 2 }, stake: [1] })],
  }),
  defineGame({
    ...rest,
    act: { bet: nothing, pass: nothing },
    // @ts-expect-error -- a field is missing
    legal: () => [choice("bet", { side: ["heads"] })],
  }),
  defineGame({
    ...rest,
    act: { bet: nothing, pass: nothing },
    // @ts-expect-error -- an unknown action
    legal: () => [choice("fold")],
  }),
];
