import type { DatabaseSync } from "node:sqlite";
import type { Blocks } from "./blocks.ts";
import { prepare, type Query } from "./query.ts";

/** Some 16 entries a session where a thousand play; reading them back at the start takes 20 ms. */
const unfiledCountMax = 16_384;

interface Unfiled {
  readonly session: number;
  readonly seq: number;
  readonly commandId: string;
  readonly position: number;
}
interface Tail {
  readonly entries: Unfiled[];
  readonly byCommand: Map<string, number>;
}

/**
 * Where a session's entries are. An index in the file that is kept up to date with every entry
 * costs more than all the rest: the sessions of one batch are far apart in it, and each one's page
 * is written whole. So the newest entries of each session are indexed here, in memory, and filed in
 * the tables later, many of one session at once. What is not filed yet is found again by its
 * position after a restart. The rules of the ledger about `forget` hold here too.
 */
export class EntryIndex {
  /** Sessions with unfiled entries, the one with the oldest first. */
  readonly #tails = new Map<number, Tail>();
  readonly #max: number;
  #count = 0;
  #isRead = false;
  readonly #blocks: Blocks;
  readonly #through: Query<{ readonly through: number }>;
  readonly #positions: Query<{ readonly position: number }>;
  readonly #lastFiled: Query<{ readonly seq: number; readonly position: number }>;
  readonly #filedCommand: Query<{ readonly position: number }>;
  readonly #fileEntry: Query<never>;
  readonly #fileCommand: Query<never>;
  readonly #setFiled: Query<never>;

  constructor(db: DatabaseSync, blocks: Blocks, max: number = unfiledCountMax) {
    this.#blocks = blocks;
    this.#max = max;
    this.#through = prepare(db, "SELECT through FROM filed");
    this.#positions = prepare(
      db,
      "SELECT position FROM entry_places WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?",
    );
    this.#lastFiled = prepare(
      db,
      "SELECT seq, position FROM entry_places WHERE session = ? ORDER BY seq DESC LIMIT 1",
    );
    this.#filedCommand = prepare(
      db,
      "SELECT position FROM command_places WHERE session = ? AND command_id = ?",
    );
    this.#fileEntry = prepare(
      db,
      "INSERT INTO entry_places (session, seq, position) VALUES (?, ?, ?)",
    );
    this.#fileCommand = prepare(
      db,
      "INSERT INTO command_places (session, command_id, position) VALUES (?, ?, ?)",
    );
    this.#setFiled = prepare(db, "UPDATE filed SET through = ?");
  }

  /** Before the entry is in the file: what is there has to be read first, or this one would be missed. */
  add(entry: Unfiled): void {
    this.#read();
    this.#add(entry);
  }

  positionOf(session: number, commandId: string): number | null {
    const tail = this.#read().get(session);
    const unfiled = tail?.byCommand.get(commandId);
    if (unfiled !== undefined) return unfiled;
    // A tail from the first entry on is the whole journal.
    if (tail?.entries[0]?.seq === 1) return null;
    return this.#filedCommand.get(session, commandId)?.position ?? null;
  }

  last(session: number): number | null {
    const unfiled = this.#read().get(session)?.entries.at(-1);
    return unfiled?.position ?? this.#lastFiled.get(session)?.position ?? null;
  }

  /** The positions of the entries with `seq > after`, in order; at most `limit`. */
  positions(session: number, after: number, limit: number): number[] {
    const filed = this.#positions.all(session, after, limit).map(({ position }) => position);
    const unfiled = this.#read().get(session)?.entries ?? [];
    const skipped = Math.max(0, after + 1 - (unfiled[0]?.seq ?? 0));
    const rest = unfiled.slice(skipped, skipped + limit - filed.length);
    return [...filed, ...rest.map(({ position }) => position)];
  }

  /** At the end of a transaction: files the oldest sessions until few enough entries are unfiled. */
  flush(): void {
    const tails = this.#read();
    if (this.#count <= this.#max) return;
    for (const [session, { entries }] of tails) {
      if (this.#count <= this.#max) break;
      for (const { seq, position } of entries) this.#fileEntry.run(session, seq, position);
      // In the order of the table, so that each of its pages is found once.
      const byCommand = entries.toSorted((one, other) =>
        one.commandId < other.commandId ? -1 : 1,
      );
      for (const { commandId, position } of byCommand) {
        this.#fileCommand.run(session, commandId, position);
      }
      this.#tails.delete(session);
      this.#count -= entries.length;
    }
    for (const { entries } of tails.values()) {
      this.#setFiled.run((entries[0]?.position ?? 1) - 1);
      return;
    }
  }

  forget(): void {
    this.#tails.clear();
    this.#count = 0;
    this.#isRead = false;
  }

  #read(): ReadonlyMap<number, Tail> {
    if (this.#isRead) return this.#tails;
    this.#isRead = true;
    // A session is filed as a whole, so that of those after the mark some are filed already.
    const filed = new Map<number, number>();
    for (const entry of this.#blocks.headsAfter(this.#through.get()?.through ?? 0)) {
      const { session, seq } = entry;
      const last = filed.get(session) ?? this.#lastFiled.get(session)?.seq ?? 0;
      filed.set(session, last);
      if (seq > last) this.#add(entry);
    }
    return this.#tails;
  }

  #add(entry: Unfiled): void {
    let tail = this.#tails.get(entry.session);
    if (!tail) {
      tail = { entries: [], byCommand: new Map() };
      this.#tails.set(entry.session, tail);
    }
    tail.entries.push(entry);
    tail.byCommand.set(entry.commandId, entry.position);
    this.#count++;
  }
}
