/** A node, as another one sees it. */
export interface NodeStatus {
  readonly id: string;
  /** Where it is reached; empty where it did not say. */
  readonly url: string;
  readonly status: "alive" | "draining" | "dead";
  readonly leaseLeftMs: number;
  readonly partitions: number;
  /** What it said of itself lately; null where nothing was heard. */
  readonly load: NodeLoad | null;
}

export interface NodeLoad {
  readonly sessionsActive: number;
  readonly sessionsInMemory: number;
  readonly connections: number;
}

/** The cluster as one node knows it. */
export interface ClusterStatus {
  /** The node that was asked. */
  readonly node: string;
  readonly bus: "up" | "down";
  readonly nodes: readonly NodeStatus[];
  /** Who owns each partition, by number; null: nobody. */
  readonly owners: readonly (string | null)[];
  /** The operator's wishes. */
  readonly pinned: readonly { readonly partition: number; readonly node: string }[];
}

/** What a node has to tell of the cluster, for health, metrics and the operator. */
export interface ClusterFigures {
  readonly nodesAlive: number;
  readonly partitionsOwned: number;
  readonly isBusUp: boolean;
  readonly leaseLeftMs: number;
  readonly mirrors: number;
  /** How many sessions other nodes are told of, since they watch them or have done so lately. */
  readonly watchedElsewhere: number;
  readonly takenTotal: number;
  readonly lostTotal: number;
  /** Commands that were sent to other nodes, by what became of them. */
  readonly forwardedTotal: Readonly<Record<Forwarded, number>>;
}
export type Forwarded = "answered" | "elsewhere" | "nobody" | "silence";

/** This node's part in the cluster. */
export interface Cluster {
  readonly kind: "cluster";
  /** The node's name. */
  readonly id: string;
  status(): ClusterStatus;
  figures(): ClusterFigures;
  /** How many clients are connected here, for the others to know. */
  countConnections(count: () => number): void;
  /** Where a client that has to leave this node goes on: another node's address, a different one each time. */
  whereToGoOn(): string | undefined;
}
