import type { SessionState } from "@parlor/kit";
import { timerWaitMaxMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";

interface Due {
  readonly name: string;
  readonly dueAt: number;
}

/**
 * Rings for the earliest of a session's timers when it is due. It rings once: until `answered` it
 * stays still, however often the state changes meanwhile.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: (timer: string) => void;
  #callOff: (() => void) | undefined;
  /** When the clock's timer goes off; it may be before `#due` is due. */
  #waitsUntil = 0;
  #due: Due | undefined;
  #notBefore = 0;
  #ringing = false;

  constructor(clock: Clock, ring: (timer: string) => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Follows the state: one timer is armed, or none. A timer that is armed anew never rings before `notBefore`. */
  set(state: SessionState, notBefore: number): void {
    if (this.#ringing) return;
    const next = nextDue(state);
    if (!next) return this.stop();
    if (next.name === this.#due?.name && next.dueAt === this.#due.dueAt) return;
    this.#due = next;
    this.#notBefore = notBefore;
    // A clock that is moved on with every turn is let run to its old time, and then for what is left.
    if (this.#callOff && this.#waitsUntil <= this.#ringsAt(next)) return;
    this.#callOff?.();
    this.#wait(next);
  }

  answered(): void {
    this.#ringing = false;
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#due = undefined;
  }

  #ringsAt({ dueAt }: Due): number {
    return Math.max(dueAt, this.#notBefore);
  }

  #wait(due: Due): void {
    const now = this.#clock.now();
    const left = Math.min(Math.max(0, this.#ringsAt(due) - now), timerWaitMaxMs);
    this.#waitsUntil = now + left;
    this.#callOff = this.#clock.after(left, () => this.#goOff());
  }

  #goOff(): void {
    this.#callOff = undefined;
    const due = this.#due;
    if (!due) return;
    if (this.#clock.now() < this.#ringsAt(due)) return this.#wait(due);
    this.#due = undefined;
    this.#ringing = true;
    this.#ring(due.name);
  }
}

/** The earliest of the timers that run. */
export const nextDue = (state: SessionState): Due | undefined => {
  if (state.phase.status !== "in_progress") return undefined;
  let first: Due | undefined;
  for (const [name, { dueAt }] of Object.entries(state.timers)) {
    if (!first || dueAt < first.dueAt) first = { name, dueAt };
  }
  return first;
};
