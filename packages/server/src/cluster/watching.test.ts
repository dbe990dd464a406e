import { isRefusal } from "@parlor/kit";
import { expect, test } from "vitest";
import { watchCheckMs } from "../limits.ts";
import { openDice } from "../testing/open-dice.ts";
import { testCluster, testLeaseMs, type TestCluster } from "../testing/test-cluster.ts";
import { codeOf, newId } from "../testing/test-platform.ts";
import { watch } from "../testing/watcher.ts";

const games = [openDice];
const three = (): Promise<TestCluster> => testCluster({ games }, ["a", "b", "c"]);

test("who watches at another node sees every entry, and the same state as the owner", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const owner = cluster.ownerOf(table);
  const watcher = await watch(cluster.otherThan(table), table);
  for (let turn = 0; turn < 5; turn++) await owner.act(table, "ann", { type: "quick", stake: 5 });
  await cluster.clock.settle();
  expect(watcher.seqs).toEqual([2, 3, 4, 5, 6, 7]);
  expect(watcher.state).toEqual((await owner.standing(table)).state);
  await cluster.stop();
});

test("whoever acts at another node and watches there has seen the entry when the reply comes", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const node = cluster.otherThan(table);
  const watcher = await watch(node, table);
  for (let turn = 0; turn < 5; turn++) {
    const outcome = await node.act(table, "ann", { type: "quick", stake: 5 });
    if (outcome.kind === "refused") throw new Error(outcome.refusal.refused);
    expect(watcher.last).toBe(outcome.entry.seq);
  }
  await cluster.stop();
});

test("what was lost on the way is seen a little later, also when nothing follows it", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const owner = cluster.ownerOf(table);
  const node = cluster.otherThan(table);
  const watcher = await watch(node, table);
  const join = cluster.exchange.cut(owner.name, node.name);
  await owner.act(table, "ann", { type: "quick", stake: 5 });
  await cluster.clock.settle();
  expect(watcher.last).toBe(2);
  join();
  await cluster.clock.advance(watchCheckMs);
  expect(watcher.last).toBe(3);
  await cluster.stop();
});

test("with the bus down a node plays on with its own sessions, and shows others' from the store", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const owner = cluster.ownerOf(table);
  const node = cluster.otherThan(table);
  const watcher = await watch(node, table);
  node.bus.goDown();
  expect(node.cluster?.status().bus).toBe("down");
  await owner.act(table, "ann", { type: "quick", stake: 5 });
  const own = await node.table({ game: "open-dice" }, ["bob"]);
  expect(node.owns(own)).toBe(true);
  expect(codeOf(await node.act(own, "bob", { type: "quick", stake: 5 }))).toBe("done");
  await cluster.clock.advance(2 * watchCheckMs);
  expect(watcher.last).toBe(3);
  const outcome = node.act(table, "ann", { type: "quick", stake: 5 });
  await cluster.clock.advance(10_000);
  expect(codeOf(await outcome)).toBe("stale_epoch");
  // Nobody took anything from it: its lease is renewed in the store.
  expect(node.owns(own)).toBe(true);
  node.bus.goUp();
  expect(codeOf(await node.act(table, "ann", { type: "quick", stake: 5 }))).toBe("done");
  expect(watcher.last).toBe(4);
  await cluster.stop();
});

test("who watches goes on seeing the session when it moves, also to and from the node where they watch", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const watchers = await Promise.all(
    ["a", "b", "c"].map((name) => watch(cluster.node(name), table)),
  );
  for (const name of ["a", "b", "c", "a"]) {
    await cluster.move(table, name);
    expect(cluster.ownerOf(table).name).toBe(name);
    const outcome = await cluster.otherThan(table).act(table, "ann", { type: "quick", stake: 5 });
    if (outcome.kind === "refused") throw new Error(outcome.refusal.refused);
    await cluster.clock.settle();
    expect(watchers.map(({ last }) => last)).toEqual([1, 2, 3].map(() => outcome.entry.seq));
  }
  cluster.ownerOf(table).kill();
  await cluster.clock.advance(2 * testLeaseMs);
  const outcome = await cluster.ownerOf(table).act(table, "ann", { type: "quick", stake: 5 });
  if (outcome.kind === "refused") throw new Error(outcome.refusal.refused);
  await cluster.clock.settle();
  expect(watchers.slice(1).map(({ last }) => last)).toEqual([outcome.entry.seq, outcome.entry.seq]);
  await cluster.stop();
});

