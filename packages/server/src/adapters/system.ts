import { randomBytes } from "node:crypto";
import type { Entropy } from "../ports/entropy.ts";
import { steadyClock, type SteadyClock } from "./steady-clock.ts";

/** The machine's clock, kept from going back and from jumping: what was asked of a player at some moment stays as long as it was. */
export const systemClock = (): SteadyClock =>
  steadyClock({
    wall: () => Date.now(),
    ticks: () => performance.now(),
    after: (ms, run) => {
      const timeout = setTimeout(run, ms);
      return () => clearTimeout(timeout);
    },
  });

export const systemEntropy: Entropy = { hex: (bytes) => randomBytes(bytes).toString("hex") };
