import { assert, type Currency, type Transfer } from "@parlor/kit";
import type { SharedStore } from "../../ports/leases.ts";
import type {
  AccountBalance,
  Commit,
  EntryRow,
  FeedRow,
  RunningSession,
  SessionFilter,
  SessionRow,
  StoredSession,
  TransferVerdict,
  TreasuryTransfer,
  Verdict,
} from "../../ports/store.ts";
import {
  assertCommit,
  assertTransfer,
  isGuarded,
  fallenSince,
  isTold,
  isSameTransfer,
} from "../store-rules.ts";
import { byText } from "./by-text.ts";
import { memoryLeases, newOwnership, raiseEpoch, type Ownership } from "./memory-leases.ts";

interface Journal {
  row: SessionRow;
  wakeAt: number | null;
  readonly partition: number;
  readonly setup: string;
  readonly secret: string;
  readonly currency: Currency;
  snapshot: { readonly seq: number; readonly state: string } | null;
  readonly entries: EntryRow[];
  readonly byCommand: Map<string, EntryRow>;
}
type Balances = Map<string, number>;

/** What outlives a store: one that is opened over the same disk finds what another one left. */
export interface Disk extends Ownership {
  readonly journals: Map<string, Journal>;
  readonly feed: FeedRow[];
  readonly balances: Map<Currency, Balances>;
  readonly settings: Map<string, string>;
  readonly treasury: Map<string, TreasuryTransfer>;
}

export const newDisk = (): Disk => ({
  ...newOwnership(),
  journals: new Map(),
  feed: [],
  balances: new Map(),
  settings: new Map(),
  treasury: new Map(),
});

/**
 * A store for tests: plain maps, one call after the other. It is what other stores are held against. Leases are measured by
 * `now`, the clock of whoever keeps the disk: the machine's, unless a test has time in its own hand.
 */
export const memoryStore = (
  disk: Disk = newDisk(),
  now: () => number = () => Date.now(),
): SharedStore => {
  let tail: Promise<unknown> = Promise.resolve();
  let closed = false;
  /** Each call runs as a whole, in the order of the calls, and never before the caller goes on. */
  const inTurn = <T>(run: () => T): Promise<T> => {
    if (closed) return Promise.reject(new Error("the store is closed"));
    const result = tail.then(run);
    tail = result.catch(() => undefined);
    return result;
  };
  return {
    kind: "memory",
    commit: (batch) =>
      inTurn(() => {
        batch.forEach(assertCommit);
        return batch.map((commit) => decide(disk, commit));
      }),
    transfer: (transfer) => inTurn(() => transferOnce(disk, transfer)),
    claim: (partitions) =>
      inTurn(() => partitions.map((partition) => raiseEpoch(disk, partition, null))),
    load: (session) => inTurn(() => load(disk, session)),
    entries: (session, after, limit) =>
      inTurn(() => disk.journals.get(session)?.entries.slice(after, after + limit) ?? []),
    entryOf: (session, commandId) =>
      inTurn(() => disk.journals.get(session)?.byCommand.get(commandId) ?? null),
    sessions: (filter) => inTurn(() => list(disk, filter)),
    running: () => inTurn(() => running(disk)),
    runningIn: (partitions) => inTurn(() => running(disk, new Set(partitions))),
    feed: (after, limit) => inTurn(() => disk.feed.slice(after, after + limit)),
    feedEnd: () => inTurn(() => disk.feed.length),
    balances: (account) =>
      inTurn(() => allAccounts(disk).filter((balance) => balance.account === account)),
    accounts: () => inTurn(() => allAccounts(disk)),
    transfers: () => inTurn(() => [...disk.treasury.values()]),
    setting: (key, initial) =>
      inTurn(() => {
        const value = disk.settings.get(key) ?? initial;
        disk.settings.set(key, value);
        return value;
      }),
    changeSetting: (key, value) => inTurn(() => void disk.settings.set(key, value)),
    leases: memoryLeases(disk, now, inTurn),
    ping: () => inTurn(() => undefined),
    close: async () => {
      closed = true;
      await tail;
    },
  };
};

const decide = (disk: Disk, commit: Commit): Verdict => {
  const { entry, session } = commit;
  const journal = disk.journals.get(session);
  const last = journal?.entries.at(-1);
  if (disk.epochs.get(commit.partition) !== commit.epoch) return { kind: "stale_epoch" };
  if (journal?.byCommand.has(entry.commandId)) return { kind: "known" };
  if (entry.seq !== (last?.seq ?? 0) + 1 || commit.prev !== (last?.hash ?? "")) {
    return { kind: "out_of_order" };
  }
  assert(!journal || journal.currency === commit.currency, `${session}: another currency`);
  const before = disk.balances.get(commit.currency);
  const fallen = fallenSince(commit, (account) => before?.get(account) ?? 0);
  if (fallen !== undefined) return { kind: "uncovered", account: fallen };
  const posted = post(disk, commit.currency, commit.transfers);
  if ("uncovered" in posted) return { kind: "uncovered", account: posted.uncovered };
  // From here on it must succeed.
  append(disk, commit);
  keep(disk, commit.currency, posted.changed);
  return { kind: "committed", position: disk.feed.length, balances: told(posted.changed) };
};

