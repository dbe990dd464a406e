import { sampleChoice } from "../choice.ts";
import type { Game } from "../game.ts";
import type { Random } from "../random.ts";
import { seatsTaken, type Command, type SessionSetup, type SessionState } from "../session.ts";
import { step, type Step } from "../step.ts";
import type { Seat } from "../table.ts";
import type { Able } from "./driver.ts";
import type { IllegalActions } from "./illegal.ts";
import { deepFreeze } from "./plain.ts";
import type { PlayoutStep } from "./playout.ts";
import type { Note } from "./report.ts";
import { describe, noteFault, noteRefused } from "./watch.ts";

/** What is tried beside the playout's own commands; a try changes nothing. */
export interface Trials {
  readonly able: readonly Able[];
  readonly random: Random;
  readonly illegal: IllegalActions;
}
const illegalTriesPerStep = 3;

/** Every seat's choices are accepted, and whatever no choice allows is refused. */
export const checkTrials = (
  game: Game,
  setup: SessionSetup,
  state: SessionState,
  context: PlayoutStep["context"],
  { able, random, illegal }: Trials,
  note: Note,
): void => {
  if (state.phase.status !== "in_progress") return;
  const actBy = (seat: Seat, action: unknown): { command: Command; result: Step } => {
    // Illegal actions are meant to be of any shape; an action of a choice has its type.
    const command = deepFreeze({
      kind: "act",
      id: "trial",
      player: state.players[seat]?.id ?? "",
      action,
    }) as Command;
    return { command, result: step(game, setup, state, command, context) };
  };
  if (able.length > 0) {
    const { seat, choices } = random.pick(able);
    const action = sampleChoice(random.pick(choices), random);
    illegal.remember(action);
    const { command, result } = actBy(seat, action);
    if (result.kind === "fault") noteFault(result.fault, note);
    if (result.kind === "refused") noteRefused(game, command, result, note);
  }
  const seats = seatsTaken(state);
  for (let tries = 0; tries < illegalTriesPerStep && seats.length > 0; tries++) {
    const seat = random.pick(seats);
    const action = illegal.sample(able.find((one) => one.seat === seat)?.choices ?? []);
    if (action === null) continue;
    const { command, result } = actBy(seat, action);
    if (result.kind === "done")
      note("illegal", `${describe(command)} of seat ${seat} is accepted, but not listed as legal`);
    if (result.kind === "fault")
      note(
        "illegal",
        `${describe(command)} of seat ${seat} is not listed as legal and faults: ${result.fault.message}`,
      );
  }
};
