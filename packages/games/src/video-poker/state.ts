import type { Card, GameTypes, ReadTable, Table } from "@parlor/kit";
import type { Config } from "./config.ts";
import type { Events } from "./events.ts";

export const betIds = ["one-to-four-coins", "five-coins"] as const;
export type BetId = (typeof betIds)[number];

/** What was paid for a deal: the stake is split evenly over coins times hands. */
export interface Wager {
  coins: number;
  hands: number;
  stake: number;
}

/** A deal that waits for its draw. */
export interface Round extends Wager {
  cards: Card[];
}

/** The deal that was played last, as it is shown until the next one. */
export interface Played extends Round {
  /** The places that were held. */
  held: number[];
  /** The hands that the draws came to, and the category of each by its index. */
  drawn: { cards: Card[]; category: number }[];
  won: number;
}

/** Nothing is hidden: the cards that were not dealt do not exist yet. */
export interface State {
  round: Round | null;
  last: Played | null;
}

export type RefusalCode = "hand_in_progress" | "no_hand" | "too_many_hands" | "invalid_hold";

interface VideoPokerTypes extends GameTypes {
  readonly config: Config;
  readonly events: Events;
  readonly bets: BetId;
  readonly refusals: RefusalCode;
  readonly state: State;
}
export type VideoPokerTable = Table<VideoPokerTypes>;
export type VideoPokerReadTable = ReadTable<VideoPokerTypes>;
