import { partitionCount } from "../limits.ts";
import type { Entropy } from "../ports/entropy.ts";
import type { HeldPartition } from "../ports/leases.ts";
import type { Lease } from "./commit-of.ts";
import type { Moved } from "./contract.ts";
import { partitionOf } from "./partition.ts";

interface Held {
  readonly epoch: number;
  readonly since: number;
  /** Clocks of its sessions that were due before ring at this moment. */
  readonly notBefore: number;
}

/** With one partition of all, so many ids are enough for all but one in 10^27 openings. */
const idAttemptsMax = 64 * partitionCount;

/** The partitions that this node owns: under which epoch, and since when. */
export class HeldPartitions {
  readonly #entropy: Entropy;
  readonly #held = new Map<number, Held>();
  readonly #listeners = new Set<(moved: Moved) => void>();

  constructor(entropy: Entropy) {
    this.#entropy = entropy;
  }

  onMoved(listener: (moved: Moved) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(moved: Moved): void {
    for (const listener of this.#listeners) listener(moved);
  }

  get all(): readonly HeldPartition[] {
    return [...this.#held].map(([partition, { epoch }]) => ({ partition, epoch }));
  }

  add({ partition, epoch }: HeldPartition, since: number, notBefore: number): void {
    this.#held.set(partition, { epoch, since, notBefore });
  }

  delete(partition: number): void {
    this.#held.delete(partition);
  }

  /** Whether the partition is held, and under this epoch. */
  has({ partition, epoch }: HeldPartition): boolean {
    return this.#held.get(partition)?.epoch === epoch;
  }

  leaseOf(session: string): Lease | undefined {
    const partition = partitionOf(session);
    const held = this.#held.get(partition);
    return held && { partition, epoch: held.epoch };
  }

  notBefore({ partition }: Lease): number {
    return this.#held.get(partition)?.notBefore ?? 0;
  }

  isHeldSince(session: string, moment: number): boolean {
    const held = this.#held.get(partitionOf(session));
    return held !== undefined && held.since <= moment;
  }

  /** An id whose partition is held; nothing where none is. */
  newSessionId(): string | undefined {
    if (this.#held.size === 0) return undefined;
    for (let attempt = 0; attempt < idAttemptsMax; attempt++) {
      const id = this.#entropy.hex(8);
      if (this.#held.has(partitionOf(id))) return id;
    }
    return undefined;
  }
}
