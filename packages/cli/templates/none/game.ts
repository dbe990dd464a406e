import { choice, defineGame, type Seat } from "@parlor/kit";
import { z } from "zod";

const seat = z.int().min(0).max(1);

interface State {
  /** How many stones are left. */
  pile: number;
  /** Whose turn it is; null before the start and after the end. */
  mover: Seat | null;
  winner: Seat | null;
}

const other = (one: Seat): Seat => 1 - one;

export const lastStone = defineGame({
  id: "last-stone",
  version: "1.0.0",
  title: "Last stone",
  summary: "Take stones from a pile in turns. Whoever takes the last one wins.",
  bank: "none",
  seats: { min: 2, max: 2 },
  // Every field has a default: `{}` is a whole configuration.
  config: z.object({
    stones: z.int().min(1).max(100).default(21).describe("How many stones there are"),
    takeMax: z.int().min(1).max(10).default(3).describe("How many one turn may take at most"),
    turnTimeoutMs: z
      .int()
      .min(1_000)
      .max(86_400_000)
      .default(30_000)
      .describe("How long one turn may take"),
  }),
  actions: { take: z.object({ stones: z.int().min(1).max(10) }) },
  events: {
    begun: z.object({ mover: seat }),
    taken: z.object({ seat, stones: z.int() }),
    won: z.object({ seat, by: z.enum(["last", "timeout", "forfeit"]) }),
  },
  refusals: { not_so_many: "So many stones cannot be taken." },

  setup: ({ config }): State => ({ pile: config.stones, mover: null, winner: null }),
  // Enough players sit. Chance comes from the table only: it is what the players can check afterwards.
  start(state, table) {
    const mover = table.random.pick(table.seats);
    state.mover = mover;
    table.emit("begun", { mover });
    table.startTimer("turn", table.config.turnTimeoutMs, mover);
  },
  leave(state, leaver, table) {
    if (!table.running || state.mover === null) return;
    const winner = other(leaver);
    state.mover = null;
    state.winner = winner;
    table.emit("won", { seat: winner, by: "forfeit" });
    table.finishGame({ places: [[winner], [leaver]] });
  },
  timeout(state, timer, table) {
    if (timer.seat === null || timer.seat !== state.mover) return;
    const winner = other(timer.seat);
    state.mover = null;
    state.winner = winner;
    table.emit("won", { seat: winner, by: "timeout" });
    table.finishGame({ places: [[winner], [timer.seat]] });
  },
  act: {
    take(state, { stones }, mover, table) {
      // Checks first, in a fixed order; then effects.
      if (state.mover !== mover) return table.refuse("not_your_turn");
      if (stones > Math.min(state.pile, table.config.takeMax)) return table.refuse("not_so_many");

      state.pile -= stones;
      table.emit("taken", { seat: mover, stones });
      if (state.pile === 0) {
        state.mover = null;
        state.winner = mover;
        table.emit("won", { seat: mover, by: "last" });
        table.finishGame({ places: [[mover], [other(mover)]] });
        return;
      }
      state.mover = other(mover);
      table.startTimer("turn", table.config.turnTimeoutMs, state.mover);
    },
  },
  legal: (state, mover, table) =>
    state.mover === mover
      ? [choice("take", { stones: { min: 1, max: Math.min(state.pile, table.config.takeMax) } })]
      : [],
  view: ({ pile, mover, winner }) => ({ pile, mover, winner }),
});
