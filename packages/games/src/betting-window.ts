import type { Seat, Table } from "@parlor/kit";

/**
 * How several seats bet on one draw, in any game: it comes as soon as every seat with something at
 * stake has called for it, or when the time for betting is up. This is the part of such a game's state.
 */
export interface BettingWindow {
  /** The seats that have called for the draw and not bet since. */
  ready: Seat[];
  /** Whether the time for betting runs. */
  clock: boolean;
}

export const windowTimer = "no-more-bets";

export const newWindow = (): BettingWindow => ({ ready: [], clock: false });

/** Whoever changes their bets has not finished betting. */
export const withdrawReady = ({ ready }: BettingWindow, seat: Seat): void => {
  const index = ready.indexOf(seat);
  if (index >= 0) ready.splice(index, 1);
};

/** Whether one of these seats bets and has called, and the others that bet have called too. */
export const isEveryoneReady = (
  { ready }: BettingWindow,
  seats: readonly Seat[],
  bets: (seat: Seat) => boolean,
): boolean => {
  let called = false;
  for (const seat of seats) {
    if (!bets(seat)) continue;
    if (!ready.includes(seat)) return false;
    called = true;
  }
  return called;
};

/** Lets the time for betting run exactly while it is wanted; once it runs, nobody can start it anew. */
export const keepClock = (
  window: BettingWindow,
  table: Pick<Table, "startTimer" | "stopTimer">,
  wanted: boolean,
  ms: number,
): void => {
  if (wanted === window.clock) return;
  if (wanted) table.startTimer(windowTimer, ms);
  else table.stopTimer(windowTimer);
  window.clock = wanted;
};
