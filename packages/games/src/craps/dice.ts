import type { Fraction } from "@parlor/kit";

/** The totals that become a point, and that number bets are made on. */
export const points = [4, 5, 6, 8, 9, 10] as const;
export type Point = (typeof points)[number];

/** The points that can be rolled as a pair. */
export const hardNumbers = [4, 6, 8, 10] as const;
export type HardNumber = (typeof hardNumbers)[number];

/** What a come-out loses with; the don't bets are barred on one of them. */
export const crapsTotals = [2, 3, 12] as const;

export const isPoint = (total: number): total is Point => total !== 7 && total >= 4 && total <= 10;

/** In how many of the 36 rolls two dice add up to this. */
export const waysOf = (total: number): number => 6 - Math.abs(7 - total);

/** What a bet on the number before a seven pays when nobody has an advantage. */
export const oddsAgainst: Readonly<Record<Point, Fraction>> = {
  4: "2/1",
  5: "3/2",
  6: "6/5",
  8: "6/5",
  9: "3/2",
  10: "2/1",
};

/** What a bet on the seven before the number pays when nobody has an advantage. */
export const oddsOn: Readonly<Record<Point, Fraction>> = {
  4: "1/2",
  5: "2/3",
  6: "5/6",
  8: "5/6",
  9: "2/3",
  10: "1/2",
};

/** Two dice as they fell; the bets look only at their sum and at which two faces they are. */
export interface Roll {
  readonly first: number;
  readonly second: number;
}
