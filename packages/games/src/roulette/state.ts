import type { GameTypes, ReadTable, Seat, Table } from "@parlor/kit";
import { newWindow, type BettingWindow } from "../betting-window.ts";
import { hasAny, type PlacedBet } from "../placed-bets.ts";
import type { Config } from "./config.ts";
import type { Events } from "./events.ts";
import type { Kind } from "./kinds.ts";
import type { RefusalCode } from "./refusals.ts";

/** Everything here is public: there is nothing hidden in roulette but the next spin. */
export interface State extends BettingWindow {
  /** The bets for the next spin, at most one a seat and place. */
  bets: PlacedBet[];
  /** Even-money bets that a zero has locked up, at most one a seat and place. */
  prison: PlacedBet[];
  /** Each seat's bets of the last spin for which it had made any. */
  last: PlacedBet[];
  /** The last numbers, the newest last. */
  numbers: number[];
}

/** What statistics are made of; a spin moves no more than this. */
export const numbersMax = 100;

interface RouletteTypes extends GameTypes {
  readonly config: Config;
  readonly events: Events;
  readonly bets: Kind;
  readonly refusals: RefusalCode;
  readonly state: State;
}
export type RouletteTable = Table<RouletteTypes>;
export type RouletteReadTable = ReadTable<RouletteTypes>;

export const newState = (): State => ({
  ...newWindow(),
  bets: [],
  prison: [],
  last: [],
  numbers: [],
});

export const isAtStake = (state: State, seat: Seat): boolean =>
  hasAny(state.bets, seat) || hasAny(state.prison, seat);
