import { refuse, type Game, type Refusal } from "@parlor/kit";
import { checkGameStepwise } from "@parlor/kit/testing";
import { gateSliceMs, gateSlicePauseMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";

/** Enough to catch a game that is broken, and short, since a server starts with it; CI plays longer. */
export const gateEffort = { playouts: 4, stepsMax: 40 };

/** The gate, command by command: `game_rejected` with the reasons, or undefined for a game that passes. */
function* gating(game: Game): Generator<undefined, Refusal | undefined> {
  const report = yield* checkGameStepwise(game, gateEffort);
  if (report.ok) return undefined;
  return refuse(
    "game_rejected",
    report.problems.map(({ check, detail }) => `${check}: ${detail}`).join("; "),
  );
}

/** The gate in one go. */
export const passGate = (game: Game): Refusal | undefined => {
  const checking = gating(game);
  let turn = checking.next();
  while (!turn.done) turn = checking.next();
  return turn.value;
};

/**
 * The same gate with the same result in short slices, so that whatever else runs here hardly waits.
 * `answer` is called once, never before this returns; the returned function calls the rest off.
 */
export const passGateInSlices = (
  clock: Clock,
  game: Game,
  answer: (rejected: Refusal | undefined) => void,
): (() => void) => {
  const checking = gating(game);
  const slice = (): void => {
    const until = clock.ticks() + gateSliceMs;
    let turn = checking.next();
    while (!turn.done && clock.ticks() < until) turn = checking.next();
    if (turn.done) answer(turn.value);
    else callOff = clock.after(gateSlicePauseMs, slice);
  };
  let callOff = clock.after(0, slice);
  return () => callOff();
};
