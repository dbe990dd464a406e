/** What a poker hand is called, from low to high; the highest straight flush is a royal flush to players. */
export const categories = [
  "high-card",
  "pair",
  "two-pair",
  "three-of-a-kind",
  "straight",
  "flush",
  "full-house",
  "four-of-a-kind",
  "straight-flush",
] as const;
export type Category = (typeof categories)[number];
