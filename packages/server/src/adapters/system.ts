import { randomBytes } from "node:crypto";
import type { Clock } from "../ports/clock.ts";
import type { Entropy } from "../ports/entropy.ts";

/** The machine's clock, kept from going back: an entry is never older than the one before it. */
export const systemClock = (): Clock => {
  let latest = 0;
  return {
    now: () => (latest = Math.max(latest, Date.now())),
    ticks: () => performance.now(),
    after: (ms, run) => {
      const timeout = setTimeout(run, ms);
      return () => clearTimeout(timeout);
    },
  };
};

export const systemEntropy: Entropy = { hex: (bytes) => randomBytes(bytes).toString("hex") };
