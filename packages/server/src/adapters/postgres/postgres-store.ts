import type { ClientBase } from "pg";
import type { SharedStore } from "../../ports/leases.ts";
import type { Commit, Verdict } from "../../ports/store.ts";
import { assertCommit, assertTransfer } from "../store-rules.ts";
import { closable } from "./closable.ts";
import { commitBatch, commitEach } from "./commits.ts";
import { alone, connections, type ConnectionOptions } from "./connections.ts";
import { Feed } from "./feed.ts";
import { postgresLeases } from "./leases.ts";
import { migrate, type Migrated } from "./migrations.ts";
import { batchEntryCountMax } from "./plan.ts";
import { claim, changeSetting, setting } from "./owned.ts";
import {
  accounts,
  balances,
  entries,
  entryOf,
  load,
  running,
  runningIn,
  sessions,
} from "./reads.ts";
import { transferOnce, transfersInOrder } from "./treasury-transfers.ts";
import { WriteQueue } from "./write-queue.ts";

/** For those who look at what nodes own, without loading a server for it. */
export { partitionCount } from "../../limits.ts";

interface PostgresOptions extends ConnectionOptions {
  /** Decides on each commit by itself, also where nothing stands against any: slower, for tests. */
  readonly oneByOne?: boolean;
}

/**
 * A store looks for gaps in the feed now and then though nobody reads it; or the first reader after weeks would look through
 * all batches since.
 */
const lookEveryBatches = 1_000;

/**
 * A store in a PostgreSQL database, in the first schema of the connection's search path. Several processes may have it open. It is brought
 * to the layout of today before the promise resolves; it rejects when that cannot be done.
 */
export const postgresStore = async (options: PostgresOptions): Promise<SharedStore> => {
  await migratePostgres(options.url);
  const connected = connections(options);
  const { write, read, close } = connected;
  const feed = new Feed();
  const commit = options.oneByOne ? commitEach : commitBatch;
  let batchCount = 0;
  const queue = new WriteQueue(async (batch) => {
    const verdicts = await write((client) => inPieces(client, batch, commit));
    batchCount += 1;
    if (batchCount % lookEveryBatches === 0) {
      // Nobody waits for it, and the next look makes good for one that failed.
      read((client) => feed.end(client)).catch(options.onLost ?? (() => undefined));
    }
    return verdicts;
  });
  const written = <T>(run: (client: ClientBase) => Promise<T>): Promise<T> =>
    queue.do(() => write(run));
  /** Behind the writes that were called before it. */
  const reading = async <T>(run: (client: ClientBase) => Promise<T>): Promise<T> => {
    await queue.done();
    return read(run);
  };
  return closable(close, {
    kind: "postgres",
    commit: async (batch) => {
      batch.forEach(assertCommit);
      return batch.length === 0 ? [] : queue.commit(batch);
    },
    transfer: async (transfer) => {
      assertTransfer(transfer);
      return written((client) => transferOnce(client, transfer));
    },
    claim: (partitions) => written((client) => claim(client, partitions)),
    load: (session) => reading((client) => load(client, session)),
    entries: (session, after, limit) => reading((client) => entries(client, session, after, limit)),
    entryOf: (session, commandId) => reading((client) => entryOf(client, session, commandId)),
    sessions: (filter) => reading((client) => sessions(client, filter)),
    running: () => reading(running),
    runningIn: (partitions) => reading((client) => runningIn(client, partitions)),
    feed: (after, limit) => reading((client) => feed.read(client, after, limit)),
    feedEnd: () => reading((client) => feed.end(client)),
    balances: (account) => reading((client) => balances(client, account)),
    accounts: () => reading(accounts),
    transfers: () => reading(transfersInOrder),
    setting: (key, initial) => written((client) => setting(client, key, initial)),
    changeSetting: (key, value) => written((client) => changeSetting(client, key, value)),
    leases: postgresLeases(connected),
    ping: () => read(async (client) => void (await client.query("SELECT 1"))),
  });
};

/** Brings a database to the layout of today without opening a store; rejects when that cannot be done. */
export const migratePostgres = (url: string): Promise<Migrated> => alone(url, migrate);

/** One transaction, unless the caller has more than a batch has room for. */
const inPieces = async (
  client: ClientBase,
  batch: readonly Commit[],
  commit: typeof commitBatch,
): Promise<readonly Verdict[]> => {
  if (batch.length <= batchEntryCountMax) return commit(client, batch);
  const first = await commit(client, batch.slice(0, batchEntryCountMax));
  return [...first, ...(await inPieces(client, batch.slice(batchEntryCountMax), commit))];
};
