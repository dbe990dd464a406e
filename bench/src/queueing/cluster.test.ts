import { expect, test } from "vitest";
import { simulateCluster, type ClusterOptions, type Layout } from "./cluster.ts";
import type { StoreCosts } from "./fit.ts";
import { simulateNode } from "./fit.ts";

const never = { ms: 0, share: { batch: 0, commit: 0 } };
const database: StoreCosts = {
  kind: "database",
  askMs: { batch: 0.05, commit: 0.005 },
  writeMs: { batch: 0.3, commit: 0.03 },
  syncMs: 0.2,
  stall: never,
};
const file: StoreCosts = { kind: "file", writeMs: { batch: 0.2, commit: 0.01 }, stall: never };
const free = { socketMs: 0, messageMs: 0, busMs: 0, databaseMs: 0, readMs: { node: 0, core: 0 } };
const plain: Layout = {
  nodeCount: 1,
  databaseCount: 1,
  coresEach: 64,
  isAligned: true,
  hasGateways: false,
};
const optionsOf = (
  layout: Partial<Layout>,
  rest: Partial<ClusterOptions> = {},
): ClusterOptions => ({
  layout: { ...plain, ...layout },
  node: { workMs: 0.07, answerMs: 0.03, handOverMs: 0.05 },
  store: database,
  talk: free,
  seatsPerSession: 1,
  sessionCount: 20_000,
  ...rest,
});

/** What comes out where far more is offered than can be done; at the end of the run as much of it waits. */
const doneOf = (options: ClusterOptions, offered: number): number =>
  simulateCluster(options, offered).donePerSecond;

test("a cluster of one node is a node", () => {
  const options = optionsOf({ databaseCount: 0 }, { store: file });
  const { node, store, sessionCount } = options;
  const [one, alone] = [
    simulateCluster(options, 3_000),
    simulateNode(node, store, { sessionCount, rate: 3_000 }),
  ];
  expect(one.p50Ms / alone.p50Ms).toBeCloseTo(1, 1);
  expect(one.nodesBusy).toBeCloseTo(0.3, 1);
  expect([one.publishedPerCommand, one.deliveredPerCommand]).toEqual([0, 0]);
});

test("where the database is large, nodes add up", () => {
  expect(doneOf(optionsOf({}), 12_000) / (1_000 / 0.105)).toBeCloseTo(1, 1);
  expect(doneOf(optionsOf({ nodeCount: 4 }), 44_000) / (4_000 / 0.105)).toBeCloseTo(1, 1);
});

test(
  "where it is small, its cores are the limit, and more databases add up",
  { timeout: 60_000 },
  () => {
    const small = { nodeCount: 16, coresEach: 1 };
    const [one, four] = [
      doneOf(optionsOf(small), 36_000),
      doneOf(optionsOf({ ...small, databaseCount: 4 }), 140_000),
    ];
    expect(one).toBeLessThan(1_000 / 0.03);
    expect(one).toBeGreaterThan(0.7 * (1_000 / 0.03));
    expect(four / one).toBeGreaterThan(3.5);
  },
);

test("a node that writes to all databases sends each of them smaller batches, which cost more", () => {
  const layout = { nodeCount: 8, databaseCount: 4, coresEach: 4 };
  const busy = (isAligned: boolean) =>
    simulateCluster(optionsOf({ ...layout, isAligned }), 40_000).databasesBusy;
  expect(busy(false)).toBeGreaterThan(1.1 * busy(true));
});

test("a command that comes in at another node crosses the bus twice, and so do its entry and its balance", () => {
  const talk = { ...free, busMs: 1, messageMs: 0.001 };
  const alone = optionsOf({ nodeCount: 4 }, { talk });
  const { publishedPerCommand, deliveredPerCommand, p99Ms } = simulateCluster(alone, 10_000);
  // Three of four come in elsewhere: question and answer, and the entry for who asked. That a balance has changed is told by all.
  expect(publishedPerCommand).toBeCloseTo(3 * 0.75 + 1, 1);
  expect(deliveredPerCommand).toBeCloseTo(4 * 0.75, 1);
  expect(p99Ms).toBeGreaterThan(2);
  // Three are anywhere: 3 · (1 − (3/4)³) other nodes hear of the entry.
  const watched = simulateCluster({ ...alone, seatsPerSession: 3 }, 10_000);
  expect(watched.deliveredPerCommand).toBeCloseTo(3 * 0.75 + 3 * (1 - 0.75 ** 3), 1);
});

test("a balance that was changed elsewhere is read, by a node and from a database", () => {
  const layout = { nodeCount: 2, coresEach: 1 };
  const talk = { ...free, readMs: { node: 0.1, core: 0.1 } };
  const busy = (options: ClusterOptions) => simulateCluster(options, 2_000);
  const [reading, without] = [busy(optionsOf(layout, { talk })), busy(optionsOf(layout))];
  // Half of 2,000 a second; the nodes share them.
  expect(reading.databasesBusy - without.databasesBusy).toBeCloseTo(0.1, 1);
  expect(reading.nodesBusy - without.nodesBusy).toBeCloseTo(0.05, 1);
});

test("gateways take the sockets' work away, and messages cost instead", () => {
  const talk = { ...free, socketMs: 0.1, messageMs: 0.01 };
  const busy = (hasGateways: boolean) =>
    simulateCluster(optionsOf({ nodeCount: 2, hasGateways }, { talk }), 4_000).nodesBusy;
  expect(busy(false)).toBeGreaterThan(busy(true) + 0.12);
});
