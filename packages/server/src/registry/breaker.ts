import { breakerFaultsMax, breakerRestMs, breakerWindowMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";

/**
 * Counts a game's faults. Too many within the window open the breaker: the game rests, then a probe
 * decides whether it may come back or rests again.
 */
export class Breaker {
  #faults: number[] = [];
  #open = false;
  #callOff: (() => void) | undefined;
  readonly #clock: Clock;
  readonly #probe: () => boolean;
  readonly #changed: (running: boolean) => void;

  constructor(clock: Clock, probe: () => boolean, changed: (running: boolean) => void) {
    this.#clock = clock;
    this.#probe = probe;
    this.#changed = changed;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  fault(): void {
    if (this.#open) return;
    const now = this.#clock.now();
    this.#faults = this.#faults.filter((at) => at > now - breakerWindowMs);
    this.#faults.push(now);
    if (this.#faults.length < breakerFaultsMax) return;
    this.#open = true;
    this.#changed(false);
    this.#rest();
  }

  stop(): void {
    this.#callOff?.();
  }

  #rest(): void {
    this.#callOff = this.#clock.after(breakerRestMs, () => {
      if (!this.#probe()) return this.#rest();
      this.#open = false;
      this.#faults = [];
      this.#changed(true);
    });
  }
}
