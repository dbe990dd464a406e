/** Every bet that can be made. The names travel in actions, events and transfers: append only. */
// oxfmt-ignore
export const betIds = [
  "pass", "pass-odds", "dont-pass", "dont-pass-odds", "come", "dont-come",
  "come-odds-4", "come-odds-5", "come-odds-6", "come-odds-8", "come-odds-9", "come-odds-10",
  "dont-come-odds-4", "dont-come-odds-5", "dont-come-odds-6",
  "dont-come-odds-8", "dont-come-odds-9", "dont-come-odds-10",
  "put-4", "put-5", "put-6", "put-8", "put-9", "put-10",
  "put-odds-4", "put-odds-5", "put-odds-6", "put-odds-8", "put-odds-9", "put-odds-10",
  "place-4", "place-5", "place-6", "place-8", "place-9", "place-10",
  "buy-4", "buy-5", "buy-6", "buy-8", "buy-9", "buy-10",
  "lay-4", "lay-5", "lay-6", "lay-8", "lay-9", "lay-10",
  "big-6", "big-8",
  "hard-4", "hard-6", "hard-8", "hard-10",
  "field", "any-seven", "any-craps", "aces", "ace-deuce", "boxcars", "yo", "horn", "c-and-e",
  "hop-1-1", "hop-1-2", "hop-1-3", "hop-1-4", "hop-1-5", "hop-1-6",
  "hop-2-2", "hop-2-3", "hop-2-4", "hop-2-5", "hop-2-6",
  "hop-3-3", "hop-3-4", "hop-3-5", "hop-3-6",
  "hop-4-4", "hop-4-5", "hop-4-6",
  "hop-5-5", "hop-5-6",
  "hop-6-6",
] as const;
export type BetId = (typeof betIds)[number];

/** Where come and don't come bets go once they have a number. Nobody bets on these directly. */
// oxfmt-ignore
export const travelledIds = [
  "come-4", "come-5", "come-6", "come-8", "come-9", "come-10",
  "dont-come-4", "dont-come-5", "dont-come-6", "dont-come-8", "dont-come-9", "dont-come-10",
] as const;

/** A place on the layout where a bet can be up. */
export const spots = [...betIds, ...travelledIds] as const;
export type Spot = (typeof spots)[number];
