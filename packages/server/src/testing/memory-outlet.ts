import type { Outlet, OutletEvent } from "../ports/outlet.ts";

/** An outlet for tests, whose log can be looked at, and loses what a test wants it to lose. */
export interface MemoryOutlet extends Outlet {
  readonly log: readonly OutletEvent[];
  /** Its last events, as when its machine died. */
  lose(count: number): void;
  /** All that it has, as when that is old; it knows how many there were. */
  age(): void;
  /** It is not there, or is there again. */
  isAway: boolean;
}

let made = 0;

export const memoryOutlet = (): MemoryOutlet => {
  const identity = `outlet ${++made}`;
  const log: OutletEvent[] = [];
  let aged = 0;
  const outlet: MemoryOutlet = {
    kind: "memory",
    log,
    isAway: false,
    lose: (count) => void log.splice(Math.max(aged, log.length - count)),
    age: () => void (aged = log.length),
    end: async () => {
      if (outlet.isAway) throw new Error("the outlet is away");
      return { identity, count: log.length, last: (log.length > aged && log.at(-1)) || null };
    },
    append: async (events, after) => {
      if (outlet.isAway) throw new Error("the outlet is away");
      if (after !== log.length) return "overtaken";
      log.push(...events);
      return "appended";
    },
    close: async () => undefined,
  };
  return outlet;
};
