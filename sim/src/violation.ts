/** The promises of docs/ARCHITECTURE.md, and what the simulation holds the server to besides. */
export const rules = [
  "J1",
  "J2",
  "J3",
  "J4",
  "M1",
  "M2",
  "M3",
  "M4",
  "C1",
  "V1",
  "R1",
  "E1",
  /** What is told is what the journal says, in its order, and whoever was too slow is told so. */
  "events",
  /** A clock never runs out before its time. */
  "time",
  /** What goes on by itself goes on at the owner; what was given up is left alone, and so is what belongs to a node that is there. */
  "ownership",
  /** Once nothing fails any more, everything is answered, told, and ends. */
  "liveness",
] as const;
export type Rule = (typeof rules)[number];

/** A promise that was broken, and how. */
export interface Violation {
  readonly rule: Rule;
  readonly detail: string;
}

/** Takes note of a violation; it may be called from within the server, so it never throws. */
export type Report = (rule: Rule, detail: string) => void;
