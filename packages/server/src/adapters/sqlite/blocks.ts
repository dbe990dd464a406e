import { ok as assert } from "node:assert";
import type { DatabaseSync } from "node:sqlite";
import { prepare, type Query } from "./query.ts";

/** Blocks that were read lately, some 5 MB: the entries of one session lie in many, each with those of other sessions. */
const readBlockCountMax = 64;

/** An entry as it lies in a block; `session` is the key of the session's row. */
export interface BlockEntry {
  readonly position: number;
  readonly session: number;
  readonly seq: number;
  readonly hash: string;
  readonly commandId: string;
  readonly body: string;
}

/** What an account came to with a block's transfers. */
export type BlockBalance = readonly [account: string, currency: string, balance: number];

/** What is known of an entry without its body; the last one's length is what is left. */
type Head = readonly [
  session: number,
  seq: number,
  hash: string,
  commandId: string,
  length?: number | null,
];

interface BlockColumns {
  /** Of its last entry. */
  readonly position: number;
  readonly heads: string;
}

interface Block {
  readonly first: number;
  readonly heads: readonly Head[];
  /** A JSON list of the bodies, each to the byte as it was given. */
  readonly bodies: string;
  /** Where in `bodies` each one begins. */
  readonly starts: readonly number[];
}

/**
 * The journals' entries, those of one transaction in one row: a statement for each, and the pages that
 * their rows are spread over, would cost more than all else about a commit. An entry's position is its
 * place in the feed. The rules of the ledger about `forget` hold here too.
 */
export class Blocks {
  readonly #pending: Omit<BlockEntry, "position">[] = [];
  /** The position of the last entry that is written; undefined until it was looked up. */
  #end: number | undefined;
  readonly #read = new Map<number, Block>();
  readonly #insert: Query<never>;
  readonly #last: Query<{ readonly position: number }>;
  readonly #with: Query<BlockColumns & { readonly bodies: string }>;
  readonly #headsAfter: Query<BlockColumns>;
  readonly #balancesAfter: Query<{ readonly balances: string }>;

  constructor(db: DatabaseSync) {
    this.#insert = prepare(
      db,
      "INSERT INTO blocks (position, heads, bodies, balances) VALUES (?, ?, ?, ?)",
    );
    this.#last = prepare(db, "SELECT coalesce(max(position), 0) AS position FROM blocks");
    this.#with = prepare(
      db,
      "SELECT position, heads, bodies FROM blocks WHERE position >= ? ORDER BY position LIMIT 1",
    );
    this.#headsAfter = prepare(
      db,
      "SELECT position, heads FROM blocks WHERE position > ? ORDER BY position",
    );
    this.#balancesAfter = prepare(
      db,
      "SELECT balances FROM blocks WHERE position > ? ORDER BY position",
    );
  }

  /** The position of the newest entry, 0 when there is none; by whoever it was written. */
  end(): number {
    return this.#last.get()?.position ?? 0;
  }

  /** Takes an entry into the transaction's block; it can be read after `flush`. */
  append(entry: Omit<BlockEntry, "position">): number {
    this.#end ??= this.end();
    return this.#end + this.#pending.push(entry);
  }

  /** Writes the transaction's block, and gives the position of its last entry. */
  flush(balances: readonly BlockBalance[]): number {
    const entries = this.#pending;
    const end = (this.#end ??= this.end()) + entries.length;
    if (entries.length === 0) return end;
    const heads = entries.map(({ session, seq, hash, commandId, body }) => [
      session,
      seq,
      hash,
      commandId,
      body.length,
    ]);
    const bodies = entries.map(({ body }) => body).join(",");
    this.#insert.run(end, JSON.stringify(heads), `[${bodies}]`, JSON.stringify(balances));
    this.#end = end;
    entries.length = 0;
    return end;
  }

  entryAt(position: number): BlockEntry {
    const block = this.#blockWith(position);
    assert(block !== undefined && position >= block.first, `there is no entry at ${position}`);
    return entryIn(block, position);
  }

  /** The entries after a position, in order; at most `limit`. */
  entriesAfter(after: number, limit: number): BlockEntry[] {
    const entries: BlockEntry[] = [];
    for (let position = after + 1; entries.length < limit; position++) {
      const block = this.#blockWith(position);
      if (!block) break;
      position = Math.max(position, block.first);
      const end = block.first + block.heads.length;
      for (; position < end && entries.length < limit; position++)
        entries.push(entryIn(block, position));
      position--;
    }
    return entries;
  }

  /** The entries after a position without their bodies, in order. */
  headsAfter(after: number): Omit<BlockEntry, "body" | "hash">[] {
    return this.#headsAfter
      .all(after)
      .flatMap((row) => {
        const heads = headsOf(row);
        const first = row.position - heads.length + 1;
        return heads.map(([session, seq, , commandId], at) => ({
          position: first + at,
          session,
          seq,
          commandId,
        }));
      })
      .filter(({ position }) => position > after);
  }

  /** What accounts came to in the blocks that end after a position, in order. */
  balancesAfter(after: number): BlockBalance[] {
    return this.#balancesAfter
      .all(after)
      .flatMap(({ balances }) => JSON.parse(balances) as BlockBalance[]); // `flush` wrote them
  }

  forget(): void {
    this.#pending.length = 0;
    this.#end = undefined;
    this.#read.clear();
  }

  #blockWith(position: number): Block | undefined {
    for (const block of this.#read.values()) {
      if (position >= block.first && position < block.first + block.heads.length) return block;
    }
    const row = this.#with.get(position);
    if (!row) return undefined;
    const heads = headsOf(row);
    const starts: number[] = [];
    let start = 1;
    for (const [, , , , length] of heads) {
      starts.push(start);
      start += (length ?? 0) + 1;
    }
    const block = { first: row.position - heads.length + 1, heads, bodies: row.bodies, starts };
    this.#read.set(row.position, block);
    for (const oldest of this.#read.keys()) {
      if (this.#read.size <= readBlockCountMax) break;
      this.#read.delete(oldest);
    }
    return block;
  }
}

const headsOf = ({ heads }: BlockColumns): readonly Head[] => JSON.parse(heads) as Head[]; // `flush`, or the step from the older layout, wrote them

const entryIn = ({ first, heads, bodies, starts }: Block, position: number): BlockEntry => {
  const at = position - first;
  const head = heads[at];
  assert(head !== undefined, `there is no entry at ${position}`);
  const [session, seq, hash, commandId] = head;
  const next = starts[at + 1];
  const body = bodies.slice(starts[at], next === undefined ? bodies.length - 1 : next - 1);
  return { position, session, seq, hash, commandId, body };
};
