import type { Bot } from "@parlor/kit";

type Board = readonly (number | null)[];

const lines = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [0, 3, 6],
  [1, 4, 7],
  [2, 5, 8],
  [0, 4, 8],
  [2, 4, 6],
] as const;

const known = new Map<string, number>();

/** What the position is worth to whoever moves: 1 for a win, 0 for a draw, -1 for a loss. */
const worth = (board: Board, mover: number): number => {
  const key = `${board.join()} ${mover}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const lost = lines.some((line) => line.every((cell) => board[cell] === 1 - mover));
  const free = freeOf(board);
  const value = lost
    ? -1
    : free.length === 0
      ? 0
      : Math.max(...free.map((cell) => -worth(board.with(cell, mover), 1 - mover)));
  known.set(key, value);
  return value;
};

const freeOf = (board: Board): number[] =>
  board.flatMap((mark, cell) => (mark === null ? [cell] : []));

/** Knows tic-tac-toe by heart, and takes any of the best moves. */
export const perfectTicTacToe: Bot = {
  choose: ({ view, seat }, random) => {
    const { board } = view as { readonly board: Board }; // the game's own view
    const rated = freeOf(board).map((cell) => ({
      cell,
      value: -worth(board.with(cell, seat), 1 - seat),
    }));
    const best = Math.max(...rated.map(({ value }) => value));
    return { type: "place", cell: random.pick(rated.filter(({ value }) => value === best)).cell };
  },
};
