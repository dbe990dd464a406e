import type { RunningSession, Store } from "./store.ts";

/** A process that may own partitions. */
export interface NodeIdentity {
  /** Its name; another process may come back under it. */
  readonly id: string;
  /** Which process of that name it is: another one each time. */
  readonly incarnation: string;
  /** Where clients and other programs reach it: `http://host:port`; empty when nobody does from outside. */
  readonly url: string;
}

/** A node as the store knows it. */
export interface NodeRow extends NodeIdentity {
  /** It goes away: it hands its partitions over and takes none. */
  readonly isDraining: boolean;
  /** Milliseconds of its lease that are left by the store's clock; 0 or less: it has run out, and its partitions are free. */
  readonly leaseLeftMs: number;
}

/** Who owns a partition, and who shall. */
export interface PartitionRow {
  readonly partition: number;
  /** Rises with every new owner; what is committed under another one is refused [C1]. */
  readonly epoch: number;
  /** A node's id; null: it was given up, or taken by somebody who is no node. */
  readonly owner: string | null;
  /** The node that the operator wants it to be with, as long as that one is there. */
  readonly pinned: string | null;
}

/** All that the store knows of the cluster, at one moment. */
export interface ClusterPicture {
  /** The store's clock, in milliseconds since 1970: the only one that all nodes can see. */
  readonly now: number;
  /** By id. Nodes that left are not in it; those that died are until somebody `forget`s them. */
  readonly nodes: readonly NodeRow[];
  /** By number; those that were never claimed are not in it. */
  readonly partitions: readonly PartitionRow[];
}

/** The epoch under which a node owns a partition. */
export interface HeldPartition {
  readonly partition: number;
  readonly epoch: number;
}

/**
 * Which nodes are there, and which partitions they own: one lease a node, and an owner and an epoch a partition. A lease only
 * says whose partitions others leave alone, so that each has somebody who looks after it. That nobody commits without
 * owning is the epochs' doing, which `commit` checks, whatever happens to leases and clocks. An adapter
 * - measures leases by its own clock alone;
 * - does each call as a whole: what two nodes do at once happens one after the other;
 * - answers `take` and `release` only when what they answer is durable, and no commit under an older epoch can come in.
 */
export interface Leases {
  /**
   * The process is there for another `leaseMs`. The newest process of a name is the node, whoever came before:
   * an older one is `superseded` from then on, and a process is new when its incarnation was never seen under the name.
   */
  renew(
    node: NodeIdentity,
    state: { readonly isDraining: boolean },
    leaseMs: number,
  ): Promise<ClusterPicture | "superseded">;
  /** The node leaves: its lease ends at once, and what it still owned is free. Nothing where its name has a newer process. */
  leave(node: NodeIdentity): Promise<void>;
  /**
   * Makes the node the only owner of those of these partitions that it may have: its own, those that are free, and those whose
   * owner's lease has run out, or who is unknown. Each one's new epoch; null for one that somebody else keeps.
   */
  take(node: string, partitions: readonly number[]): Promise<readonly (number | null)[]>;
  /**
   * Gives partitions to another node, who `take`s them then, or to nobody. Those whose epoch has risen since are left
   * alone. The epochs stay: until they are taken, their commits still come in.
   */
  release(held: readonly HeldPartition[], to: string | null): Promise<void>;
  /** The operator's wish where a partition shall be; null: wherever it falls. False when there is no such node. */
  pin(partition: number, node: string | null): Promise<boolean>;
  /** What `renew` gives, without being a node. */
  picture(): Promise<ClusterPicture>;
  /** Removes nodes whose lease ran out more than so long ago; what they owned is free, as it was. */
  forget(olderThanMs: number): Promise<void>;
}

/** A store that many nodes can share. */
export interface SharedStore extends Store {
  readonly leases: Leases;
  /** Those sessions of these partitions that have not ended. */
  runningIn(partitions: readonly number[]): Promise<readonly RunningSession[]>;
}