test("what was committed while the owner died is seen by those who watched it there or elsewhere", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const dying = cluster.ownerOf(table);
  const node = cluster.otherThan(table);
  const watcher = await watch(node, table);
  dying.bus.goDown();
  await dying.act(table, "ann", { type: "quick", stake: 5 });
  dying.kill();
  await cluster.clock.advance(2 * testLeaseMs);
  expect(watcher.last).toBe(3);
  await cluster.stop();
});

test("[M2] a player's balance is shown right at every node, whichever changed it last", async () => {
  const cluster = await three();
  const first = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"], 1_000);
  const second = await cluster.otherThan(first).table({ game: "open-dice" }, ["ann"], 0);
  const shown = new Map<string, number>();
  for (const name of ["a", "b", "c"])
    cluster.node(name).hub.listenBalance("ann", (_currency, balance) => shown.set(name, balance));
  for (let turn = 0; turn < 5; turn++) {
    await Promise.all([
      cluster.node("a").act(first, "ann", { type: "bet", stake: 5 }),
      cluster.node("b").act(second, "ann", { type: "quick", stake: 7 }),
      cluster.node("c").act(first, "ann", { type: "take-down" }),
    ]);
    await cluster.clock.settle();
    await cluster.clock.settle();
    const balance = await cluster.node("a").balance("ann");
    expect([...shown.values()].every((one) => one === balance)).toBe(true);
  }
  await cluster.stop();
});

test("[V1] a reader of the feed at any node gets what all nodes commit, in the store's order", async () => {
  const cluster = await three();
  const reading = new AbortController();
  const positions: number[] = [];
  const reader = (async () => {
    for await (const { position } of cluster.node("a").feed(0, reading.signal))
      positions.push(position);
  })();
  const tables: string[] = [];
  for (const name of ["a", "b", "c"])
    tables.push(await cluster.node(name).table({ game: "open-dice" }, ["ann"]));
  for (const table of tables)
    await cluster.node("c").act(table, "ann", { type: "quick", stake: 5 });
  await cluster.clock.advance(50);
  reading.abort();
  await reader;
  expect(positions.toSorted((one, other) => one - other)).toEqual(positions);
  expect(positions.at(-1)).toBe(await cluster.node("a").store.feedEnd());
  await cluster.stop();
});

test("what nobody looks at any more is forgotten, and its owner tells nobody of it", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const owner = cluster.ownerOf(table);
  const node = cluster.otherThan(table);
  const watcher = await watch(node, table);
  await cluster.clock.advance(10 * 60_000);
  expect(node.cluster?.figures().mirrors).toBe(1);
  expect(owner.cluster?.figures().watchedElsewhere).toBe(1);
  watcher.stop();
  await cluster.clock.advance(2 * 60_000);
  expect(node.cluster?.figures().mirrors).toBe(0);
  expect(owner.cluster?.figures().watchedElsewhere).toBe(0);
  const published: string[] = [];
  node.bus.listen(`session.${table}`, (text) => published.push(text));
  await owner.act(table, "ann", { type: "quick", stake: 5 }, newId());
  await cluster.clock.settle();
  expect(published).toEqual([]);
  await cluster.stop();
});

test("an ended session, and one that there is not, are found from any node", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const node = cluster.otherThan(table);
  await node.sessions.submit(table, { kind: "end", id: newId(), by: "operator", reason: "admin" });
  const found = await node.sessions.find(table);
  expect(isRefusal(found) ? found.refused : found.state.phase.status).toBe("ended");
  const unknown = await node.sessions.find("0123456789abcdef");
  expect(unknown).toMatchObject({ refused: "unknown_session" });
  const outcome = await node.act("0123456789abcdef", "ann", { type: "quick", stake: 5 });
  expect(codeOf(outcome)).toBe("unknown_session");
  expect(node.cluster?.figures().mirrors).toBe(0);
  await cluster.stop();
});
