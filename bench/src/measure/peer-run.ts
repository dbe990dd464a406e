// One run of the peers' own load generator against one contestant, with its figures under our names.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { z } from "zod";
import { printFigures, type Figures } from "../measuring.ts";
import { peersFolder } from "../peers/prepare.ts";

const { values } = parseArgs({
  options: {
    mode: { type: "string", default: "load" },
    peer: { type: "string", default: "parlor" },
    n: { type: "string", default: "100" },
    seconds: { type: "string", default: "3" },
  },
});

const mark = z.object({ n: z.number(), rss: z.number(), heap: z.number() });
const row = z.looseObject({ marks: z.array(mark).optional() });

/** Every figure of the load generator, and of idle sessions what one more costs. */
const figuresOf = (text: string): Figures => {
  const { marks = [], ...rest } = row.parse(JSON.parse(text));
  const figures: Record<string, number> = {};
  for (const [name, value] of Object.entries(rest))
    if (typeof value === "number") figures[name] = value;
  const first = marks[0];
  for (const { n, rss, heap } of marks.slice(1)) {
    if (!first) break;
    figures[`rssKiBPerSessionAt${n}`] = ((rss - first.rss) / (n - first.n)) * 1_024;
    figures[`heapKiBPerSessionAt${n}`] = ((heap - first.heap) / (n - first.n)) * 1_024;
  }
  return figures;
};

const { mode, peer, n, seconds } = values;
const run = spawnSync(process.execPath, ["run.mjs", mode, peer, "--n", n, "--secs", seconds], {
  cwd: peersFolder,
  encoding: "utf8",
  timeout: 65_000,
});
const line = run.stdout.split("\n").findLast((text) => text.startsWith("{"));
if (line === undefined) throw new Error(`${mode} ${peer}: ${run.stderr.slice(-800)}`);
printFigures(figuresOf(line));
