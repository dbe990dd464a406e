import { clockLatenessMaxMs, recoveryGraceMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";

/**
 * The while that players get to come back when nothing could be played here: the server was not there, or its process stood
 * still. A clock that ran out meanwhile does not ring before it is over. All sessions of a node share it.
 */
export class Grace {
  readonly #clock: Clock;
  #until = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** When it is over; long ago, mostly. */
  get until(): number {
    return this.#until;
  }

  begin(): void {
    this.#until = this.#clock.now() + recoveryGraceMs;
  }

  /** Something that waited until `at` comes to its turn: when it is so late that the process has stood still, the grace begins. */
  beginIfLate(at: number): boolean {
    const isLate = this.#clock.now() - at > clockLatenessMaxMs;
    if (isLate) this.begin();
    return isLate;
  }
}
