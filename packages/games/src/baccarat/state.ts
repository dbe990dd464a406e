import {
  newShoe,
  type Card,
  type GameTypes,
  type ReadTable,
  type Shoe,
  type Table,
} from "@parlor/kit";
import { newWindow, type BettingWindow } from "../betting-window.ts";
import type { PlacedBet } from "../placed-bets.ts";
import type { BetId } from "./bet-ids.ts";
import type { Config } from "./config.ts";
import type { Events } from "./events.ts";
import type { RefusalCode } from "./refusals.ts";

/** Everything here is public but the next card, which no state has. */
export interface State extends BettingWindow {
  shoe: Shoe;
  /** How many shoes have been begun, this one included. */
  shoeNumber: number;
  /** The coups of this shoe as notes, the oldest first. */
  notes: string[];
  /** The cards of the last coup; null before the first. */
  hands: { player: readonly Card[]; banker: readonly Card[] } | null;
  /** The bets for the next coup, at most one a seat and bet. */
  bets: PlacedBet[];
  /** Each seat's bets of the last coup for which it had made any. */
  last: PlacedBet[];
}

interface BaccaratTypes extends GameTypes {
  readonly config: Config;
  readonly events: Events;
  readonly bets: BetId;
  readonly refusals: RefusalCode;
  readonly state: State;
}
export type BaccaratTable = Table<BaccaratTypes>;
export type BaccaratReadTable = ReadTable<BaccaratTypes>;

export const newState = ({ decks }: Config): State => ({
  ...newWindow(),
  shoe: newShoe(decks),
  shoeNumber: 1,
  notes: [],
  hands: null,
  bets: [],
  last: [],
});

/** Whether the cut card has come out or is the next to come: the next coup is the shoe's last. */
export const isLastCoup = ({ shoe }: State, { cutCard }: Config): boolean => shoe.left <= cutCard;
