// The run itself: started by main.ts in the place of the clients, with its settings as JSON.
import { mkdirSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { checkRun } from "./check/check-run.ts";
import { finding, type Finding } from "./check/finding.ts";
import { disturb } from "./disturbing.ts";
import { figuresOf } from "./figures.ts";
import { History } from "./history.ts";
import { Crowd } from "./load/crowd.ts";
import { FeedReader } from "./load/feed-reader.ts";
import { allTables } from "./load/tables.ts";
import { nodeNames, Places } from "./places.ts";
import { quieten } from "./quiet.ts";
import { report } from "./report.ts";
import { readStored } from "./stored.ts";
import { operatorToken, System } from "./system.ts";
import { now } from "./waiting.ts";

/** What a run is told by whoever starts it. */
const settings = z.object({
  owner: z.int(),
  folder: z.string(),
  seed: z.string(),
  /** Without it, each kind of fault comes once. */
  minutes: z.number().optional(),
  nodes: z.int().min(1).max(nodeNames.length),
  only: z.array(z.string()).optional(),
  thinkMs: z.number(),
  /** How much the nodes log. */
  log: z.string(),
  /** Where the figures go as JSON. */
  figures: z.string().optional(),
});

const { owner, folder, seed, minutes, nodes, only, thinkMs, log, figures } = settings.parse(
  JSON.parse(process.argv[2] ?? "{}"),
);

// When whoever started the run is gone, so is the run.
process.stdin.on("end", () => process.exit(1)).resume();

const startedAt = now();
const tell = (line: string): void =>
  console.log(`${((now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

const places = new Places(owner);
const troubles: Finding[] = [];
mkdirSync(folder, { recursive: true });
const system = new System({
  folder,
  places,
  log,
  nodes: nodeNames.slice(0, nodes),
  whereabouts: (place, port) => ({
    enter: places.enter(place),
    address: places.address(place),
    port,
  }),
  onTrouble: (what) => {
    tell(what);
    troubles.push(finding("run", what));
  },
});
const history = new History(`${folder}/history.jsonl`);
const crowd = new Crowd({ addresses: system.addresses, history, seed, plans: allTables, thinkMs });
const feed = new FeedReader(system.addresses, operatorToken);

tell("the database, the bus and the nodes start");
await system.start();
tell(`${nodes} nodes are open; the crowd comes`);
crowd.begin();
feed.begin();
const disturbed = await disturb({
  system,
  crowd,
  history,
  seed,
  tell,
  ...(only === undefined ? {} : { only }),
  ...(minutes === undefined ? {} : { endsAt: now() + minutes * 60_000 }),
});
tell("the run comes to its end");
const atTheEnd = await quieten(system, crowd, feed);
const stored = await system.withDatabase(readStored);
await Promise.all([crowd.close(), feed.stop()]);
await system.stop();
tell("what everybody was told is compared with the journals");
const findings = [
  ...troubles,
  ...disturbed,
  ...atTheEnd,
  ...(await checkRun({ events: history.events, batches: feed.batches }, stored)),
];
const machines = new Map(system.nodes.map(({ name, url }) => [name, new URL(url).hostname]));
const came = figuresOf(history.events, stored, machines);
report(came, findings, tell);
if (figures !== undefined) writeFileSync(figures, `${JSON.stringify(came, null, 2)}\n`);
history.write();
await system.kill();
process.exit(findings.length === 0 ? 0 : 1);
