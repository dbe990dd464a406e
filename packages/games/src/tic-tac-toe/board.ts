import type { Seat } from "@parlor/kit";

/** Nine cells, row by row from the top left; each holds the seat that marked it. */
export type Board = (Seat | null)[];

const lines: readonly (readonly number[])[] = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [0, 3, 6],
  [1, 4, 7],
  [2, 5, 8],
  [0, 4, 8],
  [2, 4, 6],
];

/** The finished line that the mark in this cell belongs to. */
export const lineThrough = (board: Board, cell: number): readonly number[] | undefined =>
  lines.find((line) => line.includes(cell) && line.every((at) => board[at] === board[cell]));

export const isFull = (board: Board): boolean => board.every((mark) => mark !== null);
