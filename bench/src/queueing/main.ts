// npm run queueing [-- --measure] [-- --report]: fits the model of a node to what the suite has measured, says how far off it is where it was
// not fitted, and what it predicts for many nodes. With --measure the suite's cases that it needs are run first; with
// --report its tables are put into docs/SCALING.md.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { casesOf } from "../cases.ts";
import { putBlock } from "../report.ts";
import { readResults, readRows, type Row } from "../rows.ts";
import { commitOf, runCase } from "../run-case.ts";
import { checkTable, parameterTable } from "./checks.ts";
import type { TalkCosts } from "./cluster.ts";
import { fit } from "./fit.ts";
import { Medians, measuredOf, NotMeasured, type Measured, type StoreName } from "./measured.ts";
import { predictionTable } from "./predictions.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string" },
    measure: { type: "boolean", default: false },
    seconds: { type: "string", default: "3" },
    report: { type: "boolean", default: false },
  },
});

const bench = fileURLToPath(new URL("../..", import.meta.url));
const results = join(bench, "results");

/** The cases that the model needs, each once. */
const measureNow = async (): Promise<readonly Row[]> => {
  const options = { seconds: Number(values.seconds), settings: "{}", peers: [] };
  const asked = casesOf(new Set(["disk", "store", "actions", "open-loop"]), options);
  const commit = commitOf(join(bench, ".."));
  const rows: Row[] = [];
  for (const one of asked) {
    if (one.params["game"] === "tic-tac-toe") continue;
    const row = await runCase(join(bench, "src", "measure"), one, commit);
    console.error(`${one.script} ${one.args.join(" ")}: ${JSON.stringify(row.figures)}`);
    rows.push(row);
  }
  return rows;
};

// Each case counts as it was measured last.
const kept =
  values.rows === undefined
    ? readResults(results).flatMap(({ rows }) => rows)
    : readRows(values.rows);
// What sockets cost is taken from an earlier run in any case: they need a load generator of their own.
const rows = [...kept, ...(values.measure ? await measureNow() : [])];

const games = ["coin-flip", "endless-tic-tac-toe"];
const stores: readonly StoreName[] = ["sqlite", "postgres"];
const measuredIf = (game: string, store: StoreName): Measured | null => {
  try {
    return measuredOf(rows, game, store);
  } catch (error) {
    if (!(error instanceof NotMeasured)) throw error;
    console.error(`${game} on ${store}: ${error.message}.`);
    return null;
  }
};
const all = stores
  .flatMap((store) => games.map((game) => measuredIf(game, store)))
  .filter((measured) => measured !== null);

/** A move over sockets takes so much more of the server's CPU than in process. */
const talkCosts = (): TalkCosts => {
  const medians = new Medians(rows);
  const perMove = medians.get("sockets", { mode: "load", peer: "parlor", n: 100 }, "cpuPer1k");
  const inProcess = { game: "endless-tic-tac-toe", store: "sqlite", sessions: 64 };
  const inProcessMs = medians.get("actions", inProcess, "cpuMicrosPerAction") / 1_000;
  return { ...assumedTalk, socketMs: Math.max(0, perMove - inProcessMs) };
};
/** Not measured here: a message with its JSON text, what networks within a building take, and a row that is read by its key. */
const assumedTalk = {
  messageMs: 0.02,
  busMs: 0.2,
  databaseMs: 0.3,
  readMs: { node: 0.06, core: 0.03 },
};

const coinFlip = (store: StoreName) => {
  const measured = all.find((one) => one.game === "coin-flip" && one.store === store);
  return measured ? fit(measured) : null;
};
const blocks = {
  parameters: parameterTable(all),
  checks: checkTable(all),
  predictions: predictionTable(
    { sqlite: coinFlip("sqlite"), postgres: coinFlip("postgres") },
    talkCosts(),
  ),
};
for (const [name, block] of Object.entries(blocks)) console.log(`\n${name}\n\n${block}`);
if (values.report) {
  const page = join(bench, "..", "docs", "SCALING.md");
  const text = Object.entries(blocks).reduce(
    (before, [name, block]) => putBlock(before, name, block),
    readFileSync(page, "utf8"),
  );
  writeFileSync(page, text);
}
