import { choice, defineGame } from "@parlor/kit";
import { z } from "zod";

// oxfmt-ignore
const lines = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]];
const emptyBoard = (): number[] => Array.from({ length: 9 }, () => 0);

/**
 * What the other frameworks are measured with: rounds of tic-tac-toe without an end. A finished round is
 * scored and the board cleared within the move that finished it, so that the turns always alternate. The
 * tic-tac-toe of `@parlor/games` ends with its game, and has a clock for every turn, which the others do without.
 */
export const endlessTicTacToe = defineGame({
  id: "endless-tic-tac-toe",
  version: "1.0.0",
  title: "Endless tic-tac-toe",
  summary: "Round after round of tic-tac-toe between two players, to measure with.",
  bank: "none",
  seats: { min: 2, max: 2 },
  config: z.object({}),
  actions: { place: z.object({ cell: z.int().min(0).max(8) }) },
  refusals: { cell_taken: "This cell already has a mark." },

  setup: () => ({
    cells: emptyBoard(),
    turn: 0,
    n: 0,
    wins: [0, 0, 0] as [number, number, number],
  }),
  act: {
    place(state, { cell }, seat, table) {
      if (state.turn !== seat) return table.refuse("not_your_turn");
      if (state.cells[cell] !== 0) return table.refuse("cell_taken");

      const mark = seat + 1;
      state.cells[cell] = mark;
      const won = lines.some((line) => line.every((at) => state.cells[at] === mark));
      if (won || !state.cells.includes(0)) {
        if (!won) state.wins[2] += 1;
        else if (seat === 0) state.wins[0] += 1;
        else state.wins[1] += 1;
        state.cells = emptyBoard();
      }
      state.turn = 1 - seat;
      state.n += 1;
    },
  },
  legal: (state, seat) =>
    state.turn === seat
      ? [choice("place", { cell: state.cells.flatMap((mark, at) => (mark === 0 ? [at] : [])) })]
      : [],
  view: ({ cells, turn, n, wins }) => ({ cells: [...cells], turn, n, wins: [...wins] }),
});

/** Nine moves that fill the board with no line, whoever begins: every round is equally long. */
export const drawnOrder = [0, 1, 2, 4, 3, 5, 7, 6, 8] as const;
