import { choice, defineGame } from "@parlor/kit";
import { z } from "zod";

interface Shapes {
  shape: number;
  count: number;
  own: number[];
}

const shapes = [0, 1, 2, 3];

/**
 * A test's game whose view is an object with more fields or fewer, or no object, from one command to the next, and whose
 * seats see and may do different things.
 */
export const changingShapes = defineGame({
  id: "changing-shapes",
  version: "1.0.0",
  title: "Changing shapes",
  summary: "Every command shows something else.",
  bank: "none",
  seats: { min: 1, max: 3 },
  config: z.object({}),
  actions: { turn: z.object({ shape: z.int().min(0).max(3) }), tick: z.object({}) },
  refusals: { same_shape: "It has that shape.", too_even: "Not while it has this shape." },
  events: { turned: z.object({ shape: z.int() }), own: z.object({ count: z.int() }) },
  setup: ({ seatCount }): Shapes => ({
    shape: 0,
    count: 0,
    own: Array.from({ length: seatCount }, () => 0),
  }),
  leave(state, seat) {
    state.own[seat] = 0;
  },
  timeout(state) {
    state.count += 1;
  },
  act: {
    turn(state, { shape }, _seat, table) {
      if (shape === state.shape) return table.refuse("same_shape");
      state.shape = shape;
      table.emit("turned", { shape });
      if (shape === 2) table.startTimer("next", 1_000);
      if (shape === 3) table.stopTimer("next");
      if (shape === 0) table.finishRound();
    },
    tick(state, _none, seat, table) {
      if (state.shape === 1 && (state.own[seat] ?? 0) % 2 === 1) return table.refuse("too_even");
      state.count += 1;
      state.own[seat] = (state.own[seat] ?? 0) + 1;
      table.emit("own", { count: state.count }, [seat]);
    },
  },
  legal: ({ shape, own }, seat) => [
    choice("turn", { shape: shapes.filter((other) => other !== shape) }),
    ...((own[seat] ?? 0) % 2 === 0 || shape !== 1 ? [choice("tick")] : []),
  ],
  view: ({ shape, count, own }, seat) => {
    const mine = seat === null ? null : (own[seat] ?? 0);
    if (shape === 1) return [count, mine];
    if (shape === 2) return { shape, count, mine, ["__proto__"]: { count } };
    return shape === 3 ? { shape, mine } : { shape, count, mine, all: own.length };
  },
  redeal: (state, seat, random) => ({
    ...state,
    own: state.own.map((count, other) => (other === seat ? count : random.int(10))),
  }),
});
