import { steadyClock, type Clock } from "@parlor/server/simulation";

interface Timer {
  readonly node: number;
  readonly at: number;
  readonly run: () => void;
}

/** How the clock of a node goes; it may differ from all others, but never goes back. */
export interface ClockKind {
  /** `steady` follows the store's time as a server's does; `free` follows nothing. */
  readonly kind: "steady" | "free";
  /** By how much the machine's clock is ahead at first. */
  readonly aheadMs: number;
}

/** A node's clock, as its machine has it. */
export interface NodeClock extends Clock {
  /** Somebody sets the machine's clock. */
  set(aheadMs: number): void;
  /** The store has told its time. */
  follow(storeNow: number): void;
}

/** The time of the whole world, and of the store. It moves when the scheduler says so, and timers run when it picks them. */
export class SimTime {
  #now = 1_700_000_000_000;
  readonly #timers = new Set<Timer>();

  get now(): number {
    return this.#now;
  }

  clockOf(node: number, isDead: () => boolean, { kind, aheadMs }: ClockKind): NodeClock {
    let ahead = aheadMs;
    let latest = 0;
    const wall = (): number => this.#now + ahead;
    const ticks = (): number => this.#now;
    const after = (ms: number, run: () => void): (() => void) => {
      const timer = { node, at: this.#now + ms, run };
      if (!isDead()) this.#timers.add(timer);
      return () => void this.#timers.delete(timer);
    };
    const set = (to: number): void => void (ahead = to);
    if (kind === "steady") {
      const steady = steadyClock({ wall, ticks, after });
      const follow = (storeNow: number): void => steady.follow(storeNow);
      return {
        now: () => steady.now(),
        ticks,
        after: (...given) => steady.after(...given),
        set,
        follow,
      };
    }
    // One that was set back stands still until it is right.
    const now = (): number => (latest = Math.max(latest, wall()));
    return { now, ticks, after, set, follow: () => undefined };
  }

  /** A dead node's timers never ring. */
  forget(node: number): void {
    for (const timer of this.#timers) if (timer.node === node) this.#timers.delete(timer);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  /** What is due at nodes for which this holds. */
  due(runs: (node: number) => boolean): readonly Timer[] {
    return [...this.#timers].filter(({ at, node }) => at <= this.#now && runs(node));
  }

  nextAt(runs: (node: number) => boolean): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { at, node } of this.#timers) if (runs(node)) next = Math.min(next, at);
    return next;
  }

  /** How many timers of a node are set. */
  countOf(node: number): number {
    return [...this.#timers].filter((timer) => timer.node === node).length;
  }

  runOne(timer: Timer): string {
    this.#timers.delete(timer);
    timer.run();
    return `a timer of node ${timer.node} rings`;
  }
}
