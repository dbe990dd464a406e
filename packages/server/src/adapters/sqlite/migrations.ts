import type { DatabaseSync } from "node:sqlite";

/**
 * The steps from an empty file to the layout of today. A step that was released is never changed:
 * what is to be different comes as a new one at the end. `user_version` counts the steps done.
 */
export const migrations: readonly string[] = [
  `
  -- An entry's position is its place in the feed. Its transfers are in its body.
  CREATE TABLE entries (
    position INTEGER PRIMARY KEY,
    session INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    command_id TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;

  -- Where a session's entries are; all those up to \`through\` are filed, and some after it.
  CREATE TABLE entry_places (
    session INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (session, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE command_places (
    session INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (session, command_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE filed (through INTEGER NOT NULL) STRICT;
  INSERT INTO filed (through) VALUES (0);

  -- The large columns come last, so that a listing does not read through them.
  CREATE TABLE sessions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    game TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    currency TEXT NOT NULL,
    summary TEXT NOT NULL,
    setup TEXT NOT NULL,
    secret TEXT NOT NULL,
    snapshot_seq INTEGER,
    snapshot TEXT
  ) STRICT;
  CREATE INDEX sessions_by_status ON sessions (status, created_at, id);

  CREATE TABLE balances (
    key INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    currency TEXT NOT NULL,
    balance INTEGER NOT NULL,
    UNIQUE (account, currency)
  ) STRICT;

  CREATE TABLE treasury_transfers (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    debit TEXT NOT NULL,
    credit TEXT NOT NULL,
    amount INTEGER NOT NULL,
    kind TEXT NOT NULL,
    bet TEXT,
    currency TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE partitions (id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL) STRICT;
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- Every movement of money there ever was, for auditors: a balance is the sum of these.
  CREATE VIEW transfers AS
  SELECT
    sessions.id AS session,
    entries.seq AS seq,
    NULL AS id,
    line.value ->> 'debit' AS debit,
    line.value ->> 'credit' AS credit,
    line.value ->> 'amount' AS amount,
    sessions.currency AS currency,
    line.value ->> 'kind' AS kind,
    line.value ->> 'bet' AS bet
  FROM entries
  JOIN sessions ON sessions.key = entries.session
  JOIN json_each(entries.body, '$.did.transfers') AS line
  UNION ALL
  SELECT NULL, NULL, id, debit, credit, amount, currency, kind, bet FROM treasury_transfers;
  `,
  `
  -- By when a running session has to be in memory, since a clock of it may ring. In a table of its own:
  -- a session's row is long, and would be written anew with it.
  CREATE TABLE alarms (session INTEGER PRIMARY KEY, wake_at INTEGER NOT NULL) STRICT;
  -- What was opened before told nothing of its clocks: it is read as soon as the server is there.
  INSERT INTO alarms (session, wake_at) SELECT key, 0 FROM sessions WHERE status <> 'ended';
  `,
  `
  -- The entries of one transaction; the position is the last one's. \`heads\` is a JSON list of
  -- [session, seq, hash, command id, length of the body], \`bodies\` one of the bodies as they were given, and
  -- \`balances\` one of [account, currency, balance], for what the transfers in it touched.
  CREATE TABLE blocks (
    position INTEGER PRIMARY KEY,
    heads TEXT NOT NULL,
    bodies TEXT NOT NULL,
    balances TEXT NOT NULL
  ) STRICT;
  INSERT INTO blocks (position, heads, bodies, balances)
  SELECT position, json_array(json_array(session, seq, hash, command_id)), '[' || body || ']', '[]'
  FROM entries ORDER BY position;

  -- The table \`balances\` has what the accounts came to with the blocks up to \`through\`.
  CREATE TABLE settled (through INTEGER NOT NULL) STRICT;
  INSERT INTO settled (through) SELECT coalesce(max(position), 0) FROM entries;

  DROP VIEW transfers;
  DROP TABLE entries;
  CREATE VIEW entries AS
  SELECT
    blocks.position - json_array_length(blocks.heads) + 1 + head.key AS position,
    head.value ->> 0 AS session,
    head.value ->> 1 AS seq,
    head.value ->> 2 AS hash,
    head.value ->> 3 AS command_id,
    blocks.bodies -> head.key AS body
  FROM blocks JOIN json_each(blocks.heads) AS head;
  CREATE VIEW transfers AS
  SELECT
    sessions.id AS session,
    entries.seq AS seq,
    NULL AS id,
    line.value ->> 'debit' AS debit,
    line.value ->> 'credit' AS credit,
    line.value ->> 'amount' AS amount,
    sessions.currency AS currency,
    line.value ->> 'kind' AS kind,
    line.value ->> 'bet' AS bet
  FROM entries
  JOIN sessions ON sessions.key = entries.session
  JOIN json_each(entries.body, '$.did.transfers') AS line
  UNION ALL
  SELECT NULL, NULL, id, debit, credit, amount, currency, kind, bet FROM treasury_transfers;
  `,
];

/** Brings a file to the layout of today, or throws: then the file is as it was. */
export const migrate = (db: DatabaseSync, steps: readonly string[] = migrations): void => {
  // The lock comes before the look, since another process may be opening the same file.
  db.exec("BEGIN IMMEDIATE");
  try {
    const version = numberOf(db, "PRAGMA user_version");
    if (version > steps.length) {
      throw new Error(
        `the store's file has layout version ${version}, but this program knows only up to ` +
          `${steps.length}: use a newer program, or another file`,
      );
    }
    if (version === 0 && numberOf(db, "SELECT count(*) FROM sqlite_schema") > 0) {
      throw new Error("the store's file is the database of another program");
    }
    for (const step of steps.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${steps.length}`);
    db.exec("COMMIT");
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
};

const numberOf = (db: DatabaseSync, sql: string): number =>
  Number(Object.values(db.prepare(sql).get() ?? {})[0]);
