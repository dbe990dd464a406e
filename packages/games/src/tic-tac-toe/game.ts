import { choice, defineGame, type Seat } from "@parlor/kit";
import { z } from "zod";
import { freeCells, isFull, lineThrough, type Board } from "./board.ts";

const seat = z.int().min(0).max(1);
const cell = z.int().min(0).max(8);

interface State {
  board: Board;
  /** Whose turn it is; null as soon as the game is over. */
  mover: Seat | null;
  winner: Seat | null;
  /** The three cells that won; null for a win on time or by a forfeit. */
  line: readonly number[] | null;
}

const other = (one: Seat): Seat => 1 - one;

export const ticTacToe = defineGame({
  id: "tic-tac-toe",
  version: "1.0.0",
  title: "Tic-tac-toe",
  summary: "Three in a row wins. Two players, no money, a clock for every turn.",
  bank: "none",
  seats: { min: 2, max: 2 },
  config: z.object({
    turnTimeoutMs: z
      .int()
      .min(1_000)
      .max(86_400_000)
      .default(30_000)
      .describe("How long one turn may take"),
  }),
  actions: { place: z.object({ cell }) },
  events: {
    placed: z.object({ seat, cell }),
    won: z.object({
      seat,
      by: z.enum(["line", "timeout", "forfeit"]),
      line: z.array(cell).nullable(),
    }),
    drawn: z.object({}),
  },
  refusals: { cell_taken: "This cell already has a mark." },

  setup: (): State => ({
    board: Array.from({ length: 9 }, () => null),
    mover: 0,
    winner: null,
    line: null,
  }),
  start(state, table) {
    if (state.mover !== null) table.startTimer("turn", table.config.turnTimeoutMs, state.mover);
  },
  leave(state, leaver, table) {
    if (!table.running || state.mover === null) return;
    const winner = other(leaver);
    state.mover = null;
    state.winner = winner;
    table.emit("won", { seat: winner, by: "forfeit", line: null });
    table.finishGame({ places: [[winner], [leaver]] });
  },
  timeout(state, timer, table) {
    if (timer.seat === null || state.mover !== timer.seat) return;
    const winner = other(timer.seat);
    state.mover = null;
    state.winner = winner;
    table.emit("won", { seat: winner, by: "timeout", line: null });
    table.finishGame({ places: [[winner], [timer.seat]] });
  },
  act: {
    place(state, action, mover, table) {
      if (state.mover !== mover) return table.refuse("not_your_turn");
      if (state.board[action.cell] !== null) return table.refuse("cell_taken");

      state.board[action.cell] = mover;
      table.emit("placed", { seat: mover, cell: action.cell });
      const line = lineThrough(state.board, action.cell);
      if (line) {
        state.mover = null;
        state.winner = mover;
        state.line = [...line];
        table.emit("won", { seat: mover, by: "line", line: [...line] });
        table.finishGame({ places: [[mover], [other(mover)]] });
      } else if (isFull(state.board)) {
        state.mover = null;
        table.emit("drawn", {});
        table.finishGame({ places: [[0, 1]] });
      } else {
        state.mover = other(mover);
        table.startTimer("turn", table.config.turnTimeoutMs, state.mover);
      }
    },
  },
  legal: (state, mover) => {
    if (state.mover !== mover) return [];
    return [choice("place", { cell: freeCells(state.board) })];
  },
  view: (state) => ({
    board: [...state.board],
    mover: state.mover,
    winner: state.winner,
    line: state.line && [...state.line],
  }),
});
