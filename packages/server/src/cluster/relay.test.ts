import { expect, test } from "vitest";
import { memoryOutlet } from "../testing/memory-outlet.ts";
import { openDice } from "../testing/open-dice.ts";
import { testCluster, testLeaseMs } from "../testing/test-cluster.ts";

const games = [openDice];

test("one node passes the events of all on, each once and in order, and another goes on when it dies", async () => {
  const outlet = memoryOutlet();
  const cluster = await testCluster({ games, outlet }, ["a", "b", "c"]);
  const playEverywhere = async (): Promise<void> => {
    for (const node of cluster.nodes) {
      const table = await node.table({ game: "open-dice" }, ["ann"]);
      await node.act(table, "ann", { type: "quick", stake: 5 });
    }
    await cluster.clock.advance(testLeaseMs);
  };
  await playEverywhere();
  const relaying = cluster.disk.owners.get(0) ?? "";
  cluster.node(relaying).kill();
  await cluster.clock.advance(2 * testLeaseMs);
  await playEverywhere();
  const [node] = cluster.nodes;
  const expected: string[] = [];
  const reading = new AbortController();
  const end = (await node?.store.feedEnd()) ?? 0;
  for await (const { position, index } of node?.feed(0, reading.signal) ?? []) {
    expected.push(`${position}.${index}`);
    if (position === end) break;
  }
  const passed = outlet.log.map(({ position, index }) => `${position}.${index}`);
  expect(passed.slice(0, expected.length)).toEqual(expected);
  expect(new Set(passed).size).toBe(passed.length);
  await cluster.stop();
});
