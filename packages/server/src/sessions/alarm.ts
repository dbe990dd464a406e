import type { SessionState } from "@parlor/kit";
import { clockLatenessMaxMs, timerWaitMaxMs } from "../limits.ts";
import type { SessionPorts } from "./session-ports.ts";

interface Due {
  readonly name: string;
  readonly dueAt: number;
}

/**
 * Rings for the earliest of a session's timers when it is due. It rings once: until `answered` it
 * stays still, however often the state changes meanwhile. When it goes off so late that nobody could
 * act before, it waits for the grace, once for each timer.
 */
export class Alarm {
  readonly #ports: Pick<SessionPorts, "clock" | "grace">;
  readonly #ring: (timer: string) => void;
  #callOff: (() => void) | undefined;
  /** When the clock's timer goes off; it may be before `#due` is due. */
  #waitsUntil = 0;
  #due: Due | undefined;
  #notBefore = 0;
  /** The last timer that waited for the grace. */
  #spared: Due | undefined;
  #ringing = false;

  constructor(ports: Pick<SessionPorts, "clock" | "grace">, ring: (timer: string) => void) {
    this.#ports = ports;
    this.#ring = ring;
  }

  /** Follows the state: one timer is armed, or none. A timer that is armed anew never rings before `notBefore`. */
  set(state: SessionState, notBefore: number): void {
    if (this.#ringing) return;
    const next = nextDue(state);
    if (!next) return this.stop();
    if (isSame(next, this.#due)) return;
    this.#due = next;
    this.#notBefore = notBefore;
    // Its own wait was for another timer, which has noticed that the process stood still.
    if (this.#ports.clock.now() - next.dueAt > clockLatenessMaxMs) this.#spare(next);
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

  /** Nobody could act before it was due: it waits until the grace is over, if it has not done so before. */
  #spare(due: Due): void {
    if (isSame(due, this.#spared) || this.#ringsAt(due) >= this.#ports.grace.until) return;
    this.#spared = due;
    this.#notBefore = this.#ports.grace.until;
  }

  #ringsAt({ dueAt }: Due): number {
    return Math.max(dueAt, this.#notBefore);
  }

  #wait(due: Due): void {
    const now = this.#ports.clock.now();
    const left = Math.min(Math.max(0, this.#ringsAt(due) - now), timerWaitMaxMs);
    this.#waitsUntil = now + left;
    this.#callOff = this.#ports.clock.after(left, () => this.#goOff());
  }

  #goOff(): void {
    this.#callOff = undefined;
    const due = this.#due;
    if (!due) return;
    if (this.#ports.grace.beginIfLate(this.#waitsUntil)) this.#spare(due);
    if (this.#ports.clock.now() < this.#ringsAt(due)) return this.#wait(due);
    this.#due = undefined;
    this.#ringing = true;
    this.#ring(due.name);
  }
}

const isSame = (one: Due, other: Due | undefined): boolean =>
  one.name === other?.name && one.dueAt === other.dueAt;

/** The earliest of the timers that run. */
export const nextDue = (state: SessionState): Due | undefined => {
  if (state.phase.status !== "in_progress") return undefined;
  let first: Due | undefined;
  for (const [name, { dueAt }] of Object.entries(state.timers)) {
    if (!first || dueAt < first.dueAt) first = { name, dueAt };
  }
  return first;
};
