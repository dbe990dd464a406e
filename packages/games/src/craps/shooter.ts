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

/** Whether the dice are rolled for a shooter who does not: a hand is on, or they bet on one. */
const isInHand = (state: State, shooter: Seat): boolean =>
  state.point !== null || hasLineBet(state, shooter);

/** What happens when the shooter's time is up. */
export const onTimeUp = (state: State, table: CrapsTable): "roll" | "pass" => {
  if (state.shooter === null) return "pass";
  if (isInHand(state, state.shooter)) return "roll";
  // When the dice have been all around and nobody took them, bets that must stand are still owed
  // their decision: nobody gets out of one by waiting for the session to end.
  const wentAround = state.idlePasses + 1 >= table.seats.length;
  return wentAround && table.seats.some((seat) => hasContract(state, seat)) ? "roll" : "pass";
};

/**
 * Lets the clock run exactly while somebody has a bet up and the clock can still change something: a
 * table left alone comes to rest. `restart` gives the shooter the full time.
 */
export const keepClock = (state: State, table: CrapsTable, restart: boolean): void => {
  const { shooter } = state;
  const wanted =
    table.running &&
    shooter !== null &&
    state.bets.some((bets) => bets.length > 0) &&
    (state.idlePasses < table.seats.length || isInHand(state, shooter));
  if (wanted && (restart || !state.clock)) {
    table.startTimer(rollTimer, table.config.rollTimeoutMs, shooter);
  }
  if (!wanted && state.clock) table.stopTimer(rollTimer);
  if (state.clock !== wanted) state.clock = wanted;
};

/**
 * After an action or a new player: a table at rest wakes up. While the clock runs, actions do not
 * set back the count of its rounds, or somebody could put off a contract bet for ever.
 */
export const wake = (state: State, table: CrapsTable, restart = false): void => {
  if (!state.clock) state.idlePasses = 0;
  keepClock(state, table, restart);
};
