import { timerWaitMaxMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";

/** What has to be known of a running session that is not in memory. */
export interface Rest {
  readonly game: string;
  /** When a player last did something. */
  readonly activeAt: number;
  /** When the next of its timers is due; null when none runs. */
  readonly dueAt: number | null;
}

/**
 * Sessions that run, but that nobody has looked at for a while. Their journal has all there is to know of them, so they
 * need no memory but this; whoever asks for one, or its clock, wakes it.
 */
export class RestingSessions {
  readonly #clock: Clock;
  readonly #wake: (id: string) => void;
  readonly #resting = new Map<string, Rest>();
  readonly #alarms = new Map<string, () => void>();

  constructor(clock: Clock, wake: (id: string) => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  get size(): number {
    return this.#resting.size;
  }

  add(id: string, rest: Rest): void {
    this.delete(id);
    this.#resting.set(id, rest);
    if (rest.dueAt === null) return;
    // Where the wait is bounded, the session is woken early, and rests again.
    const left = Math.min(Math.max(0, rest.dueAt - this.#clock.now()), timerWaitMaxMs);
    this.#alarms.set(
      id,
      this.#clock.after(left, () => this.#wake(id)),
    );
  }

  has(id: string): boolean {
    return this.#resting.has(id);
  }

  delete(id: string): void {
    this.#resting.delete(id);
    this.#alarms.get(id)?.();
    this.#alarms.delete(id);
  }

  /** The ids of those for whom this holds. */
  where(holds: (rest: Rest, id: string) => boolean): string[] {
    return [...this.#resting].filter(([id, rest]) => holds(rest, id)).map(([id]) => id);
  }

  clear(): void {
    for (const callOff of this.#alarms.values()) callOff();
    this.#alarms.clear();
    this.#resting.clear();
  }
}
