import { atAllLevels, flatBettor } from "../flat-bettor.ts";

/** The least on an even chance, now one and now another: no number is better than the next. */
export const rouletteBots = atAllLevels(
  "flat",
  flatBettor(["red", "black", "odd", "even", "low", "high"], "spin"),
);
