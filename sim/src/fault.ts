import type { Patch } from "./patches.ts";
import type { Rule } from "./violation.ts";
import type { WorldKind } from "./world-kind.ts";

/** A deliberate fault: a few changed lines of the real code, which the simulation has to find. */
export interface Fault {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** The promises that it may be found by; which of them breaks first depends on the seed. */
  readonly breaks: readonly Rule[];
  /** The kind of world that shows it; without it, the seed decides. */
  readonly world?: WorldKind;
  /** How many seeds it takes at most where the moment that shows it is rare. */
  readonly seedCount?: number;
  /** Where the search begins when the first seeds do not show it. */
  readonly firstSeed?: number;
}

/** Only where one node has all sessions. */
export const alone = (one: Fault): Fault => ({ ...one, world: "alone" });

/** Two wins of one pool within one write come together in one world of thirty where one node has all sessions, and hardly elsewhere. */
export const rare = (one: Fault): Fault => ({ ...one, world: "alone", seedCount: 48 });

/** One world in a hundred shows it: the search begins shortly before one that does. */
export const rareAfter = (firstSeed: number, one: Fault): Fault => ({ ...one, firstSeed });

export const fault = (
  name: string,
  breaks: readonly Rule[],
  ...changes: readonly (readonly [file: string, find: string, replace: string])[]
): Fault => ({
  name,
  breaks,
  patches: changes.map(([file, find, replace]) => ({ file, find, replace })),
});
