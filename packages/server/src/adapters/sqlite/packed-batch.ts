import { ok as assert } from "node:assert";
import type { Transfer } from "@parlor/kit";
import type { Commit, Verdict } from "../../ports/store.ts";

/**
 * A batch of commits, or of verdicts, as one flat list. Between two threads a message is copied field by
 * field with the name of each; a list of plain values takes a third of the time on either side.
 */
export type Packed = unknown[];

export const packBatch = (batch: readonly Commit[]): Packed => {
  const packed: Packed = [];
  for (const { session, partition, epoch, entry, prev, currency, transfers, ...rare } of batch) {
    packed.push(session, partition, epoch);
    packed.push(entry.seq, entry.hash, entry.commandId, entry.body, prev, currency);
    packed.push(rare.seen, rare.opening, rare.snapshot, rare.row, rare.wakeAt, transfers.length);
    for (const { debit, credit, amount, kind, bet } of transfers)
      packed.push(debit, credit, amount, kind, bet);
  }
  return packed;
};

/** Reads the values of a list in the order in which they were put in. */
class Unpacking {
  readonly #packed: Packed;
  #next = 0;
  constructor(packed: Packed) {
    this.#packed = packed;
  }
  get isOver(): boolean {
    return this.#next >= this.#packed.length;
  }
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever takes a value answers for it that one of this type was put in here
  take<T>(): T {
    assert(!this.isOver, "a packed batch ends in the middle");
    return this.#packed[this.#next++] as T;
  }
}

export const unpackBatch = (packed: Packed): Commit[] => {
  const from = new Unpacking(packed);
  const batch: Commit[] = [];
  while (!from.isOver) {
    const [session, partition, epoch] = [
      from.take<string>(),
      from.take<number>(),
      from.take<number>(),
    ];
    const entry = {
      seq: from.take<number>(),
      hash: from.take<string>(),
      commandId: from.take<string>(),
      body: from.take<string>(),
    };
    const [prev, currency] = [from.take<string>(), from.take<Commit["currency"]>()];
    const seen = from.take<Commit["seen"]>();
    const opening = from.take<Commit["opening"]>();
    const snapshot = from.take<Commit["snapshot"]>();
    const row = from.take<Commit["row"]>();
    const wakeAt = from.take<Commit["wakeAt"]>();
    const transfers = Array.from({ length: from.take<number>() }, () => transferFrom(from));
    batch.push({
      session,
      partition,
      epoch,
      entry,
      prev,
      currency,
      transfers,
      seen,
      opening,
      snapshot,
      row,
      wakeAt,
    });
  }
  return batch;
};

const transferFrom = (from: Unpacking): Transfer => {
  const [debit, credit, amount] = [from.take<string>(), from.take<string>(), from.take<number>()];
  const [kind, bet] = [from.take<Transfer["kind"]>(), from.take<Transfer["bet"]>()];
  return bet === undefined ? { debit, credit, amount, kind } : { debit, credit, amount, kind, bet };
};

export const packVerdicts = (verdicts: readonly Verdict[]): Packed => {
  const packed: Packed = [];
  for (const verdict of verdicts) {
    packed.push(verdict.kind);
    if (verdict.kind === "uncovered") packed.push(verdict.account);
    if (verdict.kind !== "committed") continue;
    const balances = Object.entries(verdict.balances);
    packed.push(verdict.position, balances.length);
    for (const [account, balance] of balances) packed.push(account, balance);
  }
  return packed;
};

export const unpackVerdicts = (packed: Packed): Verdict[] => {
  const from = new Unpacking(packed);
  const verdicts: Verdict[] = [];
  while (!from.isOver) {
    const kind = from.take<Verdict["kind"]>();
    if (kind === "uncovered") verdicts.push({ kind, account: from.take<string>() });
    else if (kind !== "committed") verdicts.push({ kind });
    else {
      const position = from.take<number>();
      const balances: Record<string, number> = {};
      for (let left = from.take<number>(); left > 0; left--)
        balances[from.take<string>()] = from.take<number>();
      verdicts.push({ kind, position, balances });
    }
  }
  return verdicts;
};
