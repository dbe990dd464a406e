import { sideBetIds } from "./side-bets.ts";

/** What is bet before the cards come. */
export const betIds = ["main", ...sideBetIds] as const;
export type BetId = (typeof betIds)[number];
/** Every name that money travels under. */
export type Ledger = BetId | "insurance";
