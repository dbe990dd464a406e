import {
  partitionCount,
  partitionOf,
  type Commit,
  type Disk,
  type HeldPartition,
} from "@parlor/server/simulation";
import type { Report } from "../violation.ts";

interface Owned {
  /** The process that has it, and under which epoch. */
  readonly process: number;
  readonly epoch: number;
  /** The node that has it by the store; null: nobody. */
  owner: string | null;
  /** Its process has released it, and may write nothing to it any more. */
  isGivenUp: boolean;
}

/** A node, as far as it is seen from outside what it takes for its own. */
export interface Believer {
  readonly id: number;
  believes(session: string): boolean;
}

export const allPartitions: readonly number[] = Array.from(
  { length: partitionCount },
  (_, partition) => partition,
);

/** Some session id of each partition. */
const anySessionOf: readonly string[] = allPartitions.map((partition) => {
  let number = 0;
  while (partitionOf(String(number)) !== partition) number += 1;
  return String(number);
});

/** [C1] Who owns which partition, by what was done on the disk; and what each node takes for its own. */
export class Ownership {
  readonly #disk: Disk;
  readonly #now: () => number;
  readonly #report: Report;
  readonly #owned = new Map<number, Owned>();
  /** By partition: how often somebody was seen who believed in a session that another one had. */
  readonly #doubts = new Map<number, number>();
  /** By process and partition: when it was last seen to take it for its own. */
  readonly #believed = new Map<string, number>();
  takenCount = 0;

  constructor(disk: Disk, now: () => number, report: Report) {
    this.#disk = disk;
    this.#now = now;
    this.#report = report;
  }

  /** The process that has the partition under its newest epoch. */
  processOf(partition: number): number | undefined {
    return this.#owned.get(partition)?.process;
  }

  wrote(process: number, { partition, epoch, session }: Commit): void {
    const owned = this.#owned.get(partition);
    if (owned?.process !== process || owned.epoch !== epoch)
      this.#report(
        "C1",
        `node ${process} wrote to ${session} under epoch ${epoch} of node ${owned?.process}`,
      );
    else if (owned.isGivenUp)
      this.#report("ownership", `node ${process} wrote to ${session} after giving it up`);
  }

  /** Somebody takes everything, from whoever had it. */
  claimed(process: number, partitions: readonly number[], epochs: readonly number[]): void {
    for (const [index, partition] of partitions.entries())
      this.#gain(partition, { process, epoch: epochs[index] ?? 0, owner: null });
  }

  taken(
    process: number,
    node: string,
    partitions: readonly number[],
    epochs: readonly (number | null)[],
  ): void {
    for (const [index, partition] of partitions.entries()) {
      const epoch = epochs[index] ?? null;
      if (epoch === null) continue;
      const before = this.#owned.get(partition)?.owner ?? null;
      const leaseLeft =
        before === null ? 0 : (this.#disk.nodes.get(before)?.leaseUntil ?? 0) - this.#now();
      if (before !== node && leaseLeft > 0)
        this.#report("ownership", `${node} takes ${partition} from ${before}, who is there`);
      this.#gain(partition, { process, epoch, owner: node });
    }
    this.#compare();
  }

  #gain(partition: number, gained: Pick<Owned, "process" | "epoch" | "owner">): void {
    const before = this.#owned.get(partition)?.epoch ?? 0;
    if (gained.epoch <= before)
      this.#report("C1", `node ${gained.process} took epoch ${gained.epoch} after ${before}`);
    this.takenCount += 1;
    this.#owned.set(partition, { ...gained, isGivenUp: false });
  }

  released(held: readonly HeldPartition[], to: string | null): void {
    for (const { partition, epoch } of held) {
      const owned = this.#owned.get(partition);
      if (owned?.epoch !== epoch) continue;
      owned.owner = to;
      owned.isGivenUp = true;
    }
    this.#compare();
  }

  left(node: string): void {
    for (const [partition, owned] of this.#owned)
      if (owned.owner === node) owned.owner = this.#disk.owners.get(partition) ?? null;
    this.#compare();
  }

  #compare(): void {
    for (const [partition, { owner }] of this.#owned) {
      const kept = this.#disk.owners.get(partition) ?? null;
      if (kept !== owner)
        this.#report(
          "ownership",
          `the store has ${kept} as the owner of ${partition}, not ${owner}`,
        );
    }
  }

  /** Looks at what everybody believes just now. */
  look(nodes: readonly Believer[]): void {
    for (const partition of allPartitions) {
      const process = this.processOf(partition);
      for (const node of nodes) {
        if (!node.believes(anySessionOf[partition] ?? "")) continue;
        this.#believed.set(`${node.id} ${partition}`, this.#now());
        if (node.id !== process)
          this.#doubts.set(partition, (this.#doubts.get(partition) ?? 0) + 1);
      }
    }
  }

  /** While this stays the same, nobody but its owner has answered for the session. */
  certaintyOf(session: string): number {
    return this.#doubts.get(partitionOf(session)) ?? 0;
  }

  /** When the process was last seen to take the session for its own. */
  believedAt(process: number, session: string): number | undefined {
    return this.#believed.get(`${process} ${partitionOf(session)}`);
  }

  /** Partitions that none of these has under their newest epoch, or that it does not know of. */
  ownerless(nodes: readonly Believer[]): number[] {
    return allPartitions.filter((partition) => {
      const owner = nodes.find(({ id }) => id === this.processOf(partition));
      return !owner?.believes(anySessionOf[partition] ?? "");
    });
  }
}
