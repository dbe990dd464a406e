import type { Currency, SessionStatus, Transfer } from "@parlor/kit";

/** One line of a journal, as it is kept. `body` is the text that was hashed, to the byte. */
export interface EntryRow {
  readonly session: string;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly hash: string;
  readonly commandId: string;
  readonly body: string;
}

/** An entry with its place in the order in which the store committed the entries of all sessions. */
export interface FeedRow extends EntryRow {
  readonly position: number;
}

/** What listings need to know of a session; written anew only when it changed. */
export interface SessionRow {
  readonly id: string;
  readonly game: string;
  readonly status: SessionStatus;
  readonly createdAt: number;
  /** The lobby's line as JSON text; the store does not look into it. */
  readonly summary: string;
}

/** What is written once, with a session's first entry. */
export interface Opening {
  /** The session's setup as JSON text. */
  readonly setup: string;
  /** What the session's round seeds are made from. It leaves the store only through `load`. */
  readonly secret: string;
}

/**
 * What one command durably changes. All of it is written, or nothing. The first entry, and only it, has
 * an empty `prev`, an `opening` and, necessarily, a `row`. A commit that is not of this form, or moves
 * what is no amount, is a bug of the caller: the whole batch is rejected before anything is written.
 */
export interface Commit {
  readonly session: string;
  readonly partition: number;
  readonly epoch: number;
  readonly entry: Omit<EntryRow, "session">;
  /** The hash of the entry before; for the first entry the empty text. */
  readonly prev: string;
  readonly currency: Currency;
  /** Applied in this order; each must be covered when its turn comes. */
  readonly transfers: readonly Transfer[];
  /**
   * What accounts held when this was worked out, where that matters: the pools that it pays from. It is `uncovered`
   * where one of them holds less when its turn comes; that one may hold more by then.
   */
  readonly seen?: Readonly<Record<string, number>> | undefined;
  /** With the first entry and with no other. */
  readonly opening?: Opening | undefined;
  /** The session's state after this entry, when one is due. It replaces the one before. */
  readonly snapshot?: string | undefined;
  readonly row?: SessionRow | undefined;
  /** No clock of the session rings before this moment. It is kept until another one is told. */
  readonly wakeAt?: number | undefined;
}

/**
 * What became of a commit. Checked in this order, each commit on what the ones before it in the
 * batch have left:
 * - `stale_epoch`: the partition has another epoch, or was never claimed [C1];
 * - `known`: the session's journal has an entry with this command id, whatever its content [J2];
 * - `out_of_order`: `seq` is not one more than the last entry's, or `prev` is not its hash [J3];
 * - `uncovered`: `account` holds less than was `seen`, or a transfer would take it below zero [M2];
 * - `committed`: durable. `balances` has the new balance of each `player:` and `pool:` account that a transfer touched.
 */
export type Verdict =
  | {
      readonly kind: "committed";
      readonly position: number;
      readonly balances: Readonly<Record<string, number>>;
    }
  | { readonly kind: "stale_epoch" }
  | { readonly kind: "known" }
  | { readonly kind: "out_of_order" }
  | { readonly kind: "uncovered"; readonly account: string };

/** Money that moves outside any session: a deposit, a withdrawal, a grant of play money. */
export interface TreasuryTransfer extends Transfer {
  /** Chosen by the caller; a repeated id with the same content changes nothing. */
  readonly id: string;
  readonly currency: Currency;
  /** When it was made. Not part of the content: a repetition comes later. */
  readonly at: number;
}
export type TransferVerdict =
  /** `balances` as in a commit's verdict; the same for a repetition, as they are now. */
  | { readonly kind: "committed" | "repeated"; readonly balances: Readonly<Record<string, number>> }
  | { readonly kind: "transfer_reused" }
  | { readonly kind: "uncovered"; readonly account: string };

/** A session as it is kept: enough to go on with. */
export interface StoredSession {
  readonly row: SessionRow;
  readonly setup: string;
  readonly secret: string;
  readonly snapshot: { readonly seq: number; readonly state: string } | null;
  /** The entries after the snapshot, or all of them. */
  readonly entries: readonly EntryRow[];
  /** The journal's last entry. */
  readonly head: { readonly seq: number; readonly hash: string };
}

export interface SessionFilter {
  readonly status?: readonly SessionStatus[];
  readonly game?: string;
  /** At most this many, newest first. */
  readonly limit: number;
  /** Only sessions that come after this one in that order: for paging. An unknown id is followed by none. */
  readonly after?: string;
}

/** A session that has not ended, as far as somebody has to know of it who does not read it. */
export interface RunningSession {
  readonly id: string;
  readonly game: string;
  readonly status: SessionStatus;
  /** What its commits told last; null when none did: then no clock runs. */
  readonly wakeAt: number | null;
}

export interface AccountBalance {
  readonly account: string;
  readonly currency: Currency;
  readonly balance: number;
}

/**
 * Where journals, balances and epochs are kept: the only truth there is. An adapter
 * - resolves `commit` only when what it answers is durable: it survives the death of the process,
 *   and of the machine where the adapter's synchronous mode says so (the default) [J1];
 * - gives each commit of a batch its own verdict: one that is refused leaves no trace and does not
 *   harm the others;
 * - keeps every account named `player:…`, `prize:…` or `pool:…` at zero or above, at every
 *   transfer; all other accounts may go below [M2];
 * - keeps, per currency, the sum of all accounts at zero [M1];
 * - takes calls concurrently, and answers reads with what was committed before the call;
 * - answers the writes of one caller in the order in which it did them: whoever passes the balances
 *   of their verdicts on passes the newest on last;
 * - throws only when it cannot answer at all (a broken disk): then nobody knows what was written,
 *   and the caller forgets what it holds in memory and loads it anew.
 */
export interface Store {
  /** For logs and metrics: `sqlite`, `memory`. */
  readonly kind: string;
  commit(batch: readonly Commit[]): Promise<readonly Verdict[]>;
  transfer(transfer: TreasuryTransfer): Promise<TransferVerdict>;
  /** Makes the caller the only owner of these partitions: raises and returns each one's epoch, from 1. */
  claim(partitions: readonly number[]): Promise<readonly number[]>;
  load(session: string): Promise<StoredSession | null>;
  /** Entries with `seq > after`, in order. */
  entries(session: string, after: number, limit: number): Promise<readonly EntryRow[]>;
  entryOf(session: string, commandId: string): Promise<EntryRow | null>;
  /** Newest first (by `createdAt`, then id). */
  sessions(filter: SessionFilter): Promise<readonly SessionRow[]>;
  /** All sessions that have not ended. */
  running(): Promise<readonly RunningSession[]>;
  /** Entries of all sessions with `position > after`, in order. No entry ever appears behind one already read. */
  feed(after: number, limit: number): Promise<readonly FeedRow[]>;
  /** The position of the newest entry; 0 when there is none. */
  feedEnd(): Promise<number>;
  /** The balances of an account in every currency that it was ever used in. */
  balances(account: string): Promise<readonly AccountBalance[]>;
  /** All accounts, for audits; ordered by account and currency. */
  accounts(): Promise<readonly AccountBalance[]>;
  /** The transfers made outside sessions, in order, for audits. */
  transfers(): Promise<readonly TreasuryTransfer[]>;
  /** The value kept under a key; `initial` is kept when there is none yet. */
  setting(key: string, initial: string): Promise<string>;
  /** Keeps another value under the key, whatever was there. */
  changeSetting(key: string, value: string): Promise<void>;
  /** A cheap look whether the store answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
