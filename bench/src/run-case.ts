import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { z } from "zod";
import type { Case } from "./cases.ts";
import type { Row } from "./rows.ts";

/** The kernel counts CPU time in hundredths of a second. */
const ticksPerSecond = 100;
const printed = z.union([
  z.strictObject({ missing: z.string() }),
  z.record(z.string(), z.number()).transform((figures) => ({ figures })),
]);

/** Seconds that all cores of the machine were busy, whoever had them. */
const machineBusy = (): number => {
  const [first = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = first
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softIrq + steal) / ticksPerSecond;
};

/** Seconds of this process and of all its children that have ended. */
const ownBusy = (): number => {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / ticksPerSecond;
};

/** The root of the repository, and the code that is measured. */
export const commitOf = (root: string): string => {
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "safe.directory=*", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  const changed = git("status", "--porcelain", "--", ".", ":!bench/results", ":!bench/RESULTS.md");
  return git("rev-parse", "--short=10", "HEAD") + (changed === "" ? "" : "+");
};

const machineFacts = () => ({
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.version,
});

const outputOf = (script: string, { args, timeoutSeconds }: Case): Promise<string> =>
  new Promise((resolve, reject) => {
    // A group of its own, so that a run that takes too long is ended with its servers.
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_ENV: "production" },
      detached: true,
    });
    const end = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    };
    const interrupt = (): void => {
      end();
      process.exit(130);
    };
    process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
    let [out, errors, late] = ["", "", false];
    child.stdout.on("data", (data: Buffer) => (out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (errors = (errors + data.toString()).slice(-2_000)));
    const timer = setTimeout(() => {
      late = true;
      end();
    }, timeoutSeconds * 1_000);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      if (late) reject(new Error(`it took more than ${timeoutSeconds} s`));
      else if (code === 0) resolve(out);
      else reject(new Error(`it ended with ${code}: ${errors.trim()}`));
    });
  });

/** Runs a case once, in a process of its own. */
export const runCase = async (scripts: string, one: Case, commit: string): Promise<Row> => {
  const at = new Date().toISOString();
  const [from, busyFrom, ownFrom] = [performance.now(), machineBusy(), ownBusy()];
  const out = await outputOf(`${scripts}/${one.script}`, one);
  const wallSeconds = (performance.now() - from) / 1_000;
  const others = (machineBusy() - busyFrom - (ownBusy() - ownFrom)) / wallSeconds;
  const line = out.split("\n").findLast((text) => text.startsWith("{"));
  if (line === undefined) throw new Error("it printed no figures");
  const { measurement, params } = one;
  // The peers' load generator knows better what was its own: it leaves servers behind that nobody waits for.
  const result = printed.parse(JSON.parse(line));
  const { others: told = others, ...measured } = "figures" in result ? result.figures : {};
  return {
    measurement,
    params,
    at,
    commit,
    wallSeconds: Number(wallSeconds.toFixed(1)),
    others: Number(Math.max(0, told).toFixed(2)),
    figures: measured,
    ...("missing" in result ? { missing: result.missing } : {}),
    ...(measurement === "machine" ? { facts: machineFacts() } : {}),
  };
};