const append = (disk: Disk, commit: Commit): void => {
  const { session, partition, entry, opening, row, snapshot, currency, wakeAt } = commit;
  const kept: EntryRow = {
    session,
    seq: entry.seq,
    hash: entry.hash,
    commandId: entry.commandId,
    body: entry.body,
  };
  if (opening && row) {
    const { setup, secret } = opening;
    const byCommand = new Map<string, EntryRow>();
    const empty = { snapshot: null, wakeAt: null, entries: [], byCommand };
    disk.journals.set(session, { row, partition, setup, secret, currency, ...empty });
  }
  const journal = disk.journals.get(session);
  assert(journal !== undefined, `${session} has no journal`);
  journal.entries.push(kept);
  journal.byCommand.set(kept.commandId, kept);
  if (snapshot !== undefined) journal.snapshot = { seq: kept.seq, state: snapshot };
  if (row) journal.row = { ...row };
  if (wakeAt !== undefined) journal.wakeAt = wakeAt;
  disk.feed.push({ ...kept, position: disk.feed.length + 1 });
};

/** The balances as they would be after these transfers; nothing is changed yet. */
const post = (
  disk: Disk,
  currency: Currency,
  transfers: readonly Transfer[],
): { readonly changed: Balances } | { readonly uncovered: string } => {
  const before = disk.balances.get(currency);
  const changed: Balances = new Map();
  const add = (account: string, amount: number) => {
    const balance = (changed.get(account) ?? before?.get(account) ?? 0) + amount;
    assert(Number.isSafeInteger(balance), `${account} left the range of safe integers`);
    changed.set(account, balance);
    return balance;
  };
  for (const { debit, credit, amount } of transfers) {
    if (add(debit, -amount) < 0 && isGuarded(debit)) return { uncovered: debit };
    add(credit, amount);
  }
  return { changed };
};

const keep = (disk: Disk, currency: Currency, changed: Balances): void => {
  const balances = disk.balances.get(currency) ?? new Map<string, number>();
  for (const [account, balance] of changed) balances.set(account, balance);
  disk.balances.set(currency, balances);
};

const told = (balances: Iterable<readonly [string, number]>): Record<string, number> =>
  Object.fromEntries([...balances].filter(([account]) => isTold(account)));

const transferOnce = (disk: Disk, transfer: TreasuryTransfer): TransferVerdict => {
  assertTransfer(transfer);
  const { id, currency, debit, credit } = transfer;
  const earlier = disk.treasury.get(id);
  if (earlier) {
    if (!isSameTransfer(earlier, transfer)) return { kind: "transfer_reused" };
    const balances = disk.balances.get(currency);
    const now = [debit, credit].map((account) => [account, balances?.get(account) ?? 0] as const);
    return { kind: "repeated", balances: told(now) };
  }
  const posted = post(disk, currency, [transfer]);
  if ("uncovered" in posted) return { kind: "uncovered", account: posted.uncovered };
  disk.treasury.set(id, { ...transfer });
  keep(disk, currency, posted.changed);
  return { kind: "committed", balances: told(posted.changed) };
};

const load = (disk: Disk, session: string): StoredSession | null => {
  const journal = disk.journals.get(session);
  if (!journal) return null;
  const { row, setup, secret, snapshot } = journal;
  const entries = journal.entries.slice(snapshot?.seq ?? 0);
  const last = journal.entries.at(-1);
  assert(last !== undefined, `${session} has no entries`);
  return { row, setup, secret, snapshot, entries, head: { seq: last.seq, hash: last.hash } };
};

const list = (disk: Disk, { status, game, limit, after }: SessionFilter): SessionRow[] => {
  const rows = [...disk.journals.values()]
    .map(({ row }) => row)
    .toSorted((one, other) => other.createdAt - one.createdAt || byText(other.id, one.id));
  const from = after === undefined ? 0 : rows.findIndex((row) => row.id === after) + 1;
  if (after !== undefined && from === 0) return [];
  return rows
    .slice(from)
    .filter((row) => (!status || status.includes(row.status)) && (!game || row.game === game))
    .slice(0, limit);
};

const running = (disk: Disk, partitions?: ReadonlySet<number>): RunningSession[] =>
  [...disk.journals.values()]
    .filter(({ row, partition }) => row.status !== "ended" && (partitions?.has(partition) ?? true))
    .map(({ row: { id, game, status }, wakeAt }) => ({ id, game, status, wakeAt }));

const allAccounts = (disk: Disk): AccountBalance[] =>
  [...disk.balances]
    .flatMap(([currency, balances]) =>
      [...balances].map(([account, balance]) => ({ account, currency, balance })),
    )
    .toSorted(
      (one, other) => byText(one.account, other.account) || byText(one.currency, other.currency),
    );
