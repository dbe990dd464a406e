import type { Seat } from "@parlor/kit";

/** The size of the board, and how many discs in a row win. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
  readonly line: number;
}

/** A cell as its column from the left and its row from the bottom, both from 0. */
export type Cell = readonly [column: number, row: number];

/** A free cell; a taken one holds the seat whose disc it is. Numbers alone keep the list quick. */
export const free = -1;

/** The board's cells, column by column from the left, each from the bottom up. */
export type Cells = number[];

const directions: readonly Cell[] = [
  [0, 1],
  [1, 0],
  [1, 1],
  [1, -1],
];

/** How many discs of the same seat lie beside this one in one direction. */
const countBeside = (
  cells: Cells,
  { columns, rows }: Size,
  seat: Seat,
  column: number,
  row: number,
  byColumn: number,
  byRow: number,
): number => {
  let count = 0;
  let [at, up] = [column + byColumn, row + byRow];
  while (at >= 0 && at < columns && up >= 0 && up < rows && cells[at * rows + up] === seat) {
    count += 1;
    at += byColumn;
    up += byRow;
  }
  return count;
};

/** Whether the disc in this cell is in a line that wins. */
export const isInLine = (cells: Cells, size: Size, column: number, row: number): boolean => {
  const seat = cells[column * size.rows + row] ?? free;
  for (const [byColumn, byRow] of directions) {
    const count =
      1 +
      countBeside(cells, size, seat, column, row, byColumn, byRow) +
      countBeside(cells, size, seat, column, row, -byColumn, -byRow);
    if (count >= size.line) return true;
  }
  return false;
};

/** All cells of the lines that the disc in this cell is in; one disc may finish several at once. */
export const linesThrough = (cells: Cells, size: Size, column: number, row: number): Cell[] => {
  const seat = cells[column * size.rows + row] ?? free;
  const found: Cell[] = [[column, row]];
  for (const [byColumn, byRow] of directions) {
    const ahead = countBeside(cells, size, seat, column, row, byColumn, byRow);
    const behind = countBeside(cells, size, seat, column, row, -byColumn, -byRow);
    if (1 + ahead + behind < size.line) continue;
    for (let step = -behind; step <= ahead; step++)
      if (step !== 0) found.push([column + step * byColumn, row + step * byRow]);
  }
  return found.toSorted(([a, low], [b, high]) => a - b || low - high);
};
