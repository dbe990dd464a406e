import { readdirSync, readFileSync } from "node:fs";

/** The kernel counts CPU time in hundredths of a second. */
const ticksPerSecond = 100;

interface Busy {
  readonly pid: number;
  readonly parent: number;
  readonly ownTicks: number;
  /** Of children that have ended. */
  readonly endedTicks: number;
}

/** Null for a process that is none of the database's, or has ended meanwhile. */
const busyOf = (pid: number): Busy | null => {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  const end = stat.lastIndexOf(")");
  if (stat.slice(stat.indexOf("(") + 1, end) !== "postgres") return null;
  const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [
    1, 11, 12, 13, 14,
  ].map((at) => Number(stat.slice(end + 2).split(" ")[at]));
  return { pid, parent, ownTicks: user + system, endedTicks: endedUser + endedSystem };
};

/**
 * Seconds that the processes of all PostgreSQL servers on this machine were busy, whoever asked them to. It stays the same
 * where the server is on another machine.
 */
export const databaseBusySeconds = (): number => {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => busyOf(Number(name)))
    .filter((found) => found !== null);
  const pids = new Set(processes.map(({ pid }) => pid));
  // What a session that has ended had used is its server's, the one process whose parent is another program.
  const ticks = processes.map(({ parent, ownTicks, endedTicks }) =>
    pids.has(parent) ? ownTicks : ownTicks + endedTicks,
  );
  return ticks.reduce((sum, count) => sum + count, 0) / ticksPerSecond;
};
