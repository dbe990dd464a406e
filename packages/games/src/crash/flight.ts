import { assert, scale, type Limits, type Seat } from "@parlor/kit";
import { drawPoint, noTakeOff } from "./crash-point.ts";
import { multiplierAt, startMultiplier, timeOf } from "./curve.ts";
import type { Config } from "./config.ts";
import type { Out } from "./events.ts";
import { historyMax, isOpen, stakeOf, type CrashTable, type State } from "./state.ts";

/** What a stake is worth at a multiplier, in whole minor units; the rest stays with the house. */
export const worthOf = (stake: number, multiplier: number): number =>
  scale(stake, `${multiplier}/${startMultiplier}`, "down");

/** The multiplier at which a stake has won the most that it may. */
export const ceilingOf = (stake: number, { profitMax, multiplierMax }: Config): number =>
  Math.min(multiplierMax, startMultiplier + Math.floor((startMultiplier * profitMax) / stake));

/** A stake whose lowest target would win more than a bet may is not taken. Null where none is. */
export const stakeLimits = (of: Limits, { profitMax, targetMin }: Config): Limits | null => {
  const most = Math.floor((startMultiplier * profitMax) / (targetMin - startMultiplier));
  if (most >= of.max) return of;
  if (most < of.min) return null;
  const { min, step } = of;
  return step === undefined
    ? { min, max: most }
    : { min, max: min + step * Math.floor((most - min) / step), step };
};

/** How long the longest flight is. */
export const flightMsMax = ({ multiplierMax, doublingMs }: Config): number =>
  timeOf(multiplierMax, doublingMs);

/** How long a flight to this point lasts: up to the moment when it would show more than its point. */
export const flightMs = (point: number, config: Config): number =>
  point >= config.multiplierMax ? flightMsMax(config) : timeOf(point + 1, config.doublingMs);

/** How long the flight has gone on by the clock that runs with it, pauses left out. */
const elapsedMs = (table: CrashTable): number => {
  const longest = flightMsMax(table.config);
  const left = table.timeLeftMs("flight");
  return left === null ? longest : Math.max(0, Math.min(longest, longest - left));
};

export const takeOff = (state: State, table: CrashTable): void => {
  const { config } = table;
  const point = drawPoint(config, table.random);
  state.phase = "flying";
  state.point = point;
  table.emit("took-off", { bettors: state.bettors, staked: state.staked });
  if (point === noTakeOff) return crash(state, table, []);
  table.startTimer("flight", flightMsMax(config));
  table.startSecretTimer("crash", flightMs(point, config));
  planSweep(state, table, 0);
};

/**
 * Brings the flight to the time of this command: targets that were passed are paid, and a crash that was
 * due happens, whether or not its own timer has come. Gives the multiplier, or null after a crash.
 */
const advance = (state: State, table: CrashTable, outs: Out[]): number | null => {
  const elapsed = elapsedMs(table);
  assert(state.point !== null, "a flight has a point");
  if (elapsed >= flightMs(state.point, table.config)) {
    crash(state, table, outs);
    return null;
  }
  state.flownMs = elapsed;
  state.flown = multiplierAt(elapsed, table.config.doublingMs);
  payTargets(state, table, state.flown, outs);
  return state.flown;
};

/** Pays every open bet whose target is at or below the multiplier, the lowest target first. */
const payTargets = (state: State, table: CrashTable, multiplier: number, outs: Out[]): void => {
  const reached: Seat[] = [];
  for (const seat of table.seats)
    if (isOpen(state, seat) && targetOf(state, seat) <= multiplier) reached.push(seat);
  reached.sort((one, other) => targetOf(state, one) - targetOf(state, other));
  for (const seat of reached)
    outs.push(payOut(state, table, seat, targetOf(state, seat), "target"));
};

const targetOf = (state: State, seat: Seat): number => state.targets[seat] ?? 0;

const payOut = (state: State, table: CrashTable, seat: Seat, at: number, by: Out["by"]): Out => {
  const paid = worthOf(stakeOf(state, seat), at);
  table.bank.give(seat, paid, "flight");
  state.outs[seat] = at;
  state.cashedOut += 1;
  state.paid += paid;
  return { seat, at, paid, by };
};

const tellOuts = (table: CrashTable, outs: readonly Out[]): void => {
  if (outs.length > 0) table.emit("cashed-out", { outs: [...outs] });
};

/** The targets that were reached are paid; what is left waits for the next sweep. */
export const sweep = (state: State, table: CrashTable): void => {
  const outs: Out[] = [];
  if (advance(state, table, outs) === null) return;
  tellOuts(table, outs);
  planSweep(state, table, table.config.sweepMs);
};

/**
 * The next sweep is at the lowest target that is left. That moment is known to all, and says nothing of
 * the crash; when a target is paid does not matter to whether it is.
 */
const planSweep = (state: State, table: CrashTable, leastMs: number): void => {
  let next = table.config.multiplierMax;
  for (const seat of table.seats)
    if (isOpen(state, seat)) next = Math.min(next, targetOf(state, seat));
  if (next === table.config.multiplierMax) return table.stopTimer("sweep");
  const inMs = timeOf(next, table.config.doublingMs) - state.flownMs;
  table.startTimer("sweep", Math.max(1, leastMs, inMs));
};

/**
 * Cashes the seat out at the multiplier of this moment. Where its target was passed it gets the target, and
 * where the crash came first, nothing: the clock decides, not which command was faster on its way.
 */
export const cashOut = (state: State, seat: Seat, table: CrashTable): void => {
  const outs: Out[] = [];
  const multiplier = advance(state, table, outs);
  if (multiplier === null) return;
  if (isOpen(state, seat)) outs.push(payOut(state, table, seat, multiplier, "hand"));
  tellOuts(table, outs);
};

/** The flight is over: targets up to its point are paid, every other bet is lost. */
const crash = (state: State, table: CrashTable, outs: Out[]): void => {
  assert(state.point !== null, "a flight has a point");
  payTargets(state, table, state.point, outs);
  tellOuts(table, outs);
  let [lost, lostStakes] = [0, 0];
  for (const seat of table.seats) {
    if (!isOpen(state, seat)) continue;
    lost += 1;
    lostStakes += stakeOf(state, seat);
  }
  state.phase = "crashed";
  state.history.push(state.point);
  if (state.history.length > historyMax) state.history.shift();
  for (const timer of ["flight", "crash", "sweep"]) table.stopTimer(timer);
  table.startTimer("pause", table.config.pauseMs);
  table.emit("crashed", { point: state.point, lost, lostStakes });
  table.finishRound();
};
