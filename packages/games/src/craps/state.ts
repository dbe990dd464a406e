import { assert, type GameTypes, type ReadTable, type Seat, type Table } from "@parlor/kit";
import type { Spot } from "./bet-ids.ts";
import type { Config } from "./config.ts";
import type { Point } from "./dice.ts";
import type { Events } from "./events.ts";
import type { RefusalCode } from "./refusals.ts";

/** What a player has said of a bet: by the house's rule, always working, or off. */
export const calls = ["house", "on", "off"] as const;
export type Call = (typeof calls)[number];

export interface OpenBet {
  bet: Spot;
  amount: number;
  /** Commission that was paid with the bet and is lost with its next decision; else 0. */
  commission: number;
  call: Call;
}

/** Everything here is public: there is nothing hidden in craps but the next roll. */
export interface State {
  /** Null on a come-out roll. */
  point: Point | null;
  shooter: Seat | null;
  /** The last rolls, the newest last. */
  rolls: [first: number, second: number][];
  /** The bets of each seat, at most one a spot. */
  bets: OpenBet[][];
  /** Whether the shooter's clock runs. */
  clock: boolean;
  /** How often the clock has passed the dice on since the last roll, or since the table woke up. */
  idlePasses: number;
}

export const rollsMax = 20;

interface CrapsTypes extends GameTypes {
  readonly config: Config;
  readonly events: Events;
  readonly bets: Spot;
  readonly refusals: RefusalCode;
  readonly state: State;
}
export type CrapsTable = Table<CrapsTypes>;
export type CrapsReadTable = ReadTable<CrapsTypes>;

export const newState = (seatCount: number): State => ({
  point: null,
  shooter: null,
  rolls: [],
  bets: Array.from({ length: seatCount }, () => []),
  clock: false,
  idlePasses: 0,
});

export const betsOf = (state: State, seat: Seat): OpenBet[] => {
  const bets = state.bets[seat];
  assert(bets !== undefined, `there is no seat ${seat}`);
  return bets;
};

export const findBet = (state: State, seat: Seat, spot: Spot): OpenBet | undefined => {
  for (const open of betsOf(state, seat)) if (open.bet === spot) return open;
  return undefined;
};

/** What lies on each spot where the seat has a bet. */
export type AmountsUp = Pick<ReadonlyMap<Spot, number>, "get">;

/** For whoever asks about one spot after the other. */
export const amountsUp = (state: State, seat: Seat): AmountsUp =>
  new Map(betsOf(state, seat).map(({ bet, amount }) => [bet, amount]));

export const hasLineBet = (state: State, seat: Seat): boolean =>
  betsOf(state, seat).some(({ bet }) => bet === "pass" || bet === "dont-pass");
