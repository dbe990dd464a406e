import { Worker } from "node:worker_threads";
import type { Store } from "../../ports/store.ts";
import type { DatabaseOptions } from "./database.ts";
import { packBatch, unpackVerdicts } from "./packed-batch.ts";
import { WorkerCalls } from "./worker-calls.ts";

type SqliteOptions = Pick<DatabaseOptions, "file"> & Partial<DatabaseOptions>;

/**
 * A store in one SQLite file. The file is opened, and brought to the layout of today, before the
 * promise resolves; it rejects when that cannot be done. All work is done on a thread of its own.
 */
export const sqliteStore = (options: SqliteOptions): Promise<Store> => {
  const workerData: DatabaseOptions = { synchronous: "full", ...options };
  return storeOn(new Worker(new URL("./worker.ts", import.meta.url), { workerData }));
};

/** The store on a worker that was started already. */
export const storeOn = async (worker: Worker): Promise<Store> => {
  const calls = new WorkerCalls(worker);
  // The thread opens the file before it takes a call; when it cannot, it ends with the reason.
  await calls.call("ping");
  return {
    kind: "sqlite",
    commit: async (batch) => unpackVerdicts(await calls.call("commitPacked", packBatch(batch))),
    transfer: (transfer) => calls.call("transfer", transfer),
    claim: (partitions) => calls.call("claim", partitions),
    load: (session) => calls.call("load", session),
    entries: (session, after, limit) => calls.call("entries", session, after, limit),
    entryOf: (session, commandId) => calls.call("entryOf", session, commandId),
    sessions: (filter) => calls.call("sessions", filter),
    running: () => calls.call("running"),
    feed: (after, limit) => calls.call("feed", after, limit),
    feedEnd: () => calls.call("feedEnd"),
    balances: (account) => calls.call("balances", account),
    accounts: () => calls.call("accounts"),
    transfers: () => calls.call("transfers"),
    setting: (key, initial) => calls.call("setting", key, initial),
    changeSetting: (key, value) => calls.call("changeSetting", key, value),
    ping: () => calls.call("ping"),
    close: () => calls.close(),
  };
};
