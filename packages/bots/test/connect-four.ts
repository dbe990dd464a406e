import { choice, defineGame, type Seat } from "@parlor/kit";
import { z } from "zod";

const [columns, rows] = [7, 6];

interface Four {
  /** Cell by cell, row by row from the bottom; -1 is empty. */
  board: number[];
  mover: Seat;
}

const directions = [1, columns, columns + 1, columns - 1];

/** Connect four as a test needs it: the board, the turn, and four in a row. */
export const connectFour = defineGame({
  id: "test-connect-four",
  version: "1.0.0",
  title: "Four in a row",
  summary: "Drop a disc; four in a row win.",
  bank: "none",
  seats: { min: 2, max: 2 },
  config: z.object({}),
  actions: { drop: z.object({ column: z.int().min(0).max(6) }) },
  setup: (): Four => ({ board: Array.from({ length: columns * rows }, () => -1), mover: 0 }),
  act: {
    drop(state, { column }, seat, table) {
      if (state.mover !== seat) return table.refuse("not_your_turn");
      let cell = column;
      while (cell < columns * rows && state.board[cell] !== -1) cell += columns;
      if (cell >= columns * rows) return table.refuse("invalid_action");
      state.board[cell] = seat;
      state.mover = 1 - seat;
      if (isFour(state.board, cell, seat)) table.finishGame({ places: [[seat], [1 - seat]] });
      else if (!state.board.includes(-1)) table.finishGame({ places: [[0, 1]] });
      return undefined;
    },
  },
  legal: ({ board, mover }, seat) => {
    if (mover !== seat) return [];
    const open: number[] = [];
    for (let column = 0; column < columns; column++)
      if (board[(rows - 1) * columns + column] === -1) open.push(column);
    return open.length > 0 ? [choice("drop", { column: open })] : [];
  },
  view: ({ board, mover }) => ({ board: [...board], mover }),
});

const isFour = (board: readonly number[], cell: number, seat: Seat): boolean =>
  directions.some(
    (step) => 1 + inRow(board, cell, step, seat) + inRow(board, cell, -step, seat) >= 4,
  );

const inRow = (board: readonly number[], cell: number, step: number, seat: Seat): number => {
  let count = 0;
  let from = cell;
  for (;;) {
    const next = from + step;
    const isFar = Math.abs((next % columns) - (from % columns)) > 1;
    if (next < 0 || next >= board.length || isFar || board[next] !== seat) return count;
    count += 1;
    from = next;
  }
};
