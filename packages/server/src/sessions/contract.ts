import type { Command, Refusal, SessionSetup, SessionState } from "@parlor/kit";
import type { OpenRequest, SessionInfo, SessionSummary, SessionView } from "@parlor/protocol";
import type { Entry } from "../journal/contract.ts";
import type { HeldPartition } from "../ports/leases.ts";
import type { RunningSession } from "../ports/store.ts";
import type { Shown } from "./shown.ts";

export { partitionOf } from "./partition.ts";
export { changeText, viewText, type Shown } from "./shown.ts";

/** A command's fate: it is in the journal, or it changed nothing. */
export type Outcome =
  | { readonly kind: "done"; readonly entry: Entry }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** A session as it stands in memory: a cache of its journal up to `seq`. */
export interface Standing {
  readonly id: string;
  readonly setup: SessionSetup;
  readonly state: SessionState;
  readonly seq: number;
}

/** Sessions as a gateway, a bot or a program sees them, whichever node owns them. */
export interface Sessions {
  /** Opens a session with the request's game, configuration and limits. */
  open(request: OpenRequest, host: string): Promise<Standing | Refusal>;
  /**
   * Puts a command into the session's queue; resolves when it is durable, or refused. It never
   * rejects: where the store broke the answer is `outcome_unknown`, and the same command sent again
   * gets the true one.
   */
  submit(session: string, command: Command): Promise<Outcome>;
  /** Reads a session back from the store where it is not in memory. */
  find(session: string): Promise<Standing | Refusal>;
  list(filter: {
    readonly game?: string;
    readonly status?: readonly SessionState["phase"]["status"][];
    readonly after?: string;
  }): Promise<readonly SessionSummary[]>;
  /** What a seat, or a spectator, may see of it now. */
  look(session: Standing, seat: number | null): SessionView;
  /**
   * The same for many who look at one moment and for who saw the one before, in texts. Asked again at the same
   * moment it is the same object.
   */
  shown(session: Standing, seat: number | null): Shown;
  info(session: Standing): SessionInfo;
  /** How many sessions of this node have not ended. */
  readonly activeCount: number;
  /** How many of these are in memory; the others rest in the store until somebody asks for them. */
  readonly inMemoryCount: number;
  /** Whether this node owns the session's partition, so that what goes on by itself has to go on here. */
  owns(session: string): boolean;
  /** Tells when partitions have come to this node, or have left it; returns how to stop. */
  onMoved(listener: (moved: Moved) => void): () => void;
}

/** Partitions came to this node, were given up by it, or turned out to be another node's. */
export type Moved =
  | { readonly kind: "gained" | "lost"; readonly partitions: readonly number[] }
  | {
      readonly kind: "yielded";
      readonly partitions: readonly number[];
      /** Where those stood that were in memory: nothing was done in them since. */
      readonly standings: readonly Standing[];
    };

/** The sessions of the partitions that this node owns, for whoever decides which these are. */
export interface OwnedSessions extends Sessions {
  readonly heldPartitions: readonly HeldPartition[];
  /**
   * Partitions are this node's, under these epochs, from now on; `runs` are the sessions that run in them. Each rests from then on,
   * and is there for whoever asks, and when its clock rings: not sooner than after `graceMs`.
   */
  gain(held: readonly HeldPartition[], runs: readonly RunningSession[], graceMs: number): void;
  /** Takes no more commands of these partitions, and resolves when the last one that was taken has its answer. */
  yield(partitions: readonly number[]): Promise<void>;
  /** [C1] Somebody else has the partition: what is here of it is dropped. Nothing where it is held under another epoch. */
  lose(held: HeldPartition): void;
  /** Where a session stands, if it is in memory. */
  seqInMemory(session: string): number | undefined;
  /** Whether the session runs, and is not in memory: nothing happens in it until somebody asks for it. */
  rests(session: string): boolean;
}
