import type { Clock } from "../ports/clock.ts";

/** Time that stands still until a test moves it. */
export interface VirtualClock extends Clock {
  /** Moves on by `ms`: what becomes due runs in order, each when all that the one before set off has settled. */
  advance(ms: number): Promise<void>;
  /** As after a long sleep of the machine: what is due has not run yet. */
  jump(ms: number): void;
  /** Whether something is due in exactly so many milliseconds. */
  isDueIn(ms: number): boolean;
  /** Lets everything run that does not wait for time, or for another process. */
  settle(): Promise<void>;
  /** How many timers are set. */
  readonly pending: number;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export const virtualClock = (start = 1_700_000_000_000): VirtualClock => {
  let now = start;
  const timers = new Set<Timer>();
  // A turn of the event loop comes when no promise is left to go on.
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 2; turn++)
      await new Promise<void>((resolve) => setImmediate(resolve));
  };
  const nextDue = (until: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.at <= until && (!first || timer.at < first.at)) first = timer;
    }
    return first;
  };
  return {
    now: () => now,
    ticks: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: async (ms) => {
      const until = now + ms;
      await settle();
      for (let due = nextDue(until); due; due = nextDue(until)) {
        timers.delete(due);
        now = Math.max(now, due.at);
        due.run();
        await settle();
      }
      now = until;
    },
    jump: (ms) => void (now += ms),
    isDueIn: (ms) => [...timers].some(({ at }) => at === now + ms),
    settle,
    get pending() {
      return timers.size;
    },
  };
};
