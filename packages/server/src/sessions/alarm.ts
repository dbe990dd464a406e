import type { Command, SessionState } from "@parlor/kit";
import type { Clock } from "../ports/clock.ts";

/** Longer waits overflow the machine's timers; the alarm then looks again. */
const waitMaxMs = 2 ** 31 - 1;

/** Turns the earliest of a session's timers into a `timeout` command when it is due. */
export class Alarm {
  readonly #clock: Clock;
  readonly #submit: (command: Command) => Promise<unknown>;
  #callOff: (() => void) | undefined;
  #set: { readonly name: string; readonly dueAt: number } | undefined;

  constructor(clock: Clock, submit: (command: Command) => Promise<unknown>) {
    this.#clock = clock;
    this.#submit = submit;
  }

  /** Follows the state: one timer is armed, or none. It never rings before `notBefore`. */
  set(state: SessionState, notBefore: number): void {
    const next = state.phase.status === "in_progress" ? earliest(state) : undefined;
    if (next?.name === this.#set?.name && next?.dueAt === this.#set?.dueAt) return;
    this.stop();
    if (!next) return;
    this.#set = next;
    this.#wait(Math.max(next.dueAt, notBefore), next);
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#set = undefined;
  }

  #wait(until: number, { name, dueAt }: { readonly name: string; readonly dueAt: number }): void {
    const left = Math.max(0, until - this.#clock.now());
    this.#callOff = this.#clock.after(Math.min(left, waitMaxMs), () => {
      if (this.#clock.now() < until) return this.#wait(until, { name, dueAt });
      this.#set = undefined;
      // Whether it is still due, the session itself will say: a refusal here is an answer.
      void this.#submit({ kind: "timeout", id: `timer:${name}:${dueAt}`, timer: name }).catch(
        () => undefined,
      );
    });
  }
}

const earliest = (state: SessionState): { name: string; dueAt: number } | undefined => {
  let first: { name: string; dueAt: number } | undefined;
  for (const [name, { dueAt }] of Object.entries(state.timers)) {
    if (!first || dueAt < first.dueAt) first = { name, dueAt };
  }
  return first;
};
