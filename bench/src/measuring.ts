import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresStore } from "@parlor/server/postgres";
import { newSchema, runAt, testDatabase } from "@parlor/server/testing/postgres";
import { memoryStore, sqliteStore, type Store } from "@parlor/server";

/** What a measurement prints: the runner reads the last line that is one JSON object of numbers. */
export type Figures = Readonly<Record<string, number>>;

export const printFigures = (figures: Figures): void => {
  const nothing = Object.entries(figures).find(([, value]) => !Number.isFinite(value));
  if (nothing) throw new Error(`too little was measured to tell ${nothing[0]}`);
  const short = Object.entries(figures).map(([name, value]) => [
    name,
    Number(value.toPrecision(6)),
  ]);
  console.log(JSON.stringify(Object.fromEntries(short)));
};

/** What a measurement needs is not on this machine: its row says so. */
export class NotThere extends Error {}

/** Runs a measurement in a folder that is gone afterwards, and prints what it gives. */
export const printMeasured = async (
  measure: (folder: string) => Promise<Figures>,
): Promise<void> => {
  try {
    printFigures(await inFolder(measure));
  } catch (error) {
    if (!(error instanceof NotThere)) throw error;
    console.log(JSON.stringify({ missing: error.message }));
  }
};

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Runs with a folder that is gone afterwards. */
export const inFolder = async <Result>(
  run: (folder: string) => Promise<Result>,
): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-bench-"));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** A store that can tell what was written until now: to a database's log, or else by this process. */
export interface MeasuredStore extends Store {
  writtenBytes(): Promise<number>;
}

/**
 * The store that a measurement names, with every commit synced; PostgreSQL by its address, in an empty schema of its own,
 * or the server that tests use, in a database of its own.
 */
export const openStore = async (kind: string, folder: string): Promise<MeasuredStore> => {
  if (kind === "memory") return { ...memoryStore(), writtenBytes: ownWrittenBytes };
  if (kind === "postgres") return inOwnDatabase();
  if (kind.startsWith("postgres:")) return inEmptySchema(kind);
  if (kind === "sqlite") {
    const store = await sqliteStore({ file: join(folder, "parlor.db") });
    return { ...store, writtenBytes: ownWrittenBytes };
  }
  throw new Error(`no store is called ${kind}`);
};

const inEmptySchema = async (server: string): Promise<MeasuredStore> => {
  const schema = `parlor_bench_${process.pid}`;
  const url = await newSchema(server, schema);
  return onPostgres(url, async () => {
    await runAt(server, `DROP SCHEMA ${schema} CASCADE`);
  });
};

const inOwnDatabase = async (): Promise<MeasuredStore> => {
  const database = await ownDatabase();
  return onPostgres(await database.newUrl(), () => database.remove());
};

const onPostgres = async (url: string, remove: () => Promise<void>): Promise<MeasuredStore> => {
  const store = await postgresStore({ url });
  return {
    ...store,
    writtenBytes: () => logBytesAt(url),
    close: async () => {
      await store.close();
      await remove();
    },
  };
};

/** How long the log of a PostgreSQL server has become, whoever wrote to it. */
export const logBytesAt = async (url: string): Promise<number> => {
  const [row] = await runAt<{ readonly bytes: string }>(
    url,
    "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes",
  );
  return Number(row?.bytes);
};

/** What this process has had written to disks, as the kernel counts it. */
const ownWrittenBytes = async (): Promise<number> =>
  Number(/^write_bytes: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"))?.[1]);

/** A database of a measurement's own, on the server that the tests would use. */
export const ownDatabase = async (): ReturnType<typeof testDatabase> => {
  const database = await testDatabase("a measurement");
  if (database.isMissing) throw new NotThere("there is no PostgreSQL");
  return database;
};

/** Calls `run` for each number below `count`, so many at a time. */
export const inParallel = async (
  count: number,
  width: number,
  run: (index: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await run(next++);
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
};
