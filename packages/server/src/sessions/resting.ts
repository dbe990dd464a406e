import { timerWaitMaxMs } from "../limits.ts";
import type { SessionPorts } from "./session-ports.ts";

/** What has to be known of a running session that is not in memory. */
export interface Rest {
  readonly game: string;
  /** When a player last did something. */
  readonly activeAt: number;
  /** When the next of its timers is due; null when none runs. */
  readonly dueAt: number | null;
}

interface Alarm {
  readonly goesOffAt: number;
  readonly callOff: () => void;
}

/**
 * Sessions that run, but that nobody has looked at for a while. Their journal has all there is to know of them, so they
 * need no memory but this; whoever asks for one, or its clock, wakes it.
 */
export class RestingSessions {
  readonly #ports: Pick<SessionPorts, "clock" | "grace">;
  readonly #wake: (id: string) => void;
  readonly #resting = new Map<string, Rest>();
  readonly #alarms = new Map<string, Alarm>();

  constructor(ports: Pick<SessionPorts, "clock" | "grace">, wake: (id: string) => void) {
    this.#ports = ports;
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
    const { clock } = this.#ports;
    const now = clock.now();
    const left = Math.min(Math.max(0, rest.dueAt - now), timerWaitMaxMs);
    const callOff = clock.after(left, () => {
      this.#done(id);
      this.#wake(id);
    });
    this.#alarms.set(id, { goesOffAt: now + left, callOff });
  }

  has(id: string): boolean {
    return this.#resting.has(id);
  }

  delete(id: string): void {
    this.#resting.delete(id);
    this.#alarms.get(id)?.callOff();
    this.#done(id);
  }

  /** Its alarm goes off, or somebody was faster: also when the process stood still, and wakes with a question. */
  #done(id: string): void {
    const alarm = this.#alarms.get(id);
    if (alarm) this.#ports.grace.beginIfLate(alarm.goesOffAt);
    this.#alarms.delete(id);
  }

  /** The ids of those for whom this holds. */
  where(holds: (rest: Rest, id: string) => boolean): string[] {
    return [...this.#resting].filter(([id, rest]) => holds(rest, id)).map(([id]) => id);
  }

  clear(): void {
    for (const { callOff } of this.#alarms.values()) callOff();
    this.#alarms.clear();
    this.#resting.clear();
  }
}
