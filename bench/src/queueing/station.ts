import { Fifo } from "./fifo.ts";
import type { Timeline } from "./timeline.ts";

interface Job {
  readonly durationMs: number;
  readonly done: () => void;
}

/** So many servers with one queue, first come, first served: a thread, or the cores of a machine. */
export class Station {
  readonly #timeline: Timeline;
  readonly #serverCount: number;
  readonly #waiting = new Fifo<Job>();
  #busy = 0;
  #busyMs = 0;

  constructor(timeline: Timeline, serverCount = 1) {
    this.#timeline = timeline;
    this.#serverCount = serverCount;
  }

  /** What all servers together have worked. */
  get busyMs(): number {
    return this.#busyMs;
  }

  /** `done` may ask for more: that comes behind whatever waits already. */
  serve(durationMs: number, done: () => void): void {
    const job = { durationMs, done };
    if (this.#busy < this.#serverCount) this.#begin(job);
    else this.#waiting.push(job);
  }

  #begin({ durationMs, done }: Job): void {
    this.#busy += 1;
    this.#busyMs += durationMs;
    this.#timeline.after(durationMs, () => {
      done();
      this.#busy -= 1;
      const next = this.#waiting.shift();
      if (next) this.#begin(next);
    });
  }
}

/** A log that is synced for all who wait at once, as PostgreSQL syncs its own; who comes meanwhile waits for the next time. */
export class SharedSync {
  readonly #timeline: Timeline;
  readonly #syncMs: number;
  #waiting: (() => void)[] = [];
  #isBusy = false;

  constructor(timeline: Timeline, syncMs: number) {
    this.#timeline = timeline;
    this.#syncMs = syncMs;
  }

  sync(done: () => void): void {
    this.#waiting.push(done);
    if (!this.#isBusy) this.#begin();
  }

  #begin(): void {
    const served = this.#waiting;
    this.#waiting = [];
    this.#isBusy = true;
    this.#timeline.after(this.#syncMs, () => {
      this.#isBusy = false;
      for (const done of served) done();
      if (!this.#isBusy && this.#waiting.length > 0) this.#begin();
    });
  }
}
