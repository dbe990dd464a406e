import type { ClusterPicture, HeldPartition, NodeRow, PartitionRow } from "../ports/leases.ts";
import type { Clock } from "../ports/clock.ts";

/**
 * What this node knows of the cluster: the newest picture that a renewal brought, and what others told since. It may be old, and
 * nothing depends on its being right: who acts on it is put right by the store.
 */
export class Directory {
  readonly #clock: Clock;
  readonly #partitions = new Map<number, PartitionRow>();
  #nodes: readonly NodeRow[] = [];
  readonly #listeners = new Set<(partitions: readonly number[]) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get nodes(): readonly NodeRow[] {
    return this.#nodes;
  }

  get partitions(): Iterable<PartitionRow> {
    return this.#partitions.values();
  }

  partition(partition: number): PartitionRow {
    return this.#partitions.get(partition) ?? { partition, epoch: 0, owner: null, pinned: null };
  }

  nodeOf(id: string): NodeRow | undefined {
    return this.#nodes.find((node) => node.id === id);
  }

  /** A renewal has brought a picture. What was told of a later epoch meanwhile is newer than it. */
  see({ nodes, partitions }: ClusterPicture): void {
    this.#nodes = nodes;
    const changed: number[] = [];
    for (const row of partitions) {
      const known = this.partition(row.partition);
      if (known.epoch > row.epoch) continue;
      this.#partitions.set(row.partition, row);
      if (known.epoch !== row.epoch || known.owner !== row.owner) changed.push(row.partition);
    }
    this.#tell(changed);
  }

  /** A node says that it has taken these. */
  learn(owner: string, held: readonly HeldPartition[]): void {
    const changed: number[] = [];
    for (const { partition, epoch } of held) {
      const known = this.partition(partition);
      if (known.epoch >= epoch) continue;
      this.#partitions.set(partition, { ...known, epoch, owner });
      changed.push(partition);
    }
    this.#tell(changed);
  }

  onChange(listener: (partitions: readonly number[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves as soon as it holds, which is looked at after each change; after a while, or when it is called off. Tells whether it holds. */
  async until(holds: () => boolean, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    if (holds() || signal?.aborted) return holds();
    await new Promise<void>((resolve) => {
      const done = (): void => {
        callOff();
        stop();
        signal?.removeEventListener("abort", done);
        resolve();
      };
      signal?.addEventListener("abort", done, { once: true });
      const callOff = this.#clock.after(timeoutMs, done);
      const stop = this.onChange(() => {
        if (holds()) done();
      });
    });
    return holds();
  }

  #tell(changed: readonly number[]): void {
    if (changed.length === 0) return;
    for (const listener of this.#listeners) listener(changed);
  }
}
