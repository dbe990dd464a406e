import { expect, test } from "vitest";
import { partitionCount } from "../limits.ts";
import { partitionOf } from "../sessions/contract.ts";
import { openDice } from "../testing/open-dice.ts";
import { testCluster, testLeaseMs, type TestCluster } from "../testing/test-cluster.ts";
import { codeOf, newId } from "../testing/test-platform.ts";

const games = [openDice];
const three = (): Promise<TestCluster> => testCluster({ games }, ["a", "b", "c"]);

/** How many partitions each node owns by the store. */
const shares = ({ disk }: TestCluster): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const owner of disk.owners.values()) counts[owner] = (counts[owner] ?? 0) + 1;
  return counts;
};

test("[C1] every partition has one owner, and the nodes share them about evenly", async () => {
  const cluster = await three();
  const counts = shares(cluster);
  expect(Object.keys(counts).toSorted()).toEqual(["a", "b", "c"]);
  expect(Object.values(counts).reduce((all, count) => all + count)).toBe(partitionCount);
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(partitionCount / 5);
  await cluster.stop();
});

test("a node that comes gets its share, and sessions that move go on where they were", async () => {
  const cluster = await testCluster({ games }, ["a"]);
  const only = cluster.ownerOf("any");
  const tables: string[] = [];
  for (let table = 0; table < 12; table++)
    tables.push(await only.table({ game: "open-dice" }, [`player-${table}`]));
  const joined = await cluster.join("b");
  await cluster.clock.advance(testLeaseMs);
  const moved = tables.filter((table) => joined.owns(table));
  expect(moved.length).toBeGreaterThan(0);
  expect(moved.length).toBeLessThan(tables.length);
  for (const [at, table] of tables.entries()) {
    const outcome = await cluster
      .ownerOf(table)
      .act(table, `player-${at}`, { type: "quick", stake: 5 });
    expect(codeOf(outcome)).toBe("done");
  }
  expect(only.sessions.activeCount + joined.sessions.activeCount).toBe(tables.length);
  await cluster.stop();
});

test("a command given to any node is done by the session's owner, once", async () => {
  const cluster = await three();
  const [a] = [cluster.ownerOf("0")];
  const table = await a.table({ game: "open-dice" }, ["ann"]);
  const other = cluster.otherThan(table);
  const id = newId();
  const done = await other.act(table, "ann", { type: "quick", stake: 50 }, id);
  expect(codeOf(done)).toBe("done");
  expect(await cluster.ownerOf(table).act(table, "ann", { type: "quick", stake: 50 }, id)).toEqual(
    done,
  );
  expect(codeOf(await other.act(table, "ann", { type: "quick", stake: 51 }, id))).toBe("id_reused");
  expect(other.cluster?.figures().forwardedTotal.answered).toBeGreaterThan(0);
  await cluster.stop();
});

test("[J1] a node that dies is followed by others within its lease and a renewal; what it had answered is there", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const dead = cluster.ownerOf(table);
  const id = newId();
  const answered = await dead.act(table, "ann", { type: "quick", stake: 50 }, id);
  const alive = cluster.otherThan(table);
  const diedAt = cluster.clock.now();
  dead.kill();
  let acted: string | undefined;
  let actedAt = 0;
  const acting = (async () => {
    acted = codeOf(await alive.act(table, "ann", { type: "quick", stake: 5 }));
    actedAt = cluster.clock.now();
  })();
  await cluster.clock.advance(2 * testLeaseMs);
  expect(acted).toBe("done");
  await acting;
  expect(actedAt - diedAt).toBeLessThanOrEqual(1.25 * testLeaseMs);
  expect(await alive.act(table, "ann", { type: "quick", stake: 50 }, id)).toEqual(answered);
  expect(Object.keys(shares(cluster))).not.toContain(dead.name);
  await cluster.stop();
});

test("[C1] a node that stood still longer than its lease commits nothing more to what others have taken", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const zombie = cluster.ownerOf(table);
  // Its heart does not beat, but it has not died: it still holds the session in memory.
  const beat = zombie.store.stopRenewing();
  zombie.bus.goDown();
  await cluster.clock.advance(2 * testLeaseMs);
  const heir = cluster.ownerOf(table);
  expect(heir.name).not.toBe(zombie.name);
  const told: number[] = [];
  zombie.hub.listen("all", ({ entry }) => told.push(entry.seq));
  beat();
  zombie.bus.goUp();
  // The first that it is asked shows it; whoever asked does not notice.
  const written = zombie.store.batches.length;
  const outcome = await zombie.act(table, "ann", { type: "quick", stake: 50 });
  expect(codeOf(outcome)).toBe("done");
  expect(zombie.store.batches.length).toBe(written + 1);
  expect(told).toEqual([]);
  expect(zombie.cluster?.figures().lostTotal).toBeGreaterThan(0);
  await cluster.clock.advance(testLeaseMs);
  const total = Object.values(shares(cluster)).reduce((all, count) => all + count);
  expect(total).toBe(partitionCount);
  expect((await heir.treasury.audit()).discrepancies).toEqual([]);
  await cluster.stop();
});

