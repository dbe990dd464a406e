import { breakerFaultsMax, breakerRestMs, breakerWindowMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";

/** Answers whether the game may come back, never before it returns; what it returns calls it off. */
export type Probe = (answer: (passes: boolean) => void) => () => void;

/**
 * Counts a game's faults. Too many within the window open the breaker: the game rests, then a probe
 * decides whether it may come back or rests again.
 */
export class Breaker {
  #faults: number[] = [];
  #open = false;
  #callOff: (() => void) | undefined;
  readonly #clock: Clock;
  readonly #probe: Probe;
  readonly #changed: (running: boolean) => void;

  constructor(clock: Clock, probe: Probe, changed: (running: boolean) => void) {
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
    if (this.#faults.length >= breakerFaultsMax) this.open();
  }

  /** Stops the game, whatever was counted. */
  open(): void {
    if (this.#open) return;
    this.#open = true;
    this.#changed(false);
    this.#rest();
  }

  stop(): void {
    this.#callOff?.();
  }

  #rest(): void {
    this.#callOff = this.#clock.after(breakerRestMs, () => {
      this.#callOff = this.#probe((passes) => this.#probed(passes));
    });
  }

  #probed(passes: boolean): void {
    if (!passes) return this.#rest();
    this.#open = false;
    this.#faults = [];
    this.#changed(true);
  }
}
