import type { Seat } from "@parlor/kit";

/**
 * One seat's checkers as that seat counts its points: 1 to 6 are its home board, 24 is the farthest, `bar` is
 * before them all and `off` behind. The list holds how many checkers stand on each.
 */
export type Checkers = number[];

export const off = 0;
export const bar = 25;
export const checkerCount = 15;

/** Both seats' checkers. The same point is `p` to one seat and `25 - p` to the other. */
export type Board = [Checkers, Checkers];

const start: readonly (readonly [point: number, count: number])[] = [
  [24, 2],
  [13, 5],
  [8, 3],
  [6, 5],
];

const startOf = (): Checkers => {
  const checkers = Array.from({ length: bar + 1 }, () => 0);
  for (const [point, count] of start) checkers[point] = count;
  return checkers;
};

export const startBoard = (): Board => [startOf(), startOf()];

export const other = (seat: Seat): Seat => 1 - seat;

export const checkersOf = (board: Board, seat: Seat): Checkers =>
  seat === 0 ? board[0] : board[1];

/** How many pips a seat still has to go. */
export const pipCount = (checkers: readonly number[]): number => {
  let pips = 0;
  for (let point = 1; point <= bar; point++) pips += point * (checkers[point] ?? 0);
  return pips;
};

/** How a game is lost: a gammon with no checker borne off, a backgammon with one still on the bar or in the winner's home as well. */
export const losses = ["single", "gammon", "backgammon"] as const;
export type Loss = (typeof losses)[number];
/** How many times the cube's value each of them costs. */
export const lossFactor: Readonly<Record<Loss, number>> = { single: 1, gammon: 2, backgammon: 3 };

/** What the seat with these checkers loses when the other one bears off its last. */
export const lossOf = (checkers: readonly number[]): Loss => {
  if ((checkers[off] ?? 0) > 0) return "single";
  // The winner's home board is where the loser counts 19 to 24.
  for (let point = 19; point <= bar; point++) if ((checkers[point] ?? 0) > 0) return "backgammon";
  return "gammon";
};
