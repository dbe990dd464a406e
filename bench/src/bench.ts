// npm run bench [-- --only actions,sockets --reps 3 --seconds 3]: every measurement, each run in a process of its own. Rows
// go to bench/results/<name>.jsonl (today's date, if no name is given), tables of what was measured last to bench/RESULTS.md. Run
// again at the same commit, it does only what is missing.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { casesOf, defaultPeers, measurements } from "./cases.ts";
import { preparePeers } from "./peers/prepare.ts";
import { writeReport } from "./report.ts";
import { appendRow, readResults, readRows, rowsOfCase } from "./rows.ts";
import { commitOf, runCase } from "./run-case.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: measurements.join(",") },
    reps: { type: "string", default: "3" },
    seconds: { type: "string", default: "3" },
    peers: { type: "string", default: defaultPeers.join(",") },
    settings: { type: "string", default: "{}" },
    name: { type: "string", default: new Date().toISOString().slice(0, 10) },
    report: { type: "boolean", default: false },
  },
});

const source = fileURLToPath(new URL(".", import.meta.url));
const bench = join(source, "..");
const root = join(bench, "..");
const results = join(bench, "results");
mkdirSync(results, { recursive: true });
const file = join(results, `${values.name}.jsonl`);

const wanted = new Set(values.only.split(","));
for (const name of wanted)
  if (!measurements.some((one) => one === name)) throw new Error(`--only knows no ${name}`);

const options = {
  seconds: Number(values.seconds),
  settings: values.settings,
  peers: values.peers.split(","),
};
const commit = commitOf(root);
const asked = values.report ? [] : casesOf(wanted, options);
const missing = asked.some(({ needsPeers }) => needsPeers) ? preparePeers(root) : undefined;
if (missing !== undefined) console.error(`Skipped what measures other frameworks: ${missing}.`);
const cases = missing === undefined ? asked : asked.filter(({ needsPeers }) => !needsPeers);
let failureCount = 0;
// Repetition by repetition, so that a bad quarter of an hour does not hit all runs of one case.
for (let rep = 1; rep <= Number(values.reps); rep++)
  for (const one of cases) {
    if (rowsOfCase(readRows(file), one, commit).length >= rep) continue;
    const name = [one.measurement, ...Object.values(one.params)].join(" ");
    try {
      const row = await runCase(join(source, "measure"), one, commit);
      appendRow(file, row);
      console.log(`${rep} ${name}: ${JSON.stringify(row.figures)}, neighbours ${row.others}`);
    } catch (error) {
      failureCount += 1;
      console.error(`${rep} ${name} failed: ${String(error)}`);
    }
  }
writeReport(join(bench, "RESULTS.md"), readResults(results));
if (failureCount > 0) process.exitCode = 1;
