import { ok as assert } from "node:assert";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
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
  fallenSince,
  isSameTransfer,
  isTold,
} from "../store-rules.ts";
import { Blocks } from "./blocks.ts";
import { EntryIndex } from "./entry-index.ts";
import { Journals } from "./journals.ts";
import { Ledger } from "./ledger.ts";
import { migrate } from "./migrations.ts";
import { prepare } from "./query.ts";
import { readsOf } from "./reads.ts";

export interface DatabaseOptions {
  /** Its folder is made when there is none. */
  readonly file: string;
  /** `full` survives the death of the machine, `normal` only that of the process. */
  readonly synchronous: "full" | "normal";
  /** How many sessions and how many accounts are kept in memory. */
  readonly cacheMax?: number;
  /** How many entries are indexed in memory only. */
  readonly unfiledMax?: number;
  /** After how many accounts that changed the table of balances is written. */
  readonly unsettledMax?: number;
}

/** How long to wait for another process that writes the same file. */
const busyTimeoutMs = 5_000;
/** Often and little: a checkpoint of this many pages holds the writer up for some 4 ms. */
const checkpointPageCount = 1_000;
/** What a burst has left of the write-ahead log is cut back to this. */
const walBytesMax = 64 * 1024 * 1024;
/** A batch is written in half as many pages as with SQLite's 4,096. It holds for files that are new. */
const pageBytes = 8_192;
/** Reads are few, and the system keeps what it has room for: a larger one only holds memory that others could use. */
const pageCacheKiB = 16 * 1024;

const open = ({ file, synchronous }: DatabaseOptions): DatabaseSync => {
  mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    db.exec(`PRAGMA page_size = ${pageBytes}`);
    db.exec("PRAGMA journal_mode = WAL");
    db.exec(`PRAGMA synchronous = ${synchronous === "full" ? "FULL" : "NORMAL"}`);
    // Without it an fsync on macOS stops at the disk's own cache; elsewhere it changes nothing.
    db.exec(`PRAGMA fullfsync = ${synchronous === "full" ? "ON" : "OFF"}`);
    db.exec(`PRAGMA wal_autocheckpoint = ${checkpointPageCount}`);
    db.exec(`PRAGMA journal_size_limit = ${walBytesMax}`);
    db.exec(`PRAGMA cache_size = -${pageCacheKiB}`);
    migrate(db);
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
};

