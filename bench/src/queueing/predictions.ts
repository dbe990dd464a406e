import { numberText } from "../figures.ts";
import {
  simulateCluster,
  type ClusterOptions,
  type ClusterOutcome,
  type Layout,
  type TalkCosts,
} from "./cluster.ts";
import type { Fitted } from "./fit.ts";

interface Named {
  readonly name: string;
  readonly layout: Layout;
}

const layoutOf = (
  name: string,
  nodeCount: number,
  databaseCount: number,
  { isAligned = true, hasGateways = false, coresEach = 8 }: Partial<Layout> = {},
): Named => ({ name, layout: { nodeCount, databaseCount, coresEach, isAligned, hasGateways } });

const onFile: readonly Named[] = [layoutOf("1 node, a SQLite file", 1, 0)];
const onDatabases: readonly Named[] = [
  layoutOf("1 node, 1 database of 8 cores", 1, 1),
  layoutOf("3 nodes, 1 database of 8 cores", 3, 1),
  layoutOf("10 nodes, 1 database of 4 cores", 10, 1, { coresEach: 4 }),
  layoutOf("10 nodes, 1 database of 8 cores", 10, 1),
  layoutOf("10 nodes, sockets on gateways, 1 database of 8 cores", 10, 1, { hasGateways: true }),
  layoutOf("10 nodes, sockets on gateways, 1 database of 16 cores", 10, 1, {
    hasGateways: true,
    coresEach: 16,
  }),
  layoutOf("10 nodes, sockets on gateways, 5 databases of 8 cores, 2 nodes each", 10, 5, {
    hasGateways: true,
  }),
  layoutOf("the same, but every node writes to all 5", 10, 5, {
    hasGateways: true,
    isAligned: false,
  }),
];

/** What a table of people still feels as at once. */
const patienceMs = 25;
const halvings = 6;

/** Who sits there may be connected to any node. */
const seatsPerSession = 6;
const sessionsPerNode = 10_000;

/** What the cores that are there could do if nothing ever waited: no simulation has to look beyond it. */
const boundOf = ({ layout, node, store, talk }: ClusterOptions): number => {
  const socketMs = layout.hasGateways ? 2 * talk.messageMs : talk.socketMs;
  const askMs = store.kind === "database" ? store.askMs.commit : 0;
  const byNodes = layout.nodeCount / (node.workMs + node.answerMs + socketMs + askMs);
  const coreCount =
    store.kind === "database" ? layout.databaseCount * layout.coresEach : layout.nodeCount;
  return 1_000 * Math.min(byNodes, coreCount / store.writeMs.commit);
};

/** The most that is answered within `patienceMs`, ninety-nine of a hundred times. */
const mostPerSecond = (options: ClusterOptions): number => {
  let [low, high] = [0, boundOf(options)];
  for (let at = 0; at < halvings; at++) {
    const middle = (low + high) / 2;
    if (simulateCluster(options, middle).p99Ms <= patienceMs) low = middle;
    else high = middle;
  }
  return low;
};

const latency = ({ p50Ms, p99Ms }: ClusterOutcome): string =>
  `${numberText(p50Ms)} / ${numberText(p99Ms)}`;
const percent = (share: number): string => `${Math.round(share * 100)}%`;

const lineOf = ({ name, layout }: Named, { store, many }: Fitted, talk: TalkCosts): string => {
  const sessionCount = layout.nodeCount * sessionsPerNode;
  const options = { layout, node: many, store, talk, seatsPerSession, sessionCount };
  const most = mostPerSecond(options);
  if (most === 0) return `| ${[name, "none", ...heads.slice(2).map(() => "–")].join(" | ")} |`;
  const [half, high] = [simulateCluster(options, most * 0.5), simulateCluster(options, most * 0.8)];
  const cells = [
    name,
    Math.round(most / 100) * 100,
    latency(half),
    latency(high),
    percent(high.nodesBusy),
    layout.databaseCount === 0 ? "–" : percent(high.databasesBusy),
    `${numberText(high.publishedPerCommand)} / ${numberText(high.deliveredPerCommand)}`,
  ].map((cell) => (typeof cell === "number" ? numberText(cell) : cell));
  return `| ${cells.join(" | ")} |`;
};

const heads = [
  "layout",
  `commands/s with a p99 of at most ${patienceMs} ms`,
  "p50 / p99 ms at half of that",
  "at 80% of that",
  "nodes' main threads busy then",
  "databases' cores busy then",
  "bus messages a command, in / out",
];

/** What nodes of the measured kind would do together; what was not measured has no lines. */
export const predictionTable = (
  fitted: { readonly sqlite: Fitted | null; readonly postgres: Fitted | null },
  talk: TalkCosts,
): string => {
  const { sqlite, postgres } = fitted;
  const lines = [
    ...(sqlite ? onFile.map((one) => lineOf(one, sqlite, talk)) : []),
    ...(postgres ? onDatabases.map((one) => lineOf(one, postgres, talk)) : []),
  ];
  if (lines.length === 0) return "Not measured.";
  return [`| ${heads.join(" | ")} |`, `| ${heads.map(() => "---").join(" | ")} |`, ...lines].join(
    "\n",
  );
};
