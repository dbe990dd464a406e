import { ok as assert } from "node:assert";
import type { DatabaseSync } from "node:sqlite";
import type { SessionStatus } from "@parlor/kit";
import type {
  EntryRow,
  FeedRow,
  RunningSession,
  SessionFilter,
  SessionRow,
  StoredSession,
  TreasuryTransfer,
} from "../../ports/store.ts";
import type { BlockEntry, Blocks } from "./blocks.ts";
import type { EntryIndex } from "./entry-index.ts";
import { byText, prepare } from "./query.ts";

const rowColumns = "id, game, status, created_at AS createdAt, summary";

interface SessionColumns extends SessionRow {
  readonly key: number;
  readonly setup: string;
  readonly secret: string;
  readonly snapshotSeq: number | null;
  readonly snapshot: string | null;
}
type TransferColumns = Omit<TreasuryTransfer, "bet"> & { readonly bet: string | null };

/** The reads of the port, each a plain function. They need a transaction to see one moment. */
export const readsOf = (db: DatabaseSync, blocks: Blocks, index: EntryIndex) => {
  const session = prepare<SessionColumns>(
    db,
    `SELECT key, ${rowColumns}, setup, secret, snapshot_seq AS snapshotSeq, snapshot
    FROM sessions WHERE id = ?`,
  );
  const key = prepare<{ readonly key: number }>(db, "SELECT key FROM sessions WHERE id = ?");
  const entryOf = (id: string, position: number): EntryRow => {
    const { seq, hash, commandId, body } = blocks.entryAt(position);
    return { session: id, seq, hash, commandId, body };
  };
  const entries = (id: string, after: number, limit: number): EntryRow[] => {
    const found = key.get(id);
    return found
      ? index.positions(found.key, after, limit).map((position) => entryOf(id, position))
      : [];
  };
  return {
    sessions: listing(db),
    load: (id: string): StoredSession | null => {
      const found = session.get(id);
      const last = found && index.last(found.key);
      if (!found || !last) return null;
      const { key: _key, setup, secret, snapshotSeq, snapshot, ...row } = found;
      const { seq, hash } = blocks.entryAt(last);
      return {
        row,
        setup,
        secret,
        snapshot: snapshotSeq === null ? null : { seq: snapshotSeq, state: snapshot ?? "" },
        entries: entries(id, snapshotSeq ?? 0, Number.MAX_SAFE_INTEGER),
        head: { seq, hash },
      };
    },
    entries,
    entryOf: (id: string, command: string): EntryRow | null => {
      const found = key.get(id);
      const position = found ? index.positionOf(found.key, command) : null;
      return position === null ? null : entryOf(id, position);
    },
    running: runningSessions(db),
    feed: feedOf(db, blocks),
    ...treasury(db),
  };
};

const feedOf = (
  db: DatabaseSync,
  blocks: Blocks,
): ((after: number, limit: number) => FeedRow[]) => {
  const id = prepare<{ readonly id: string }>(db, "SELECT id FROM sessions WHERE key = ?");
  return (after, limit) => {
    const ids = new Map<number, string>();
    const idOf = (session: number): string => {
      const known = ids.get(session) ?? id.get(session)?.id;
      assert(known !== undefined, `there is no session ${session}`);
      ids.set(session, known);
      return known;
    };
    return blocks
      .entriesAfter(after, limit)
      .map((entry: BlockEntry): FeedRow => ({ ...entry, session: idOf(entry.session) }));
  };
};

/** As keys, so that a status that is added to the kit is missed here by the compiler. */
const statusKeys: Readonly<Record<SessionStatus, true>> = {
  waiting: true,
  in_progress: true,
  paused: true,
  ended: true,
};
const statuses = Object.keys(statusKeys) as SessionStatus[]; // the keys that its type names

const listing = (db: DatabaseSync) => {
  const place = prepare<{ readonly createdAt: number }>(
    db,
    "SELECT created_at AS createdAt FROM sessions WHERE id = ?",
  );
  const page = prepare<SessionRow>(
    db,
    `SELECT ${rowColumns} FROM sessions
    WHERE status = ? AND (created_at, id) < (?, ?) AND game = coalesce(?, game)
    ORDER BY created_at DESC, id DESC LIMIT ?`,
  );
  /** The index gives each status in order; a page of all is within the pages of each. */
  return ({ status = statuses, game, limit, after }: SessionFilter): SessionRow[] => {
    const from = after === undefined ? { createdAt: Number.MAX_SAFE_INTEGER } : place.get(after);
    if (!from) return [];
    return [...new Set<SessionStatus>(status)]
      .flatMap((one) => page.all(one, from.createdAt, after ?? "", game ?? null, limit))
      .toSorted((one, other) => other.createdAt - one.createdAt || byText(other.id, one.id))
      .slice(0, limit);
  };
};

const runningSessions = (db: DatabaseSync): (() => RunningSession[]) => {
  const running = prepare<RunningSession>(
    db,
    `SELECT id, game, status, wake_at AS wakeAt
    FROM sessions LEFT JOIN alarms ON alarms.session = sessions.key
    WHERE status IN ('waiting', 'in_progress', 'paused')`,
  );
  return () => running.all();
};

const treasury = (db: DatabaseSync) => {
  const columns = "id, debit, credit, amount, kind, bet, currency, at";
  const all = prepare<TransferColumns>(
    db,
    `SELECT ${columns} FROM treasury_transfers ORDER BY position`,
  );
  const one = prepare<TransferColumns>(
    db,
    `SELECT ${columns} FROM treasury_transfers WHERE id = ?`,
  );
  const transferOf = ({ bet, ...rest }: TransferColumns): TreasuryTransfer =>
    bet === null ? rest : { ...rest, bet };
  return {
    transfers: (): TreasuryTransfer[] => all.all().map(transferOf),
    transferWith: (id: string): TreasuryTransfer | null => {
      const found = one.get(id);
      return found ? transferOf(found) : null;
    },
  };
};
