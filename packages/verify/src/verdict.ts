import type { Currency, SessionStatus } from "@parlor/kit";
import type { Finding } from "./finding.ts";

/** What was checked and held; of a file with a fault, up to the fault. */
export interface Held {
  readonly session: string | null;
  readonly game: { readonly id: string; readonly version: string } | null;
  readonly title: string | null;
  readonly currency: Currency | null;
  readonly status: SessionStatus | null;
  readonly entries: number;
  /** The hash of the last entry that held: whoever notes it down pins all that comes before. */
  readonly head: string;
  /** The journalled time of the first and of the last entry, in milliseconds since 1970. */
  readonly from: number | null;
  readonly until: number | null;
  /** Rounds whose revealed seed is the one that was committed to. */
  readonly rounds: number;
  /** Draws worked out again from a seed. */
  readonly draws: number;
  /** Draws of a round whose seed is not out yet: they were played with as they are written. */
  readonly drawsUnrevealed: number;
  readonly events: number;
  readonly transfers: number;
  /** What the table's account holds after them, in minor units. */
  readonly balance: number;
  /** The entry that has the hash which was noted down; null where none was. */
  readonly pinned: number | null;
  /** Whether the file says itself where it ends, so that nothing can be missing from its end by accident. */
  readonly hasEnd: boolean;
}

export type Verdict =
  | { readonly kind: "holds"; readonly held: Held }
  | { readonly kind: "fault"; readonly finding: Finding; readonly held: Held };
