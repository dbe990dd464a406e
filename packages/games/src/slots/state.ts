import type { GameTypes, Table } from "@parlor/kit";
import type { Config } from "./config.ts";
import type { Events } from "./events.ts";

/** A spin, as it stands on the reels until the next one. */
export interface Spin {
  bet: string;
  stake: number;
  stops: number[];
  isFree: boolean;
  /** In minor units, the multiplier of free spins included. */
  won: number;
  /** Free spins that it awarded. */
  awarded: number;
}

/** Free spins that are still to be played, and what their round has won so far. */
export interface Feature {
  bet: string;
  stake: number;
  won: number;
  played: number;
  /** How many are left: of those that the paid spin awarded, of those that these awarded, and so on. */
  left: number[];
}

/** Nothing is hidden: a reel has no next stop until it is drawn. */
export interface State {
  last: Spin | null;
  feature: Feature | null;
  /** What the round that ended last has won in all; null before the first and while one is on. */
  won: number | null;
  /** What the jackpot's meter showed after the last round, and null without a jackpot. */
  meter: number | null;
  /** What the last round won as the jackpot. */
  jackpot: number;
  /** The part of a minor unit that is still owed to the jackpot, as the numerator over its share's denominator. */
  owed: number;
}

export type RefusalCode = "free_spins_first" | "no_free_spins" | "unknown_bet";

interface SlotTypes extends GameTypes {
  readonly config: Config;
  readonly events: Events;
  readonly bets: string;
  readonly pools: "jackpot";
  readonly refusals: RefusalCode;
  readonly state: State;
}
export type SlotTable = Table<SlotTypes>;
