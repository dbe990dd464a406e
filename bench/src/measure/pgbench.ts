// The simplest transaction that PostgreSQL's own load generator can do: one INSERT of a row as long as an entry, from so many
// connections at once, one transaction under way on each. What a store does on the same server can be held against it.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runAt } from "@parlor/server/testing/postgres";
import { databaseBusySeconds } from "../database-cpu.ts";
import { logBytesAt, NotThere, ownDatabase, printMeasured, type Figures } from "../measuring.ts";
import { latencyFigures } from "../percentiles.ts";
import { StoreSession } from "../store-session.ts";

const { values } = parseArgs({
  options: {
    sessions: { type: "string", default: "64" },
    seconds: { type: "string", default: "3" },
  },
});
const warmUpSeconds = 0.5;
/** Left to whoever else uses the server, and to what looks how it does. */
const sparedConnections = 5;

/** Where Debian keeps what it does not put on the path. */
const debianPrograms = "/usr/lib/postgresql";
const programs = (): readonly string[] => [
  "pgbench",
  ...(existsSync(debianPrograms) ? readdirSync(debianPrograms) : [])
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(debianPrograms, version, "bin", "pgbench")),
];

const findProgram = (): string => {
  const found = programs().find((name) => spawnSync(name, ["--version"]).status === 0);
  if (found === undefined) throw new NotThere("there is no pgbench");
  return found;
};

/** As many connections as were asked for, or as the server has left. */
const connectionsAt = async (url: string): Promise<number> => {
  const [row] = await runAt<{ readonly free: string }>(
    url,
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS free`,
  );
  return Math.max(1, Math.min(Number(values.sessions), Number(row?.free) - sparedConnections));
};

/** The address as libpq reads it: to it a plus is no space. */
const addressOf = (url: string): string => {
  const address = new URL(url);
  const options = address.searchParams.get("options") ?? "";
  address.searchParams.set("options", `${options} -c synchronous_commit=on`);
  return address.href.replaceAll("+", "%20");
};

interface Done {
  readonly endedAt: number;
  readonly latencyMs: number;
}

/** A line of its log is a transaction: client, number, microseconds, script, and the moment that it ended in two parts. */
const doneIn = (folder: string): readonly Done[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith("log."))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"))
    .map((line) => {
      const [, , micros = 0, , seconds = 0, rest = 0] = line.split(" ").map(Number);
      return { endedAt: seconds + rest / 1e6, latencyMs: micros / 1_000 };
    });

const run = async (url: string, folder: string): Promise<Figures> => {
  await runAt(url, "CREATE TABLE inserted (body text NOT NULL)");
  const connections = await connectionsAt(url);
  const script = join(folder, "insert.sql");
  writeFileSync(script, "INSERT INTO inserted (body) VALUES (:body);\n");
  const threads = Math.min(connections, availableParallelism());
  const args = [
    "--no-vacuum",
    "--protocol=prepared",
    `--file=${script}`,
    `--client=${connections}`,
    `--jobs=${threads}`,
    `--time=${Math.ceil(warmUpSeconds + Number(values.seconds))}`,
    `--define=body=${new StoreSession(0).next().entry.body}`,
    "--log",
    `--log-prefix=${join(folder, "log")}`,
    addressOf(url),
  ];
  const [busyFrom, writtenFrom] = [databaseBusySeconds(), await logBytesAt(url)];
  const { status, stderr } = spawnSync(findProgram(), args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`pgbench ended with ${status}: ${stderr}`);
  const databaseSeconds = databaseBusySeconds() - busyFrom;
  const writtenBytes = (await logBytesAt(url)) - writtenFrom;
  const done = doneIn(folder);
  const ends = done.map(({ endedAt }) => endedAt);
  const last = ends.reduce((a, b) => Math.max(a, b), 0);
  const from = last - Number(values.seconds);
  const counted = done.filter(({ endedAt }) => endedAt > from);
  return {
    commitsPerSecond: counted.length / Number(values.seconds),
    ...latencyFigures(counted.map(({ latencyMs }) => latencyMs)),
    writtenBytesPerCommit: writtenBytes / done.length,
    connections,
    databaseMicrosPerCommit: (databaseSeconds * 1e6) / done.length,
  };
};

await printMeasured(async (folder) => {
  findProgram();
  const database = await ownDatabase();
  try {
    return await run(await database.newUrl(), folder);
  } finally {
    await database.remove();
  }
});
