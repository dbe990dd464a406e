import { ok as assert } from "node:assert";
import {
  Client,
  DatabaseError,
  Pool,
  types,
  type ClientBase,
  type CustomTypesConfig,
  type PoolClient,
} from "pg";
import { turnsFor } from "./turns.ts";

export interface ConnectionOptions {
  /** `postgres://user:password@host:port/database`, with the options that `pg` knows. */
  readonly url: string;
  /** Told of a connection that broke while nobody used it; the next call makes another. */
  readonly onLost?: (error: Error) => void;
}

const readerCountMax = 4;
/** Who waits for one partition does not keep those waiting who want another. */
const ownerCountMax = 3;

/** How long a connection waits. */
interface Patience {
  /** For the end of a statement; the server ends it then. */
  readonly statementMs: number;
  /** So much later the connection is given up: a server that is there has ended the statement itself by then. */
  readonly graceMs: number;
  readonly connectMs: number;
}
const connectTimeoutMs = 5_000;
/** Longer than any batch takes; a server that does not answer must not hold sessions for ever. */
const toWrite: Patience = { statementMs: 15_000, graceMs: 5_000, connectMs: connectTimeoutMs };
/** Audits add all accounts up. */
const toRead: Patience = { statementMs: 60_000, graceMs: 5_000, connectMs: connectTimeoutMs };
/** What comes later than this is no renewal any more. */
const toRenew: Patience = { statementMs: 2_000, graceMs: 500, connectMs: 2_000 };

/** A client that vanished in the middle of a transaction holds its locks for so long at most. */
const idleInTransactionMaxMs = 5_000;

const safeInteger = (text: string): number => {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `${text} is out of the range of safe integers`);
  return value;
};

const columnTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === types.builtins.INT8 ? safeInteger : types.getTypeParser(oid, format),
};

/**
 * What every connection has to be like, whatever the server's defaults are. A stronger setting than `on`, such as
 * `remote_apply`, is left as it is.
 */
const readCommitted = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED";
const everywhere = [
  readCommitted,
  `SELECT set_config('synchronous_commit', 'on', false)
  WHERE current_setting('synchronous_commit') IN ('off', 'local')`,
];

/**
 * The statements that write find every row by its key. A server that planned them while a table was small would go on reading
 * it from end to end until its statistics come; and compiling them takes longer than running them.
 */
const whereWritten = ["enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit"].map(
  (name) => `SET ${name} = off`,
);

/**
 * A renewal waits for no disk and no standby. One that a crash of the database takes back was as if it had not been sent: the lease
 * runs out sooner, and the next renewal is half a second away.
 */
const whereRenewed = [readCommitted, "SET synchronous_commit = off"];

/** The pool hands the same object out again. */
const prepared = new WeakSet<PoolClient>();

/**
 * An error of the connection rejects what is under way on it, or the next call. It is told as an event as well, and one that nobody
 * listens to would end the process: the pool listens only while a connection is idle.
 */
const surviveErrors = (client: ClientBase): void => {
  client.on("error", () => undefined);
};

const poolOf = (
  { url, onLost }: ConnectionOptions,
  max: number,
  { statementMs, graceMs, connectMs }: Patience,
): Pool => {
  const pool = new Pool({
    connectionString: url,
    max,
    types: columnTypes,
    keepAlive: true,
    // Statements of one transaction that do not need each other's answers go out together.
    pipeline: true,
    application_name: "parlor",
    statement_timeout: statementMs,
    query_timeout: statementMs + graceMs,
    connectionTimeoutMillis: connectMs,
    idle_in_transaction_session_timeout: idleInTransactionMaxMs,
    idleTimeoutMillis: 0,
  });
  pool.on("error", (error) => onLost?.(error));
  pool.on("connect", surviveErrors);
  return pool;
};

const use = async <T>(
  pool: Pool,
  settings: readonly string[],
  run: (client: PoolClient) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  let failed = true;
  try {
    if (!prepared.has(client)) await Promise.all(settings.map((sql) => client.query(sql)));
    prepared.add(client);
    const result = await run(client);
    failed = false;
    return result;
  } finally {
    // After an error nobody knows what is still under way on it; the next call makes another.
    client.release(failed);
  }
};

type OnConnection = <T>(run: (client: ClientBase) => Promise<T>) => Promise<T>;

/** Connections are made when they are first needed. */
export interface Connections {
  /** On the one connection that writes: the caller sees to it that there is one call at a time. */
  readonly write: OnConnection;
  readonly read: OnConnection;
  /** On the one connection that renews a lease, call after call. What it writes may be lost when the database crashes. */
  readonly renewing: OnConnection;
  /** For what changes owners of partitions. */
  readonly owning: OnConnection;
  readonly close: () => Promise<void>;
}

export const connections = (options: ConnectionOptions): Connections => {
  const writer = poolOf(options, 1, toWrite);
  const readers = poolOf(options, readerCountMax, toRead);
  const renewer = poolOf(options, 1, toRenew);
  const owners = poolOf(options, ownerCountMax, toWrite);
  const readInTurn = turnsFor(readerCountMax);
  const ownInTurn = turnsFor(ownerCountMax);
  return {
    write: (run) => use(writer, [...everywhere, ...whereWritten], run),
    read: (run) => readInTurn(() => use(readers, everywhere, run)),
    renewing: (run) => use(renewer, whereRenewed, run),
    owning: (run) => ownInTurn(() => use(owners, everywhere, run)),
    close: async () => {
      await Promise.all([writer, readers, renewer, owners].map((pool) => pool.end()));
    },
  };
};

/** On a connection of its own, for what may take as long as it likes. */
export const alone = async <T>(
  url: string,
  run: (client: ClientBase) => Promise<T>,
): Promise<T> => {
  const client = new Client({
    connectionString: url,
    application_name: "parlor",
    connectionTimeoutMillis: connectTimeoutMs,
  });
  surviveErrors(client);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
};

/** The code that the server gave an error, such as `23505`; empty for errors of other kinds. */
const sqlStateOf = (error: unknown): string =>
  error instanceof DatabaseError ? (error.code ?? "") : "";

/** A row that was not there to be locked came in between: what was looked at has to be looked at anew. */
export class Overtaken extends Error {
  constructor() {
    super("another transaction came in between");
  }
}

/**
 * Whether somebody else was in the way and nothing was written: a serialisation failure, a deadlock, or a row that another
 * transaction inserted first. Any other error says nothing of what was written.
 */
export const isConflict = (error: unknown): boolean =>
  error instanceof Overtaken || ["40001", "40P01", "23505"].includes(sqlStateOf(error));

const attemptsMax = 8;
const pauseMs = 5;

/** Does it again after a conflict, each time after a longer pause; the last conflict is thrown. */
export const retried = async <T>(run: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!isConflict(error) || attempt === attemptsMax) throw error;
      // Of differing length, or the same two would meet again.
      const pause = pauseMs * attempt * (0.5 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
};

/** All of it or nothing. Meant for the connection that writes. */
export const inTransaction = async <T>(client: ClientBase, run: () => Promise<T>): Promise<T> => {
  // It goes out with the first statement behind it; when it fails, so do they.
  const begun = client.query("BEGIN");
  try {
    const [result] = await Promise.all([run(), begun]);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // After other errors the connection is given up, and the transaction with it.
    if (isConflict(error)) await client.query("ROLLBACK");
    throw error;
  }
};
