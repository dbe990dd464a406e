import { expect, test } from "vitest";
import { askTimeoutMs, routePauseMs } from "../limits.ts";
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

test("[J2] what was refused is not done later by a copy of it that was still on its way", async () => {
  let late: (() => void) | undefined;
  let isHeld = (_from: string, _to: string): boolean => false;
  const deliver = (from: string, to: string, run: () => void): void => {
    if (late || !isHeld(from, to)) return queueMicrotask(run);
    late = run;
  };
  const cluster = await testCluster({ games: [openDice], deliver }, ["a", "b", "c"]);
  const owner = cluster.ownerOf("0");
  const table = await owner.table({ game: "open-dice" }, ["ann"]);
  const node = cluster.otherThan(table);
  isHeld = (from, to) => from === node.name && to === owner.name;
  const takenDown = node.act(table, "ann", { type: "take-down" });
  await cluster.clock.advance(askTimeoutMs + routePauseMs);
  // Its second copy has arrived.
  expect(codeOf(await takenDown)).toBe("nothing_open");
  expect((await node.act(table, "ann", { type: "bet", stake: 500 })).kind).toBe("done");
  const { seq } = await owner.standing(table);
  expect(late).toBeDefined();
  late?.();
  await cluster.clock.settle();
  expect((await owner.standing(table)).seq).toBe(seq);
  await cluster.stop();
});
