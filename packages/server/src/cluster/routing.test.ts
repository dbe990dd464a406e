import { expect, test } from "vitest";
import { openDice } from "../testing/open-dice.ts";
import { testCluster, type TestCluster } from "../testing/test-cluster.ts";
import { codeOf } from "../testing/test-platform.ts";

const three = (): Promise<TestCluster> => testCluster({ games: [openDice] }, ["a", "b", "c"]);

test("a command that waits for its session's owner is answered when the node stops, and nothing of it runs on", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const node = cluster.otherThan(table);
  node.bus.goDown();
  const waits = node.act(table, "ann", { type: "quick", stake: 5 });
  await cluster.clock.settle();
  await node.stop();
  expect(codeOf(await waits)).toBe("shutting_down");
  await cluster.stop();
  expect(cluster.clock.pending).toBe(0);
});
