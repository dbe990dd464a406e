import type { Move } from "../playout.ts";
import type { Decision, Scale } from "./node.ts";

/** A tree that grows by iterations, however many there is time for. */
export interface Search {
  readonly root: Decision<unknown>;
  readonly scale: Scale;
  /** Whether it is known what every move comes to, so that to search on is in vain. */
  readonly isSolved: boolean;
  iterate(): void;
  best(): Move;
}
