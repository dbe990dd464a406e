import { hash } from "node:crypto";
import type { NodeRow, PartitionRow } from "../ports/leases.ts";

/** How much a node is the one for a partition: the same everywhere and for ever. */
const weightOf = (node: string, partition: number): number =>
  Number.parseInt(hash("sha256", `${node} ${partition}`).slice(0, 13), 16);

/**
 * Rendezvous hashing (Thaler and Ravishankar, 1998): each partition is with the node that weighs most for it. When a node comes
 * or goes, only the partitions that it gets or had move.
 */
export class Placement {
  readonly #weights = new Map<string, number>();

  /** The node where a partition shall be; undefined where there is no node at all. Nodes that leave get nothing unless all do. */
  placeOf(
    partition: number,
    pinned: PartitionRow["pinned"],
    nodes: readonly NodeRow[],
  ): string | undefined {
    const alive = nodes.filter(({ leaseLeftMs }) => leaseLeftMs > 0);
    const staying = alive.filter(({ isDraining }) => !isDraining);
    const eligible = staying.length > 0 ? staying : alive;
    if (pinned !== null && eligible.some(({ id }) => id === pinned)) return pinned;
    let best: string | undefined;
    for (const { id } of eligible)
      if (best === undefined || this.#isHeavier(id, best, partition)) best = id;
    return best;
  }

  #isHeavier(one: string, other: string, partition: number): boolean {
    const difference = this.#weight(one, partition) - this.#weight(other, partition);
    return difference === 0 ? one > other : difference > 0;
  }

  /** Worked out once: every renewal asks for all of them. */
  #weight(node: string, partition: number): number {
    const key = `${partition} ${node}`;
    const known = this.#weights.get(key);
    if (known !== undefined) return known;
    const weight = weightOf(node, partition);
    this.#weights.set(key, weight);
    return weight;
  }
}
