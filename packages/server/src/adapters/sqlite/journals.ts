import { ok as assert } from "node:assert";
import type { DatabaseSync } from "node:sqlite";
import type { Currency } from "@parlor/kit";
import type { Commit, Opening, SessionRow } from "../../ports/store.ts";
import type { Blocks } from "./blocks.ts";
import type { EntryIndex } from "./entry-index.ts";
import { prepare, type Query } from "./query.ts";
import { RecentMap } from "./recent-map.ts";

/** About 20 MB; a session that was forgotten costs one look-up at its next command. */
export const cachedHeadCountMax = 50_000;

/** Where a session's journal ends. */
interface Head {
  readonly key: number;
  readonly currency: Currency;
  seq: number;
  hash: string;
}

/** Writes sessions and their entries; the journals' ends are cached, under the ledger's rules. */
export class Journals {
  readonly #cache: RecentMap<Head>;
  readonly #index: EntryIndex;
  readonly #blocks: Blocks;
  readonly #find: Query<{ readonly key: number; readonly currency: Currency }>;
  readonly #insertSession: Query<never>;
  readonly #updateRow: Query<never>;
  readonly #updateSnapshot: Query<never>;
  readonly #setAlarm: Query<never>;

  constructor(
    db: DatabaseSync,
    blocks: Blocks,
    index: EntryIndex,
    cacheMax: number = cachedHeadCountMax,
  ) {
    this.#blocks = blocks;
    this.#index = index;
    this.#cache = new RecentMap(cacheMax);
    this.#find = prepare(db, "SELECT key, currency FROM sessions WHERE id = ?");
    this.#insertSession = prepare(
      db,
      `INSERT INTO sessions (id, status, game, created_at, currency, summary, setup, secret)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#updateRow = prepare(
      db,
      "UPDATE sessions SET status = ?, game = ?, created_at = ?, summary = ? WHERE key = ?",
    );
    this.#updateSnapshot = prepare(
      db,
      "UPDATE sessions SET snapshot_seq = ?, snapshot = ? WHERE key = ?",
    );
    this.#setAlarm = prepare(
      db,
      `INSERT INTO alarms (session, wake_at) VALUES (?, ?)
      ON CONFLICT (session) DO UPDATE SET wake_at = excluded.wake_at`,
    );
  }

  head(session: string): Head | null {
    const cached = this.#cache.get(session);
    if (cached) return cached;
    const found = this.#find.get(session);
    if (!found) return null;
    const last = this.#index.last(found.key);
    assert(last !== null, `${session} has no last entry`);
    const { seq, hash } = this.#blocks.entryAt(last);
    const head = { ...found, seq, hash };
    this.#cache.set(session, head);
    return head;
  }

  knows(head: Head | null, commandId: string): boolean {
    return head !== null && this.#index.positionOf(head.key, commandId) !== null;
  }

  /** Writes the commit's entry and gives its position. */
  append(head: Head | null, commit: Commit): number {
    const { entry, row, snapshot, wakeAt } = commit;
    const to = head ?? this.#open(commit);
    const { seq, hash, commandId, body } = entry;
    const position = this.#blocks.append({ session: to.key, seq, hash, commandId, body });
    this.#index.add({ session: to.key, seq, commandId, position });
    if (row && head) {
      this.#updateRow.run(row.status, row.game, row.createdAt, row.summary, to.key);
    }
    if (snapshot !== undefined) this.#updateSnapshot.run(seq, snapshot, to.key);
    if (wakeAt !== undefined) this.#setAlarm.run(to.key, wakeAt);
    to.seq = seq;
    to.hash = hash;
    return position;
  }

  /** Between transactions only: what `head` gave may be in use until then. */
  trim(): void {
    this.#cache.trim();
  }

  forget(): void {
    this.#cache.clear();
  }

  #open({ session, opening, row, currency }: Commit): Head {
    assert(opening !== undefined && row !== undefined, `${session} is opened without an opening`);
    const head = { key: this.#insert(row, opening, currency), currency, seq: 0, hash: "" };
    this.#cache.set(session, head);
    return head;
  }

  #insert(row: SessionRow, { setup, secret }: Opening, currency: Currency): number {
    const { id, status, game, createdAt, summary } = row;
    const values = [id, status, game, createdAt, currency, summary, setup, secret];
    return Number(this.#insertSession.run(...values).lastInsertRowid);
  }
}
