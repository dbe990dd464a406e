import { expect, test } from "vitest";
import { askTimeoutMs, partitionCount, routePatienceMs } from "../limits.ts";
import { openDice } from "../testing/open-dice.ts";
import {
  testCluster,
  testLeaseMs,
  type TestCluster,
  type TestNode,
} from "../testing/test-cluster.ts";
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

test("[J2] a copy of a command that was long on its way is not done after another copy was refused", async () => {
  const held: (() => void)[] = [];
  let isSlow = false;
  const deliver = (_from: string, _to: string, run: () => void): void => {
    if (isSlow) held.push(run);
    else queueMicrotask(run);
  };
  const cluster = await testCluster({ games: [openDice], deliver }, ["a", "b", "c"]);
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const node = cluster.otherThan(table);
  isSlow = true;
  const taking = node.act(table, "ann", { type: "take-down" });
  await cluster.clock.settle();
  const late = held.splice(0);
  isSlow = false;
  await cluster.clock.advance(2 * askTimeoutMs);
  // Refused for good: there is no stake on the table.
  expect(codeOf(await taking)).toBe("nothing_open");
  expect(codeOf(await node.act(table, "ann", { type: "bet", stake: 5 }))).toBe("done");
  for (const run of late) run();
  await cluster.clock.settle();
  expect((await cluster.ownerOf(table).standing(table)).state.game).toMatchObject({
    stakes: [5, 0, 0, 0],
  });
  await cluster.stop();
});

test("[J2] what is refused while another copy may still be taken up is answered when that can be no more", async () => {
  const held: (() => void)[] = [];
  let isSlow = false;
  const deliver = (_from: string, _to: string, run: () => void): void => {
    if (isSlow) held.push(run);
    else queueMicrotask(run);
  };
  const cluster = await testCluster({ games: [openDice], deliver }, ["a", "b", "c"]);
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const node = cluster.otherThan(table);
  isSlow = true;
  let refusedAt = 0;
  const sentAt = cluster.clock.now();
  const taking = (async () => {
    const outcome = await node.act(table, "ann", { type: "take-down" });
    refusedAt = cluster.clock.now();
    return codeOf(outcome);
  })();
  await cluster.clock.settle();
  isSlow = false;
  // The connection is lost and there again: nobody knows where the question is, and it is sent anew at once.
  node.bus.goDown();
  node.bus.goUp();
  await cluster.clock.advance(2 * askTimeoutMs);
  expect(await taking).toBe("nothing_open");
  expect(refusedAt - sentAt).toBeGreaterThanOrEqual(askTimeoutMs);
  await cluster.stop();
});

/** Two nodes, one of which owns everything. */
const poorAndRich = async (): Promise<{ cluster: TestCluster; poor: TestNode; rich: TestNode }> => {
  const cluster = await testCluster({ games: [openDice] }, ["a", "b"]);
  const [poor, rich] = [cluster.node("a"), cluster.node("b")];
  for (let partition = 0; partition < partitionCount; partition++)
    await rich.store.leases.pin(partition, rich.name);
  await cluster.clock.advance(testLeaseMs);
  return { cluster, poor, rich };
};

test("a session is opened at a node that owns nothing: by another one, and while nobody owns anything, when somebody does", async () => {
  const { cluster, poor, rich } = await poorAndRich();
  expect(poor.cluster?.figures().partitionsOwned).toBe(0);
  expect(rich.owns(await poor.table({ game: "open-dice" }, ["ann"]))).toBe(true);

  rich.kill();
  let opened = "";
  const opening = (async () => (opened = await poor.table({ game: "open-dice" }, ["bob"])))();
  await cluster.clock.advance(testLeaseMs / 2);
  expect(opened).toBe("");
  await cluster.clock.advance(testLeaseMs);
  await opening;
  expect(poor.owns(opened)).toBe(true);
  await cluster.stop();
});

test("a session that nobody can open is refused after a while, and at once by a node that stops", async () => {
  const { cluster, poor } = await poorAndRich();
  poor.bus.goDown();
  const open = (): Promise<unknown> => poor.sessions.open({ game: "open-dice" }, "ann");
  const patient = open();
  await cluster.clock.advance(routePatienceMs);
  expect(await patient).toMatchObject({ refused: "stale_epoch" });
  const waiting = open();
  await poor.stop();
  expect(await waiting).toMatchObject({ refused: "shutting_down" });
  await cluster.stop();
});
