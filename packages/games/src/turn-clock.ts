import type { Seat, Table } from "@parlor/kit";

type Clocks = Pick<Table, "startTimer" | "timeLeftMs">;

const turn = "turn";

/**
 * Starts the seat's turn: it has `turnTimeoutMs`, and after that what is left of its reserve. When both
 * are used up, the timer comes to the game's `timeout` with the seat.
 */
export const startTurnClock = (
  table: Clocks,
  seat: Seat,
  turnTimeoutMs: number,
  reserveMs: readonly number[],
): void => table.startTimer(turn, turnTimeoutMs + (reserveMs[seat] ?? 0), seat);

/** Takes off the seat's reserve what its turn used of it; call it before the next turn is started. */
export const chargeTurnClock = (table: Clocks, seat: Seat, reserveMs: number[]): void => {
  const reserve = reserveMs[seat] ?? 0;
  if (reserve === 0) return;
  const left = table.timeLeftMs(turn);
  if (left !== null && left < reserve) reserveMs[seat] = Math.max(0, left);
};
