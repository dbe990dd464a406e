import type { Advice } from "./analysis/advice.ts";
import type { SideBetId, SideWin } from "./side-bets.ts";

export const sideBetTitles: Readonly<Record<SideBetId, string>> = {
  "perfect-pairs": "Perfect pairs",
  "twenty-one-plus-three": "21+3",
};

export const sideWinNames: Readonly<Record<SideWin, string>> = {
  "perfect-pair": "perfect pair",
  "coloured-pair": "coloured pair",
  "mixed-pair": "mixed pair",
  "suited-trips": "suited trips",
  "straight-flush": "straight flush",
  trips: "three of a kind",
  straight: "straight",
  flush: "flush",
};

/** What is on a button, and what a hint says. */
export const adviceNames: Readonly<Record<Advice, string>> = {
  hit: "Hit",
  stand: "Stand",
  double: "Double",
  split: "Split",
  surrender: "Surrender",
  "even-money": "Even money",
  decline: "No, thanks",
};