test("a node whose takes hang keeps its lease, and what it owns", async () => {
  const cluster = await three();
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const heir = cluster.ownerOf(table);
  const release = heir.store.holdTakes();
  const dying = cluster.otherThan(table);
  dying.kill();
  await cluster.clock.advance(3 * testLeaseMs);
  expect(heir.owns(table)).toBe(true);
  expect(heir.cluster?.figures().leaseLeftMs).toBeGreaterThan(0);
  expect(codeOf(await heir.act(table, "ann", { type: "quick", stake: 5 }))).toBe("done");
  release();
  await cluster.clock.advance(testLeaseMs);
  expect(Object.keys(shares(cluster))).not.toContain(dying.name);
  await cluster.stop();
});

test("a node that drains gives everything away, while commands come in and none is refused", async () => {
  const cluster = await three();
  const leaving = cluster.ownerOf("0");
  const tables: string[] = [];
  for (let table = 0; table < 10; table++)
    tables.push(await leaving.table({ game: "open-dice" }, [`player-${table}`]));
  const acts = tables.map((table, at) =>
    leaving.act(table, `player-${at}`, { type: "quick", stake: 5 }),
  );
  const drained = leaving.drain();
  const meanwhile = tables.map((table, at) =>
    leaving.act(table, `player-${at}`, { type: "quick", stake: 7 }),
  );
  await cluster.clock.advance(testLeaseMs);
  await drained;
  for (const outcome of await Promise.all([...acts, ...meanwhile]))
    expect(codeOf(outcome)).toBe("done");
  expect(shares(cluster)[leaving.name]).toBeUndefined();
  expect(leaving.sessions.activeCount).toBe(0);
  expect(leaving.cluster?.whereToGoOn()).toMatch(/^http:/);
  await leaving.stop();
  await cluster.stop();
});

test("the last node to drain keeps what it has until it stops, and the next one finds it free", async () => {
  const cluster = await testCluster({ games }, ["a"]);
  const only = cluster.ownerOf("0");
  const table = await only.table({ game: "open-dice" }, ["ann"]);
  const drained = only.drain();
  await cluster.clock.advance(100);
  await drained;
  expect(codeOf(await only.act(table, "ann", { type: "quick", stake: 5 }))).toBe("done");
  await only.stop();
  const next = await cluster.join("b");
  expect(next.owns(table)).toBe(true);
  expect(codeOf(await next.act(table, "ann", { type: "quick", stake: 5 }))).toBe("done");
  await next.stop();
});

test("nodes that drain at once keep what they have, instead of passing it to and fro", async () => {
  const cluster = await three();
  const before = new Map(cluster.disk.epochs);
  const drained = Promise.all(cluster.nodes.map((node) => node.drain()));
  await cluster.clock.advance(testLeaseMs);
  await drained;
  const risen = [...cluster.disk.epochs].map(([at, epoch]) => epoch - (before.get(at) ?? 0));
  // The first to drain may not know yet that the others do.
  expect(Math.max(...risen)).toBeLessThanOrEqual(1);
  await cluster.stop();
});

test("a partition that the operator pins moves there, and back when it is freed", async () => {
  const cluster = await three();
  const owner = cluster.ownerOf("0");
  const table = await owner.table({ game: "open-dice" }, ["ann"]);
  const home = cluster.ownerOf(table).name;
  const there = cluster.otherThan(table);
  expect(await there.store.leases.pin(partitionOf(table), there.name)).toBe(true);
  await cluster.clock.advance(testLeaseMs);
  expect(cluster.ownerOf(table).name).toBe(there.name);
  expect(codeOf(await owner.act(table, "ann", { type: "quick", stake: 5 }))).toBe("done");
  await there.store.leases.pin(partitionOf(table), null);
  await cluster.clock.advance(testLeaseMs);
  expect(cluster.ownerOf(table).name).toBe(home);
  await cluster.stop();
});

test("a process that comes under a node's name takes its place at once, and the older one owns nothing", async () => {
  const cluster = await testCluster({ games }, ["a"]);
  const older = cluster.ownerOf("0");
  const table = await older.table({ game: "open-dice" }, ["ann"]);
  const newer = await cluster.join("a");
  await cluster.clock.advance(testLeaseMs);
  expect(older.sessions.activeCount).toBe(0);
  expect(codeOf(await newer.act(table, "ann", { type: "quick", stake: 5 }))).toBe("done");
  await newer.stop();
  await older.stop();
});

test("turns that ran out while nobody owned the table get their grace, those that moved in good order do not", async () => {
  const cluster = await three();
  const rollsAfter = async (session: string): Promise<number> => {
    const entries = await cluster.otherThan(session).store.entries(session, 0, 100);
    return entries.filter(({ body }) => body.includes('"kind":"timeout"')).length;
  };
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  await cluster.otherThan(table).act(table, "ann", { type: "bet", stake: 5 });
  // The dice roll by themselves 30 seconds after the first bet.
  await cluster.clock.advance(28_500);
  const heir = cluster.otherThan(table);
  cluster.ownerOf(table).kill();
  await cluster.clock.advance(2 * testLeaseMs);
  expect(await rollsAfter(table)).toBe(0);
  await cluster.clock.advance(10_000);
  expect(await rollsAfter(table)).toBe(1);
  expect(heir.owns(table) || cluster.ownerOf(table)).toBeTruthy();
  await cluster.stop();
});
