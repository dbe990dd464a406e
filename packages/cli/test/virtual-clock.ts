import type { PlatformOptions } from "@parlor/server";

type Clock = NonNullable<PlatformOptions["clock"]>;

interface Task {
  readonly at: number;
  readonly run: () => void;
}

/** Time that stands until it is moved. */
export class VirtualClock implements Clock {
  #now = 1_700_000_000_000;
  #tasks: Task[] = [];

  now(): number {
    return this.#now;
  }

  ticks(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const task = { at: this.#now + ms, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task);
    };
  }

  /** Whether something is due in exactly so many milliseconds. */
  waiting(ms: number): boolean {
    return this.#tasks.some(({ at }) => at === this.#now + ms);
  }

  /** As after a long sleep of the machine: what is due has not run yet. */
  jump(ms: number): void {
    this.#now += ms;
  }

  /** Moves on, running what is due in the order of its time. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = this.#tasks.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#tasks = this.#tasks.filter((task) => task !== due);
      this.#now = due.at;
      due.run();
    }
    this.#now = until;
  }
}
