import { GameFault, type Command, type Refusal, type SessionState, type Step } from "@parlor/kit";
import type { Entry } from "../journal/contract.ts";
import type { Commit } from "../ports/store.ts";
import { commitOf, type Place } from "./commit-of.ts";

/** What a command does, made but not yet durable. */
export interface Made {
  readonly entry: Entry;
  readonly commit: Commit;
  readonly state: SessionState;
}

/** What becomes of a command that its game has handled: still in memory only. */
export const madeOf = (
  place: Place,
  command: Command,
  step: Step,
  now: number,
  wakeAt: (state: SessionState) => number | undefined,
): Made | GameFault | Refusal => {
  if (step.kind === "refused") return step.refusal;
  if (step.kind === "fault") return step.fault;
  const { state } = step;
  try {
    return { ...commitOf(place, command, step, now, undefined, wakeAt(state)), state };
  } catch (error) {
    if (error instanceof GameFault) return error;
    throw error;
  }
};
