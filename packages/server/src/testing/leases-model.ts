import type { HeldPartition, NodeIdentity } from "../ports/leases.ts";

interface ModelNode {
  node: NodeIdentity;
  isDraining: boolean;
  state: "there" | "dead" | "left";
  readonly processes: Set<string>;
}

/** What a store has to answer, as simply as it can be said: leases have run out, or they never will. */
export class LeasesModel {
  readonly #nodes = new Map<string, ModelNode>();
  readonly #partitions = new Map<number, { epoch: number; owner: string | null }>();
  readonly #pins = new Map<number, string | null>();

  renew(node: NodeIdentity, isDraining: boolean, isThere: boolean): unknown {
    const { id, incarnation } = node;
    const known = this.#nodes.get(id);
    const processes = known?.processes ?? new Set();
    if (processes.has(incarnation) && known?.node.incarnation !== incarnation) return "superseded";
    processes.add(incarnation);
    this.#nodes.set(id, { node, isDraining, state: isThere ? "there" : "dead", processes });
    return this.picture();
  }

  leave({ id, incarnation }: NodeIdentity): void {
    const known = this.#nodes.get(id);
    if (known?.node.incarnation !== incarnation || known.state === "left") return;
    known.state = "left";
    for (const row of this.#partitions.values()) if (row.owner === id) row.owner = null;
  }

  take(node: string, partitions: readonly number[]): (number | null)[] {
    return partitions.map((partition) => {
      const { epoch, owner } = this.#partitions.get(partition) ?? { epoch: 0, owner: null };
      const isKept = owner !== null && this.#nodes.get(owner)?.state === "there";
      if (isKept && owner !== node) return null;
      this.#partitions.set(partition, { epoch: epoch + 1, owner: node });
      return epoch + 1;
    });
  }

  claim(partitions: readonly number[]): number[] {
    return partitions.map((partition) => {
      const epoch = this.epochOf(partition) + 1;
      this.#partitions.set(partition, { epoch, owner: null });
      return epoch;
    });
  }

  release(held: readonly HeldPartition[], to: string | null): void {
    for (const { partition, epoch } of held) {
      const row = this.#partitions.get(partition);
      if (row?.epoch === epoch) row.owner = to;
    }
  }

  pin(partition: number, node: string | null): boolean {
    const state = node === null ? "there" : (this.#nodes.get(node)?.state ?? "left");
    if (state !== "left") this.#pins.set(partition, node);
    return state !== "left";
  }

  /** Removes all that are not there. */
  forget(): void {
    for (const [id, { state }] of this.#nodes) if (state !== "there") this.#nodes.delete(id);
  }

  epochOf(partition: number): number {
    return this.#partitions.get(partition)?.epoch ?? 0;
  }

  picture(): unknown {
    const nodes = [...this.#nodes.values()].filter(({ state }) => state !== "left");
    return {
      nodes: nodes
        .map(({ node, isDraining, state }) => ({ ...node, isDraining, isThere: state === "there" }))
        .toSorted((one, other) => (one.id < other.id ? -1 : 1)),
      partitions: [...this.#partitions]
        .map(([partition, row]) => ({
          partition,
          ...row,
          pinned: this.#pins.get(partition) ?? null,
        }))
        .toSorted((one, other) => one.partition - other.partition),
    };
  }
}
