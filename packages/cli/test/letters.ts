import { choice, defineGame } from "@parlor/kit";
import { z } from "zod";

const place = z.int().min(0).max(2);

/** A game for tests of the wire: events for all, events for one seat, and a view as large as wished. */
export const letters = defineGame({
  id: "letters",
  version: "1.0.0",
  title: "Letters",
  summary: "Say something to everybody, or write to one seat.",
  bank: "none",
  seats: { min: 1, max: 3 },
  config: z.object({ wallBytes: z.int().min(0).max(1_000_000).default(0) }),
  actions: { say: z.object({}), write: z.object({ to: place }) },
  events: {
    said: z.object({ count: z.int(), echo: z.string() }),
    letter: z.object({ to: place, count: z.int() }),
  },
  setup: () => ({ count: 0, got: [0, 0, 0] }),
  act: {
    say(state, _none, _seat, table) {
      state.count += 1;
      table.emit("said", { count: state.count, echo: "x".repeat(table.config.wallBytes) });
    },
    write(state, { to }, _seat, table) {
      const count = (state.got[to] ?? 0) + 1;
      state.got[to] = count;
      table.emit("letter", { to, count }, [to]);
    },
  },
  // How many letters the others got is nobody's business.
  redeal: (state, seat, random) => ({
    ...state,
    got: state.got.map((count, at) => (at === seat ? count : random.int(100))),
  }),
  legal: () => [choice("say"), choice("write", { to: [0, 1, 2] })],
  view: (state, seat, table) => ({
    count: state.count,
    got: seat === null ? 0 : (state.got[seat] ?? 0),
    wall: "x".repeat(table.config.wallBytes),
  }),
});
