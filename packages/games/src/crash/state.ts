import type { GameTypes, ReadTable, Seat, Table } from "@parlor/kit";
import type { Config } from "./config.ts";
import { startMultiplier } from "./curve.ts";
import type { Events, refusals } from "./events.ts";

/**
 * One table's state. What belongs to a seat is in lists of numbers, one for each seat: a table of 500 players
 * is copied and hashed at every command, and this form is ten times as fast as 500 objects.
 */
export interface State {
  phase: "betting" | "flying" | "crashed";
  /** What each seat has bet on this round; 0: nothing. */
  stakes: number[];
  /** Where each bet is cashed out by itself at the latest, in hundredths. */
  targets: number[];
  /** Where each bet was cashed out; 0: not. */
  outs: number[];
  /** The seats with the largest bets of the round, the largest first: those that everybody sees. */
  board: Seat[];
  bettors: number;
  staked: number;
  cashedOut: number;
  paid: number;
  /** Where this flight crashes; hidden while it flies, null before. */
  point: number | null;
  /** How long the flight is known to have gone on, and to which multiplier: by its last command. */
  flownMs: number;
  flown: number;
  /** The highest point that there is at this table. */
  readonly top: number;
  /** The last crash points, the newest last. */
  history: number[];
}

export const historyMax = 20;
/** A view goes to every seat at every bet, so it shows no more than a page has room for. */
export const boardMax = 20;

interface CrashTypes extends GameTypes {
  readonly config: Config;
  readonly events: Events;
  readonly bets: "flight";
  readonly refusals: keyof typeof refusals;
  readonly state: State;
}
export type CrashTable = Table<CrashTypes>;
export type CrashReadTable = ReadTable<CrashTypes>;

const none = (seatCount: number): number[] => Array.from({ length: seatCount }, () => 0);

export const newState = (seatCount: number, top: number): State => ({
  phase: "betting",
  stakes: none(seatCount),
  targets: none(seatCount),
  outs: none(seatCount),
  board: [],
  bettors: 0,
  staked: 0,
  cashedOut: 0,
  paid: 0,
  point: null,
  flownMs: 0,
  flown: startMultiplier,
  top,
  history: [],
});

/** The next round: nobody has bet. */
export const clearRound = (state: State): void =>
  void Object.assign(state, {
    ...newState(state.stakes.length, state.top),
    history: state.history,
  });

export const stakeOf = (state: State, seat: Seat): number => state.stakes[seat] ?? 0;
const outOf = (state: State, seat: Seat): number => state.outs[seat] ?? 0;

/** Whether the seat has a bet that is still to be decided. */
export const isOpen = (state: State, seat: Seat): boolean =>
  state.phase !== "crashed" && stakeOf(state, seat) > 0 && outOf(state, seat) === 0;

export const addBet = (state: State, seat: Seat, stake: number, target: number): void => {
  state.stakes[seat] = stake;
  state.targets[seat] = target;
  state.bettors += 1;
  state.staked += stake;
  enterBoard(state, seat);
};

export const dropBet = (state: State, seat: Seat): void => {
  state.bettors -= 1;
  state.staked -= stakeOf(state, seat);
  forget(state, seat);
};

/** What was bet from a seat is no longer shown there: somebody else may sit in it. */
export const forget = (state: State, seat: Seat): void => {
  state.stakes[seat] = 0;
  state.targets[seat] = 0;
  state.outs[seat] = 0;
  if (!state.board.includes(seat)) return;
  state.board = [];
  for (let other = 0; other < state.stakes.length; other++)
    if (stakeOf(state, other) > 0) enterBoard(state, other);
};

/** Puts the seat behind those that bet as much or more. */
const enterBoard = (state: State, seat: Seat): void => {
  const { board } = state;
  const stake = stakeOf(state, seat);
  let place = board.length;
  while (place > 0 && stakeOf(state, board[place - 1] ?? 0) < stake) place -= 1;
  if (place >= boardMax) return;
  board.splice(place, 0, seat);
  if (board.length > boardMax) board.pop();
};
