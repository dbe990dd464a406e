import type { Seat } from "@parlor/kit";

/** Nine cells, row by row from the top left; each holds the seat that marked it. */
export type Board = (Seat | null)[];

type Line = readonly [number, number, number];

const lines: readonly Line[] = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [0, 3, 6],
  [1, 4, 7],
  [2, 5, 8],
  [0, 4, 8],
  [2, 4, 6],
];

const linesByCell = Array.from({ length: 9 }, (_, cell) =>
  lines.filter((line) => line.includes(cell)),
);

/** The finished line that the mark in this cell belongs to. */
export const lineThrough = (board: Board, cell: number): Line | undefined => {
  for (const line of linesByCell[cell] ?? []) {
    const mark = board[line[0]];
    if (board[line[1]] === mark && board[line[2]] === mark) return line;
  }
  return undefined;
};

export const isFull = (board: Board): boolean => !board.includes(null);

/** The free cells of every board, by its taken ones: bit 0 is cell 0. */
const freeByTaken = Array.from({ length: 2 ** 9 }, (_, taken) =>
  Array.from({ length: 9 }, (__, cell) => cell).filter((cell) => (taken & (1 << cell)) === 0),
);

export const freeCells = (board: Board): readonly number[] => {
  let taken = 0;
  for (let cell = 0; cell < board.length; cell++) if (board[cell] !== null) taken |= 1 << cell;
  return freeByTaken[taken] ?? [];
};
