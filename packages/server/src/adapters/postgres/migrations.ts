import type { ClientBase } from "pg";

/**
 * The steps from an empty schema to the layout of today. A step that was released is never changed:
 * what is to be different comes as a new one at the end. `schema_version` counts the steps done.
 */
export const migrations: readonly string[] = [
  `
  -- A batch of commits takes a number for good: what was committed under it, or that nothing was. Without a gap up
  -- to a number, nothing will ever appear below it.
  CREATE SEQUENCE batch_numbers AS bigint;
  CREATE TABLE batches (number bigint PRIMARY KEY);
  -- Readers of the feed keep here up to where they found no gap; it may lag.
  CREATE TABLE feed_settled (through bigint NOT NULL);
  INSERT INTO feed_settled (through) VALUES (0);

  -- A commit holds its partition's row, so that an epoch rises between commits only.
  CREATE TABLE partitions (id integer PRIMARY KEY, epoch bigint NOT NULL);

  -- \`position\` is the batch's number * 1,024 + the entry's place in it. The transfers are in the body.
  CREATE TABLE entries (
    position bigint PRIMARY KEY,
    session text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    command_id text COLLATE "C" NOT NULL,
    body text NOT NULL,
    UNIQUE (session, seq),
    UNIQUE (session, command_id)
  );

  -- The last entry of each session. Short, since it is written with every commit.
  CREATE TABLE heads (
    session text COLLATE "C" PRIMARY KEY,
    seq bigint NOT NULL,
    hash text NOT NULL,
    currency text NOT NULL,
    wake_at bigint
  ) WITH (fillfactor = 60);

  CREATE TABLE sessions (
    id text COLLATE "C" PRIMARY KEY,
    game text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    summary text NOT NULL,
    setup text NOT NULL,
    secret text NOT NULL
  );
  CREATE INDEX sessions_by_status ON sessions (status, created_at, id);

  CREATE TABLE snapshots (session text COLLATE "C" PRIMARY KEY, seq bigint NOT NULL, state text NOT NULL);

  -- A balance is the sum of an account's stripes. An account that never goes below zero has the stripe 0 alone; of others each
  -- partition has its own, so that no row is shared by all tables.
  CREATE TABLE balances (
    account text COLLATE "C" NOT NULL,
    currency text COLLATE "C" NOT NULL,
    stripe integer NOT NULL,
    balance bigint NOT NULL CHECK (balance >= 0 OR stripe > 0),
    PRIMARY KEY (account, currency, stripe)
  ) WITH (fillfactor = 60);

  CREATE TABLE treasury_transfers (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    debit text NOT NULL,
    credit text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    kind text NOT NULL,
    bet text,
    currency text NOT NULL,
    at bigint NOT NULL
  );

  CREATE TABLE settings (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);

  -- Every movement of money there ever was, for auditors: a balance is the sum of these.
  CREATE VIEW transfers AS
  SELECT
    entries.session AS session,
    entries.seq AS seq,
    NULL AS id,
    line.value ->> 'debit' AS debit,
    line.value ->> 'credit' AS credit,
    (line.value ->> 'amount')::bigint AS amount,
    heads.currency AS currency,
    line.value ->> 'kind' AS kind,
    line.value ->> 'bet' AS bet
  FROM entries
  JOIN heads ON heads.session = entries.session
  CROSS JOIN LATERAL json_array_elements(entries.body::json -> 'did' -> 'transfers') AS line (value)
  UNION ALL
  SELECT NULL, NULL, id, debit, credit, amount, currency, kind, bet FROM treasury_transfers;
  `,
  `
  -- Who owns a partition, for those who look for one to own. That nobody else commits is the epoch's doing.
  ALTER TABLE partitions ADD COLUMN owner text COLLATE "C";

  -- A node keeps its row while it is gone, so that its older processes are not taken for new ones. It is written over and over.
  CREATE TABLE nodes (
    id text COLLATE "C" PRIMARY KEY,
    incarnation text COLLATE "C" NOT NULL,
    url text NOT NULL,
    is_draining boolean NOT NULL,
    has_left boolean NOT NULL,
    lease_until timestamptz NOT NULL
  ) WITH (fillfactor = 50);
  -- Every process that ever came under a node's name.
  CREATE TABLE node_processes (
    node text COLLATE "C" NOT NULL,
    incarnation text COLLATE "C" NOT NULL,
    PRIMARY KEY (node, incarnation)
  );

  -- The operator's wishes. A table of their own: a partition may have one before it has an epoch, and a row of
  -- \`partitions\` is held by commits.
  CREATE TABLE pins (partition integer PRIMARY KEY, node text COLLATE "C");

  -- FNV-1a of the id, as the program computes it; ids are of ASCII letters.
  ALTER TABLE sessions ADD COLUMN partition integer;
  WITH RECURSIVE hashed (id, place, hash) AS (
    SELECT id, 1, 2166136261::bigint FROM sessions
    UNION ALL
    SELECT id, place + 1, ((hash # ascii(substr(id, place, 1))) * 16777619) % 4294967296
    FROM hashed
    WHERE place <= length(id)
  )
  UPDATE sessions SET partition = hashed.hash % 256
  FROM hashed
  WHERE hashed.id = sessions.id AND hashed.place = length(sessions.id) + 1;
  ALTER TABLE sessions ALTER COLUMN partition SET NOT NULL;
  CREATE INDEX sessions_running ON sessions (partition) WHERE status <> 'ended';
  `,
];

/** Any number will do, as long as no other program locks it in this database. */
const migrationLock = 7_265_011;

/** What was done: the layout's version before and after. */
export interface Migrated {
  readonly from: number;
  readonly to: number;
}

/**
 * Brings the first schema of the search path to the layout of today, or throws: then it is as it was. Several may do it
 * at once: one does it, the others wait. Where nothing is to be done, it needs no right to change tables.
 */
export const migrate = async (
  client: ClientBase,
  steps: readonly string[] = migrations,
): Promise<Migrated> => {
  const before = await versionOf(client);
  if (before === steps.length) return { from: before, to: before };
  await client.query("BEGIN");
  try {
    // What the server's or the role's defaults may say is meant for others.
    await client.query("SET LOCAL statement_timeout = 0");
    await client.query("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
    const from = await versionOf(client);
    if (from > steps.length) {
      throw new Error(
        `the database has layout version ${from}, but this program knows only up to ${steps.length}: ` +
          "use a newer program, or another database",
      );
    }
    if (from === 0) await begin(client);
    for (const step of steps.slice(from)) await client.query(step);
    await client.query("UPDATE schema_version SET version = $1", [steps.length]);
    await client.query("COMMIT");
    return { from, to: steps.length };
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
};

/**
 * 0 where there is no layout yet. It looks into a table, and not with `to_regclass`: what that did not find before
 * the lock it would not find after it.
 */
const versionOf = async (client: ClientBase): Promise<number> => {
  const found = await client.query(
    `SELECT FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_name = 'schema_version'`,
  );
  if (found.rowCount === 0) return 0;
  const read = await client.query<{ readonly version: number }>(
    "SELECT version FROM schema_version",
  );
  return read.rows[0]?.version ?? 0;
};

const begin = async (client: ClientBase): Promise<void> => {
  const others = await client.query<{ readonly name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = current_schema() ORDER BY table_name LIMIT 1`,
  );
  const [other] = others.rows;
  if (other) throw new Error(`the schema belongs to another program: it has a table ${other.name}`);
  await client.query("CREATE TABLE schema_version (version integer NOT NULL)");
  await client.query("INSERT INTO schema_version (version) VALUES (0)");
};
