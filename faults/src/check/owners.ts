import type { Stored } from "../stored.ts";
import { finding, type Finding } from "./finding.ts";

const partitionCount = 256;

/** FNV-1a of the session's id, as it is written down: worked out here once more. */
export const partitionOf = (session: string): number => {
  let sum = 0x811c9dc5;
  for (const letter of Buffer.from(session, "latin1")) sum = Math.imul(sum ^ letter, 0x01000193);
  return (sum >>> 0) % partitionCount;
};

/** When which machine took a partition. */
interface Taken {
  readonly epoch: number;
  readonly machine: string | null;
  readonly at: number;
}

/** Who held each partition, in the order in which it was taken. */
export class Holders {
  readonly #byPartition = new Map<number, Taken[]>();

  constructor(stored: Pick<Stored, "epochs">) {
    for (const { partition, epoch, machine, committedAt: at } of stored.epochs) {
      const taken = this.#byPartition.get(partition) ?? [];
      this.#byPartition.set(partition, taken);
      taken.push({ epoch, machine, at });
    }
    for (const taken of this.#byPartition.values()) taken.sort((one, other) => one.at - other.at);
  }

  get all(): Iterable<readonly [partition: number, taken: readonly Taken[]]> {
    return this.#byPartition;
  }

  /** Who could write to the session at this moment (in microseconds): whoever took its partition last. */
  holder(session: string, at: number): string | null | undefined {
    const taken = this.#byPartition.get(partitionOf(session));
    return taken?.findLast((one) => one.at < at)?.machine;
  }
}

/**
 * [C1] A partition's epoch rises with each new owner and never falls, and every entry was written by the machine that had taken its partition
 * last when the entry was committed. A taking waits for the commits that it ends, so their order in time is that of their effects.
 */
export const checkOwners = (stored: Stored): readonly Finding[] => {
  const holders = new Holders(stored);
  const findings: Finding[] = [];
  for (const [partition, taken] of holders.all)
    for (const [index, { epoch }] of taken.entries()) {
      const before = taken[index - 1]?.epoch ?? 0;
      if (epoch <= before)
        findings.push(finding("C1", `partition ${partition} got epoch ${epoch} after ${before}`));
    }
  for (const { session, seq, machine, committedAt } of stored.entries) {
    const holder = holders.holder(session, committedAt);
    if (machine === null) findings.push(finding("C1", `nobody wrote entry ${seq} of ${session}`));
    else if (machine !== holder)
      findings.push(
        finding("C1", `${machine} wrote entry ${seq} of ${session}, which ${holder} had taken`),
      );
  }
  return findings;
};
