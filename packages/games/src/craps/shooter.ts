import { refuse, type Seat } from "@parlor/kit";
import { hasContract, type No } from "./allowance.ts";
import { hasLineBet, type CrapsReadTable, type CrapsTable, type State } from "./state.ts";

export const rollTimer = "roll";

export const rollRefusal = (state: State, seat: Seat, table: CrapsReadTable): No | undefined => {
  if (state.shooter !== seat) return refuse("not_your_turn");
  if (state.point !== null || !table.config.shooterNeedsLineBet) return undefined;
  return hasLineBet(state, seat) ? undefined : refuse("line_bet_needed");
};

export const passRefusal = (state: State, seat: Seat, table: CrapsReadTable): No | undefined => {
  if (state.shooter !== seat) return refuse("not_your_turn");
  if (state.point !== null) return refuse("point_is_on");
  return table.seats.length < 2 ? refuse("no_other_shooter") : undefined;
};

/** The dice go to the next seat that is taken, around the table; `leaving` no longer counts. */
export const passDice = (state: State, table: CrapsTable, leaving: Seat | null = null): void => {
  const seats = table.seats.filter((seat) => seat !== leaving);
  const from = state.shooter ?? -1;
  const next = seats.find((seat) => seat > from) ?? seats[0] ?? null;
  if (next === state.shooter) return;
  state.shooter = next;
  table.emit("shooter-changed", { shooter: next });
};

/** What happens when the shooter's time is up. */
export const onTimeUp = (state: State, table: CrapsTable): "roll" | "pass" => {
  if (state.shooter === null) return "pass";
  if (state.point !== null || hasLineBet(state, state.shooter)) return "roll";
  // When the dice have been all around and nobody took them, bets that must stand are still owed
  // their decision: nobody gets out of one by waiting for the session to end.
  const wentAround = state.idlePasses + 1 >= table.seats.length;
  return wentAround && table.seats.some((seat) => hasContract(state, seat)) ? "roll" : "pass";
};

/**
 * Lets the clock run exactly while somebody has a bet up and the dice have not gone all around the
 * table unused, so that a table left alone comes to rest. `restart` gives the shooter the full time.
 */
export const keepClock = (state: State, table: CrapsTable, restart: boolean): void => {
  const wanted =
    table.running &&
    state.shooter !== null &&
    state.idlePasses < table.seats.length &&
    state.bets.some((bets) => bets.length > 0);
  if (wanted && state.shooter !== null && (restart || !state.clock)) {
    table.startTimer(rollTimer, table.config.rollTimeoutMs, state.shooter);
  }
  if (!wanted && state.clock) table.stopTimer(rollTimer);
  if (state.clock !== wanted) state.clock = wanted;
};
