import type { Clock } from "@parlor/server/simulation";

interface Timer {
  readonly node: number;
  readonly at: number;
  readonly run: () => void;
}

/** The time of the whole world. It moves when the scheduler says so, and timers run when it picks them. */
export class SimTime {
  #now = 1_700_000_000_000;
  readonly #timers = new Set<Timer>();

  get now(): number {
    return this.#now;
  }

  /** The clock of one node. */
  clockOf(node: number, isDead: () => boolean): Clock {
    return {
      now: () => this.#now,
      ticks: () => this.#now,
      after: (ms, run) => {
        const timer = { node, at: this.#now + ms, run };
        if (!isDead()) this.#timers.add(timer);
        return () => void this.#timers.delete(timer);
      },
    };
  }

  /** A dead node's timers never ring. */
  forget(node: number): void {
    for (const timer of this.#timers) if (timer.node === node) this.#timers.delete(timer);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  get due(): readonly Timer[] {
    return [...this.#timers].filter(({ at }) => at <= this.#now);
  }

  get nextAt(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { at } of this.#timers) next = Math.min(next, at);
    return next;
  }

  run(timer: Timer): void {
    this.#timers.delete(timer);
    timer.run();
  }
}
