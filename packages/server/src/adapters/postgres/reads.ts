import { ok as assert } from "node:assert";
import type { ClientBase } from "pg";
import type {
  AccountBalance,
  EntryRow,
  RunningSession,
  SessionFilter,
  SessionRow,
  StoredSession,
} from "../../ports/store.ts";

export const entryColumns = `session, seq, hash, command_id AS "commandId", body`;
const rowColumns = `id, game, status, created_at AS "createdAt", summary`;
const entriesText = `SELECT ${entryColumns} FROM entries WHERE session = $1 AND seq > $2 ORDER BY seq`;

/** A session at one moment: its owner may go on writing meanwhile. */
export const load = async (client: ClientBase, id: string): Promise<StoredSession | null> => {
  const { rows } = await client.query<
    SessionRow & {
      readonly setup: string;
      readonly secret: string;
      readonly snapshotSeq: number | null;
      readonly snapshot: string | null;
      readonly entries: readonly EntryRow[];
    }
  >({
    name: "load-session",
    // One statement sees one moment.
    text: `SELECT
        ${rowColumns}, setup, secret, snapshots.seq AS "snapshotSeq", snapshots.state AS snapshot,
        (
          SELECT coalesce(json_agg(row_to_json(entry) ORDER BY entry.seq), '[]')
          FROM (SELECT ${entryColumns} FROM entries WHERE session = id AND seq > coalesce(snapshots.seq, 0)) AS entry
        ) AS entries
      FROM sessions LEFT JOIN snapshots ON snapshots.session = sessions.id
      WHERE id = $1`,
    values: [id],
  });
  const [found] = rows;
  if (!found) return null;
  const { setup, secret, snapshotSeq, snapshot, entries: after, ...row } = found;
  const last = after.at(-1) ?? (await entryAt(client, id, snapshotSeq ?? 0));
  assert(last !== undefined, `${id} has no entries`);
  return {
    row,
    setup,
    secret,
    snapshot: snapshotSeq === null ? null : { seq: snapshotSeq, state: snapshot ?? "" },
    entries: after,
    head: { seq: last.seq, hash: last.hash },
  };
};

const entryAt = async (
  client: ClientBase,
  session: string,
  seq: number,
): Promise<EntryRow | undefined> => (await entries(client, session, seq - 1, 1))[0];

export const entries = async (
  client: ClientBase,
  session: string,
  after: number,
  limit: number,
): Promise<EntryRow[]> => {
  const { rows } = await client.query<EntryRow>({
    name: "entries-after",
    text: `${entriesText} LIMIT $3`,
    values: [session, after, limit],
  });
  return rows;
};

export const entryOf = async (
  client: ClientBase,
  session: string,
  commandId: string,
): Promise<EntryRow | null> => {
  const { rows } = await client.query<EntryRow>({
    text: `SELECT ${entryColumns} FROM entries WHERE session = $1 AND command_id = $2`,
    values: [session, commandId],
  });
  return rows[0] ?? null;
};

export const sessions = async (
  client: ClientBase,
  { status, game, limit, after }: SessionFilter,
): Promise<SessionRow[]> => {
  const { rows } = await client.query<SessionRow>({
    text: `SELECT ${rowColumns} FROM sessions
      WHERE ($1::text[] IS NULL OR status = ANY($1)) AND ($2::text IS NULL OR game = $2)
        AND ($3::text IS NULL OR (created_at, id) < (SELECT created_at, id FROM sessions WHERE id = $3))
      ORDER BY created_at DESC, id DESC LIMIT $4`,
    values: [status ?? null, game ?? null, after ?? null, limit],
  });
  return rows;
};

const runningText = `SELECT id, game, status, wake_at AS "wakeAt"
    FROM sessions JOIN heads ON heads.session = sessions.id`;

export const running = async (client: ClientBase): Promise<RunningSession[]> => {
  const { rows } = await client.query<RunningSession>(
    `${runningText} WHERE status IN ('waiting', 'in_progress', 'paused')`,
  );
  return rows;
};

export const runningIn = async (
  client: ClientBase,
  partitions: readonly number[],
): Promise<RunningSession[]> => {
  const { rows } = await client.query<RunningSession>(
    // In the words of the index that has only these.
    `${runningText} WHERE status <> 'ended' AND partition = ANY($1)`,
    [partitions],
  );
  return rows;
};

const balanceText = "SELECT account, currency, sum(balance)::bigint AS balance FROM balances";

export const balances = async (client: ClientBase, account: string): Promise<AccountBalance[]> => {
  const { rows } = await client.query<AccountBalance>({
    text: `${balanceText} WHERE account = $1 GROUP BY account, currency ORDER BY currency`,
    values: [account],
  });
  return rows;
};

export const accounts = async (client: ClientBase): Promise<AccountBalance[]> => {
  const { rows } = await client.query<AccountBalance>(
    `${balanceText} GROUP BY account, currency ORDER BY account, currency`,
  );
  return rows;
};
