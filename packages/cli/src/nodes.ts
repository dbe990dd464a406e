import type { ClusterPicture, SharedStore } from "@parlor/server";
import { partitionCount, postgresStore } from "@parlor/server/postgres";
import { columns } from "./columns.ts";
import { fail } from "./fail.ts";
import { partitionsIn, rangesText, type PartitionRange } from "./partition-range.ts";
import { isPostgres } from "./store-name.ts";

interface NodesOptions {
  readonly store: string;
}

export const listNodes = (options: NodesOptions & { readonly json?: boolean }): Promise<void> =>
  withLeases(options, async (leases) => {
    const picture = await leases.picture();
    console.log(options.json ? JSON.stringify(picture, null, 2) : pictureText(picture));
  });

/** Pins partitions to a node. The nodes see to the rest with their next renewals. */
export const movePartitions = (
  ranges: readonly PartitionRange[],
  node: string,
  options: NodesOptions,
): Promise<void> =>
  withPartitions(ranges, options, async (leases, partitions) => {
    for (const partition of partitions)
      if (!(await leases.pin(partition, node))) return fail(`There is no node ${node}.`);
    console.log(`Pinned to ${node}: ${rangesText(ranges)}.`);
  });

export const freePartitions = (
  ranges: readonly PartitionRange[],
  options: NodesOptions,
): Promise<void> =>
  withPartitions(ranges, options, async (leases, partitions) => {
    for (const partition of partitions) await leases.pin(partition, null);
    console.log(`Pinned to no node: ${rangesText(ranges)}.`);
  });

type Leases = SharedStore["leases"];

const withPartitions = async (
  ranges: readonly PartitionRange[],
  options: NodesOptions,
  run: (leases: Leases, partitions: readonly number[]) => Promise<void>,
): Promise<void> => {
  const last = partitionCount - 1;
  if (ranges.some(({ to }) => to > last)) return fail(`Partitions have numbers from 0 to ${last}.`);
  return withLeases(options, (leases) => run(leases, partitionsIn(ranges)));
};

const withLeases = async (
  { store: url }: NodesOptions,
  run: (leases: Leases) => Promise<void>,
): Promise<void> => {
  if (!isPostgres(url))
    return fail(
      "Only a PostgreSQL database is shared by nodes: name it with --store postgres://..., or in PARLOR_STORE.",
    );
  const store = await postgresStore({ url });
  try {
    await run(store.leases);
  } finally {
    await store.close();
  }
};

const secondsText = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const pictureText = ({ nodes, partitions }: ClusterPicture): string => {
  const lines = nodes.map(({ id, url, isDraining, leaseLeftMs }) => [
    id,
    leaseLeftMs <= 0 ? "dead" : isDraining ? "draining" : "there",
    leaseLeftMs > 0 ? `${secondsText(leaseLeftMs)} left` : `out for ${secondsText(-leaseLeftMs)}`,
    String(partitions.filter(({ owner }) => owner === id).length),
    String(partitions.filter(({ pinned }) => pinned === id).length),
    url,
  ]);
  const table = [["node", "state", "lease", "partitions", "pinned", "address"], ...lines];
  const there = new Set(nodes.filter(({ leaseLeftMs }) => leaseLeftMs > 0).map(({ id }) => id));
  const owned = partitions.filter(({ owner }) => owner !== null && there.has(owner)).length;
  const free = partitionCount - owned;
  return [
    nodes.length === 0 ? "There are no nodes." : columns(table),
    free === 0
      ? `All ${partitionCount} partitions have an owner.`
      : `${free} of ${partitionCount} partitions have no owner that is there.`,
  ].join("\n");
};
