import { choice, defineGame, type GameTypes, type Seat, type Table } from "@parlor/kit";
import { z } from "zod";
import { chargeTurnClock, startTurnClock } from "../turn-clock.ts";
import { free, isInLine, linesThrough, type Cell, type Cells } from "./board.ts";
import { config, type Config } from "./config.ts";

const seat = z.int().min(0).max(1);
const column = z.int().min(0).max(11);
const cell = z.tuple([column, z.int().min(0).max(11)]);

interface State {
  cells: Cells;
  /** How many discs lie in each column. */
  heights: number[];
  /** Whose turn it is; null as soon as the game is over. */
  mover: Seat | null;
  winner: Seat | null;
  /** The column of the last disc. */
  latest: number | null;
  /** The cells that won; none for a win on time or by giving up. */
  line: readonly Cell[];
  /** What is left of each seat's reserve. */
  reserveMs: number[];
}

interface Types extends GameTypes {
  readonly config: Config;
  readonly events: { readonly won: Won; readonly drawn: Record<never, never> };
}
interface Won {
  readonly seat: Seat;
  readonly by: "line" | "timeout" | "resignation" | "forfeit";
  readonly line: [number, number][];
}
type Ending = Pick<Table<Types>, "emit" | "finishGame">;

const other = (one: Seat): Seat => 1 - one;

const win = (state: State, winner: Seat, by: Won["by"], table: Ending): void => {
  state.mover = null;
  state.winner = winner;
  table.emit("won", { seat: winner, by, line: state.line.map(([at, row]) => [at, row]) });
  table.finishGame({ places: [[winner], [other(winner)]] });
};

const isFull = (heights: readonly number[], rows: number): boolean => {
  for (const height of heights) if (height < rows) return false;
  return true;
};

export const connectFour = defineGame({
  id: "connect-four",
  version: "1.0.0",
  title: "Connect four",
  summary: "Drop discs into columns; four in a row win. Two players, no money, any board size.",
  bank: "none",
  seats: { min: 2, max: 2 },
  config,
  actions: { drop: z.object({ column }), resign: z.object({}) },
  concessions: ["resign"],
  events: {
    dropped: z.object({ seat, cell }),
    won: z.object({
      seat,
      by: z.enum(["line", "timeout", "resignation", "forfeit"]),
      line: z.array(cell),
    }),
    drawn: z.object({}),
  },
  refusals: { column_full: "This column is full." },

  setup: ({ config: { columns, rows, reserveMs } }): State => ({
    cells: Array.from({ length: columns * rows }, () => free),
    heights: Array.from({ length: columns }, () => 0),
    mover: 0,
    winner: null,
    latest: null,
    line: [],
    reserveMs: [reserveMs, reserveMs],
  }),
  start(state, table) {
    if (state.mover === null) return;
    if (table.config.first === "random") state.mover = table.random.int(2);
    startTurnClock(table, state.mover, table.config.turnTimeoutMs, state.reserveMs);
  },
  leave(state, leaver, table) {
    if (table.running && state.mover !== null) win(state, other(leaver), "forfeit", table);
  },
  timeout(state, timer, table) {
    if (timer.seat === null || state.mover !== timer.seat) return;
    win(state, other(timer.seat), "timeout", table);
  },
  act: {
    drop(state, action, mover, table) {
      if (state.mover !== mover) return table.refuse("not_your_turn");
      const { columns, rows, turnTimeoutMs } = table.config;
      const at = action.column;
      if (at >= columns) return table.refuse("invalid_action", `there are ${columns} columns`);
      const row = state.heights[at] ?? rows;
      if (row >= rows) return table.refuse("column_full");

      state.cells[at * rows + row] = mover;
      state.heights[at] = row + 1;
      state.latest = at;
      table.emit("dropped", { seat: mover, cell: [at, row] });
      if (isInLine(state.cells, table.config, at, row)) {
        state.line = linesThrough(state.cells, table.config, at, row);
        win(state, mover, "line", table);
      } else if (row + 1 === rows && isFull(state.heights, rows)) {
        state.mover = null;
        table.emit("drawn", {});
        table.finishGame({ places: [[0, 1]] });
      } else {
        chargeTurnClock(table, mover, state.reserveMs);
        state.mover = other(mover);
        startTurnClock(table, state.mover, turnTimeoutMs, state.reserveMs);
      }
      return undefined;
    },
    resign(state, _none, mover, table) {
      if (state.mover !== mover) return table.refuse("not_your_turn");
      win(state, other(mover), "resignation", table);
      return undefined;
    },
  },
  legal: ({ heights, mover }, asking, { config: { rows } }) => {
    if (mover !== asking) return [];
    const open: number[] = [];
    for (let at = 0; at < heights.length; at++) if ((heights[at] ?? rows) < rows) open.push(at);
    return [choice("drop", { column: open }), choice("resign")];
  },
  view: ({ cells, heights, mover, winner, latest, line, reserveMs }, _eyes, { config: size }) => ({
    columns: heights.map((height, at) => cells.slice(at * size.rows, at * size.rows + height)),
    mover,
    winner,
    latest,
    line: line.map(([at, row]): [number, number] => [at, row]),
    reserveMs: [...reserveMs],
  }),
});
