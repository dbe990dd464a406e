import { randomBytes } from "node:crypto";
import { Client, type QueryResultRow } from "pg";
import { postgresStore } from "../adapters/postgres/postgres-store.ts";
import type { StorePlace } from "./store-check.ts";

const standard = "postgres://postgres@127.0.0.1:5432/postgres";

/** A database of a test file's own, in which each place is a schema. */
export interface TestDatabase {
  /** Of the database, for connections to a new schema that is empty. */
  newUrl(): Promise<string>;
  newPlace(options?: { readonly oneByOne?: boolean }): Promise<StorePlace>;
  remove(): Promise<void>;
}

const answers = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
};

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

export const testDatabase = async (): Promise<TestDatabase> => {
  const server = process.env["PARLOR_TEST_POSTGRES"] ?? standard;
  if (!(await answers(server))) throw new Error("none");
  const name = `parlor_test_${randomBytes(6).toString("hex")}`;
  await runAt(server, `CREATE DATABASE ${name}`);
  const base = new URL(server);
  base.pathname = `/${name}`;
  let schemas = 0;
  const newUrl = async (): Promise<string> => {
    const schema = `place${++schemas}`;
    await runAt(base.href, `CREATE SCHEMA ${schema}`);
    const url = new URL(base);
    url.searchParams.set("options", `-c search_path=${schema}`);
    return url.href;
  };
  return {
    newUrl,
    newPlace: async (options) => {
      const url = await newUrl();
      // All schemas go with the database.
      return { open: () => postgresStore({ url, ...options }), remove: async () => undefined };
    },
    remove: async () => {
      await runAt(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
};
