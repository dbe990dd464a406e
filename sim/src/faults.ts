import type { Patch } from "./patches.ts";
import type { Rule } from "./violation.ts";

/** A deliberate fault: a few changed lines of the real code, which the simulation has to find. */
export interface Fault {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** The promises that it may be found by; whichever it breaks first depends on the seed. */
  readonly breaks: readonly Rule[];
}

export const faults: readonly Fault[] = [];
