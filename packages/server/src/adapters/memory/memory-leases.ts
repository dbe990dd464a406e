import type {
  ClusterPicture,
  HeldPartition,
  Leases,
  NodeIdentity,
  NodeRow,
  PartitionRow,
} from "../../ports/leases.ts";
import { byText } from "./by-text.ts";

interface KeptNode {
  incarnation: string;
  url: string;
  isDraining: boolean;
  leaseUntil: number;
  /** It is kept for its incarnations alone. */
  hasLeft: boolean;
  /** Every process that ever was this node. */
  readonly incarnations: Set<string>;
}

/** What is kept of nodes and of what they own. */
export interface Ownership {
  readonly epochs: Map<number, number>;
  /** Partitions that are not in it have no owner. */
  readonly owners: Map<number, string>;
  readonly pins: Map<number, string>;
  readonly nodes: Map<string, KeptNode>;
}

export const newOwnership = (): Ownership => ({
  epochs: new Map(),
  owners: new Map(),
  pins: new Map(),
  nodes: new Map(),
});

/** Makes somebody the only owner, or nobody that is known. */
export const raiseEpoch = (kept: Ownership, partition: number, owner: string | null): number => {
  const epoch = (kept.epochs.get(partition) ?? 0) + 1;
  kept.epochs.set(partition, epoch);
  setOwner(kept, partition, owner);
  return epoch;
};

/** Leases over what stores of one place share. `now` is the place's clock; each call is done as a whole by `inTurn`. */
export const memoryLeases = (
  kept: Ownership,
  now: () => number,
  inTurn: <T>(run: () => T) => Promise<T>,
): Leases => ({
  renew: (node, { isDraining }, leaseMs) =>
    inTurn(() => {
      const row = rowOf(kept, node);
      if (!row) return "superseded";
      Object.assign(row, {
        url: node.url,
        isDraining,
        hasLeft: false,
        leaseUntil: now() + leaseMs,
      });
      return picture(kept, now());
    }),
  leave: (node) => inTurn(() => leave(kept, node, now())),
  take: (node, partitions) => inTurn(() => take(kept, node, partitions, now())),
  release: (held, to) => inTurn(() => release(kept, held, to)),
  pin: (partition, node) => inTurn(() => pin(kept, partition, node)),
  picture: () => inTurn(() => picture(kept, now())),
  forget: (olderThanMs) => inTurn(() => forget(kept, now() - olderThanMs)),
});

const setOwner = ({ owners }: Ownership, partition: number, owner: string | null): void => {
  if (owner === null) owners.delete(partition);
  else owners.set(partition, owner);
};

/** The node's row, where this process is the newest of its name or has just become it. */
const rowOf = (
  { nodes }: Ownership,
  { id, incarnation, url }: NodeIdentity,
): KeptNode | undefined => {
  const row = nodes.get(id);
  if (!row) {
    const incarnations = new Set([incarnation]);
    const state = { isDraining: false, hasLeft: false, leaseUntil: 0 };
    const fresh: KeptNode = { incarnation, url, ...state, incarnations };
    nodes.set(id, fresh);
    return fresh;
  }
  if (row.incarnation === incarnation) return row;
  if (row.incarnations.has(incarnation)) return undefined;
  row.incarnations.add(incarnation);
  row.incarnation = incarnation;
  return row;
};

const leave = (kept: Ownership, { id, incarnation }: NodeIdentity, now: number): void => {
  const row = kept.nodes.get(id);
  if (row?.incarnation !== incarnation || row.hasLeft) return;
  row.hasLeft = true;
  row.leaseUntil = now;
  for (const [partition, owner] of kept.owners) if (owner === id) kept.owners.delete(partition);
};

const take = (
  kept: Ownership,
  node: string,
  partitions: readonly number[],
  now: number,
): readonly (number | null)[] => {
  const taken = new Map<number, number | null>();
  for (const partition of new Set(partitions)) {
    const owner = kept.owners.get(partition);
    const isKept = owner !== undefined && (kept.nodes.get(owner)?.leaseUntil ?? now) > now;
    const epoch = isKept && owner !== node ? null : raiseEpoch(kept, partition, node);
    taken.set(partition, epoch);
  }
  return partitions.map((partition) => taken.get(partition) ?? null);
};

const release = (kept: Ownership, held: readonly HeldPartition[], to: string | null): void => {
  for (const { partition, epoch } of held)
    if (kept.epochs.get(partition) === epoch) setOwner(kept, partition, to);
};

const pin = ({ pins, nodes }: Ownership, partition: number, node: string | null): boolean => {
  if (node === null) {
    pins.delete(partition);
    return true;
  }
  const row = nodes.get(node);
  if (!row || row.hasLeft) return false;
  pins.set(partition, node);
  return true;
};

const forget = ({ nodes }: Ownership, before: number): void => {
  for (const [id, { leaseUntil }] of nodes) if (leaseUntil < before) nodes.delete(id);
};

const picture = ({ nodes, epochs, owners, pins }: Ownership, now: number): ClusterPicture => ({
  now,
  nodes: [...nodes]
    .filter(([, { hasLeft }]) => !hasLeft)
    .map(([id, { incarnation, url, isDraining, leaseUntil }]): NodeRow => {
      return { id, incarnation, url, isDraining, leaseLeftMs: leaseUntil - now };
    })
    .toSorted((one, other) => byText(one.id, other.id)),
  partitions: [...epochs]
    .map(([partition, epoch]): PartitionRow => {
      const owner = owners.get(partition) ?? null;
      return { partition, epoch, owner, pinned: pins.get(partition) ?? null };
    })
    .toSorted((one, other) => one.partition - other.partition),
});
