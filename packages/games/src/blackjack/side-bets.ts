import { rankIndex, scale, suitOf, type Card, type Fraction } from "@parlor/kit";
import type { Config } from "./config.ts";

export const sideBetIds = ["perfect-pairs", "twenty-one-plus-three"] as const;
export type SideBetId = (typeof sideBetIds)[number];

export const sideWins = [
  "perfect-pair",
  "coloured-pair",
  "mixed-pair",
  "suited-trips",
  "straight-flush",
  "trips",
  "straight",
  "flush",
] as const;
export type SideWin = (typeof sideWins)[number];

const isRed = (card: Card): boolean => suitOf(card) === "d" || suitOf(card) === "h";

/** What two cards are at perfect pairs; null where they lose. */
export const pairWin = (first: Card, second: Card): SideWin | null => {
  if (rankIndex(first) !== rankIndex(second)) return null;
  if (suitOf(first) === suitOf(second)) return "perfect-pair";
  return isRed(first) === isRed(second) ? "coloured-pair" : "mixed-pair";
};

const aceIndex = 12;

/** Whether three ranks follow each other; the ace is below the two or above the king. */
const isStraight = (a: number, b: number, c: number): boolean => {
  const low = Math.min(a, b, c);
  const high = Math.max(a, b, c);
  const middle = a + b + c - low - high;
  if (high === aceIndex && low === 0 && middle === 1) return true;
  return middle === low + 1 && high === low + 2;
};

/** What a player's two cards make with the dealer's first at 21+3; null where they lose. */
export const threeCardWin = (first: Card, second: Card, up: Card): SideWin | null => {
  const [a, b, c] = [rankIndex(first), rankIndex(second), rankIndex(up)];
  const isFlush = suitOf(first) === suitOf(second) && suitOf(first) === suitOf(up);
  if (a === b && a === c) return isFlush ? "suited-trips" : "trips";
  if (isStraight(a, b, c)) return isFlush ? "straight-flush" : "straight";
  return isFlush ? "flush" : null;
};

export const sideWinOf = (bet: SideBetId, first: Card, second: Card, up: Card): SideWin | null =>
  bet === "perfect-pairs" ? pairWin(first, second) : threeCardWin(first, second, up);

export const isOffered = (bet: SideBetId, config: Config): boolean =>
  bet === "perfect-pairs" ? config.perfectPairs : config.twentyOnePlusThree;

/** What a win pays to 1. */
export const sidePays = (win: SideWin, config: Config): Fraction => {
  switch (win) {
    case "perfect-pair":
      return config.perfectPairPays;
    case "coloured-pair":
      return config.colouredPairPays;
    case "mixed-pair":
      return config.mixedPairPays;
    case "suited-trips":
      return config.suitedTripsPay;
    case "straight-flush":
      return config.straightFlushPays;
    case "trips":
      return config.tripsPay;
    case "straight":
      return config.straightPays;
    case "flush":
      return config.flushPays;
  }
};

/** What the seat gets, its stake included. */
export const sideReturnOf = (win: SideWin | null, stake: number, config: Config): number =>
  win === null ? 0 : stake + scale(stake, sidePays(win, config), "down");
