import type { SessionState } from "@parlor/kit";
import type { Clock } from "../ports/clock.ts";

/** Longer waits overflow the machine's timers; the alarm then looks again. */
const waitMaxMs = 2 ** 31 - 1;

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
  #set: Due | undefined;
  #ringing = false;

  constructor(clock: Clock, ring: (timer: string) => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Follows the state: one timer is armed, or none. A timer that is armed anew never rings before `notBefore`. */
  set(state: SessionState, notBefore: number): void {
    if (this.#ringing) return;
    const next = state.phase.status === "in_progress" ? earliest(state) : undefined;
    if (next?.name === this.#set?.name && next?.dueAt === this.#set?.dueAt) return;
    this.stop();
    if (!next) return;
    this.#set = next;
    this.#wait(Math.max(next.dueAt, notBefore), next.name);
  }

  answered(): void {
    this.#ringing = false;
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#set = undefined;
  }

  #wait(until: number, name: string): void {
    const left = Math.max(0, until - this.#clock.now());
    this.#callOff = this.#clock.after(Math.min(left, waitMaxMs), () => {
      if (this.#clock.now() < until) return this.#wait(until, name);
      this.#set = undefined;
      this.#ringing = true;
      this.#ring(name);
    });
  }
}

const earliest = (state: SessionState): Due | undefined => {
  let first: Due | undefined;
  for (const [name, { dueAt }] of Object.entries(state.timers)) {
    if (!first || dueAt < first.dueAt) first = { name, dueAt };
  }
  return first;
};