const statementsOf = (db: DatabaseSync) => ({
  begin: prepare(db, "BEGIN"),
  beginImmediate: prepare(db, "BEGIN IMMEDIATE"),
  commit: prepare(db, "COMMIT"),
  dataVersion: prepare<{ readonly data_version: number }>(db, "PRAGMA data_version"),
  epoch: prepare<{ readonly epoch: number }>(db, "SELECT epoch FROM partitions WHERE id = ?"),
  claim: prepare<{ readonly epoch: number }>(
    db,
    `INSERT INTO partitions (id, epoch) VALUES (?, 1)
    ON CONFLICT (id) DO UPDATE SET epoch = epoch + 1 RETURNING epoch`,
  ),
  setting: prepare<{ readonly value: string }>(db, "SELECT value FROM settings WHERE key = ?"),
  keep: prepare(db, "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING"),
  set: prepare(db, "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)"),
  insertTransfer: prepare(
    db,
    `INSERT INTO treasury_transfers (id, debit, credit, amount, kind, bet, currency, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
});

/** The store on one SQLite file, synchronously: what runs on the worker thread. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements: ReturnType<typeof statementsOf>;
  readonly #reads: ReturnType<typeof readsOf>;
  readonly #blocks: Blocks;
  readonly #index: EntryIndex;
  readonly #ledger: Ledger;
  readonly #journals: Journals;
  #dataVersion = -1;

  constructor(options: DatabaseOptions) {
    this.#db = open(options);
    this.#statements = statementsOf(this.#db);
    this.#blocks = new Blocks(this.#db);
    this.#index = new EntryIndex(this.#db, this.#blocks, options.unfiledMax);
    this.#reads = readsOf(this.#db, this.#blocks, this.#index);
    this.#ledger = new Ledger(this.#db, this.#blocks, options);
    this.#journals = new Journals(this.#db, this.#blocks, this.#index, options.cacheMax);
  }

  commit(batch: readonly Commit[]): Verdict[] {
    batch.forEach(assertCommit);
    if (batch.length === 0) return [];
    return this.#write(() => {
      const epochs = new Map<number, number | null>();
      const verdicts = batch.map((commit) => this.#decide(commit, epochs));
      const end = this.#blocks.flush(this.#ledger.takeChanged());
      this.#ledger.settleIfDue(end);
      this.#index.flush();
      return verdicts;
    });
  }

  transfer(transfer: TreasuryTransfer): TransferVerdict {
    assertTransfer(transfer);
    return this.#write(() => {
      const { id, debit, credit, amount, kind, bet, currency, at } = transfer;
      const earlier = this.#reads.transferWith(id);
      if (earlier && !isSameTransfer(earlier, transfer)) return { kind: "transfer_reused" };
      if (earlier) {
        const told = [debit, credit].filter(isTold);
        const now = told.map((account) => [account, this.#ledger.balance(account, currency)]);
        return { kind: "repeated", balances: Object.fromEntries(now) };
      }
      const posted = this.#ledger.post(currency, [transfer]);
      if (posted.kind === "uncovered") return posted;
      const insert = this.#statements.insertTransfer;
      insert.run(id, debit, credit, amount, kind, bet ?? null, currency, at);
      const balances = this.#ledger.keep(posted);
      // No block has what these came to.
      this.#ledger.settle(this.#blocks.end());
      return { kind: "committed", balances };
    });
  }

  claim(partitions: readonly number[]): number[] {
    return this.#write(() =>
      partitions.map((partition) => {
        const raised = this.#statements.claim.get(partition);
        assert(raised !== undefined, "an upsert gives its row");
        return raised.epoch;
      }),
    );
  }

  setting(key: string, initial: string): string {
    const found = this.#statements.setting.get(key);
    if (!found) this.#write(() => this.#statements.keep.run(key, initial));
    return (found ?? this.#statements.setting.get(key))?.value ?? initial;
  }

  changeSetting(key: string, value: string): void {
    this.#write(() => this.#statements.set.run(key, value));
  }

  load(session: string): StoredSession | null {
    return this.#read(() => this.#reads.load(session));
  }

  entries(session: string, after: number, limit: number): EntryRow[] {
    return this.#read(() => this.#reads.entries(session, after, limit));
  }

  entryOf(session: string, commandId: string): EntryRow | null {
    return this.#read(() => this.#reads.entryOf(session, commandId));
  }

  sessions(filter: SessionFilter): SessionRow[] {
    return this.#read(() => this.#reads.sessions(filter));
  }

  running(): RunningSession[] {
    return this.#reads.running();
  }

  feed(after: number, limit: number): FeedRow[] {
    return this.#read(() => this.#reads.feed(after, limit));
  }

  feedEnd(): number {
    return this.#blocks.end();
  }

  balances(account: string): AccountBalance[] {
    return this.#read(() => this.#ledger.balances(account));
  }

  accounts(): AccountBalance[] {
    return this.#read(() => this.#ledger.accounts());
  }

  transfers(): TreasuryTransfer[] {
    return this.#reads.transfers();
  }

  ping(): void {
    this.#blocks.end();
  }

  /** What the connection runs with: SQLite leaves some of what it is asked for undone silently. */
  settings(): { readonly synchronous: unknown; readonly journalMode: unknown } {
    return {
      synchronous: this.#db.prepare("PRAGMA synchronous").get()?.["synchronous"],
      journalMode: this.#db.prepare("PRAGMA journal_mode").get()?.["journal_mode"],
    };
  }

  close(): void {
    // Whoever looks into the file with other tools finds all balances in their table.
    this.#write(() => this.#ledger.settle(this.#blocks.end()));
    this.#db.close();
  }

  /** The checks' order is the port's; what is read and checked is left as it was by a "no". */
  #decide(commit: Commit, epochs: Map<number, number | null>): Verdict {
    if (this.#epoch(commit.partition, epochs) !== commit.epoch) return { kind: "stale_epoch" };
    const { session, entry, prev, currency, transfers } = commit;
    const head = this.#journals.head(session);
    if (this.#journals.knows(head, entry.commandId)) return { kind: "known" };
    if (entry.seq !== (head?.seq ?? 0) + 1 || prev !== (head?.hash ?? "")) {
      return { kind: "out_of_order" };
    }
    assert(!head || head.currency === currency, `${session}: another currency`);
    const fallen = fallenSince(commit, (account) => this.#ledger.balance(account, currency));
    if (fallen !== undefined) return { kind: "uncovered", account: fallen };
    const posted = this.#ledger.post(currency, transfers);
    if (posted.kind === "uncovered") return posted;
    // From here on it must succeed.
    const position = this.#journals.append(head, commit);
    return { kind: "committed", position, balances: this.#ledger.keep(posted) };
  }

  #epoch(partition: number, epochs: Map<number, number | null>): number | null {
    const read = epochs.get(partition);
    if (read !== undefined) return read;
    const epoch = this.#statements.epoch.get(partition)?.epoch ?? null;
    epochs.set(partition, epoch);
    return epoch;
  }

  #write<T>(run: () => T): T {
    this.#statements.beginImmediate.run();
    try {
      this.#forgetIfOthersWrote();
      const result = run();
      this.#statements.commit.run();
      this.#ledger.trim();
      this.#journals.trim();
      return result;
    } catch (error) {
      this.#forget();
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  /** Several statements that have to see the same moment. */
  #read<T>(run: () => T): T {
    this.#statements.begin.run();
    try {
      this.#forgetIfOthersWrote();
      return run();
    } finally {
      this.#statements.commit.run();
    }
  }

  #forgetIfOthersWrote(): void {
    const version = this.#statements.dataVersion.get()?.data_version ?? -1;
    if (version !== this.#dataVersion) this.#forget();
    this.#dataVersion = version;
  }

  #forget(): void {
    this.#blocks.forget();
    this.#index.forget();
    this.#ledger.forget();
    this.#journals.forget();
  }
}
