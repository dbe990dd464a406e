import { expect, test } from "vitest";
import { watchCheckMs } from "../limits.ts";
import { openDice } from "../testing/open-dice.ts";
import { testCluster, testLeaseMs } from "../testing/test-cluster.ts";
import { codeOf } from "../testing/test-platform.ts";
import { watch } from "../testing/watcher.ts";

const games = [openDice];
const quick = { type: "quick", stake: 5 };

/** A table, its owner and another node; the next `losses` messages that the owner sends that one are lost. */
const tableOfTwo = async () => {
  const way = { from: "", to: "", losses: 0 };
  const cluster = await testCluster(
    {
      games,
      deliver: (from, to, run) => {
        if (way.losses > 0 && from === way.from && to === way.to) way.losses -= 1;
        else queueMicrotask(run);
      },
    },
    ["a", "b"],
  );
  const table = await cluster.ownerOf("0").table({ game: "open-dice" }, ["ann"]);
  const owner = cluster.ownerOf(table);
  const node = cluster.otherThan(table);
  Object.assign(way, { from: owner.name, to: node.name });
  return { cluster, table, owner, node, way };
};

test("what could not be told, since the store did not answer, is told a little later", async () => {
  const { cluster, table, owner, node, way } = await tableOfTwo();
  const watcher = await watch(node, table);
  way.losses = 1;
  await owner.act(table, "ann", quick);
  node.store.breakDown(true);
  await cluster.clock.advance(watchCheckMs);
  node.store.breakDown(false);
  await cluster.clock.advance(watchCheckMs);
  expect(watcher.last).toBe(3);
  await cluster.stop();
});

test("a command that was done is answered so, also where the session cannot be looked at then", async () => {
  const { cluster, table, node, way } = await tableOfTwo();
  const watcher = await watch(node, table);
  // Of what it is told and of what it is answered, the first is lost.
  way.losses = 1;
  node.store.breakDown(true);
  expect(codeOf(await node.act(table, "ann", quick))).toBe("done");
  node.store.breakDown(false);
  await cluster.clock.advance(2 * watchCheckMs);
  expect(watcher.last).toBe(3);
  await cluster.stop();
});

test("who looks at a session that is given up is never shown less than those who watch it were", async () => {
  const { cluster, table, owner, node } = await tableOfTwo();
  const other = await owner.table({ game: "open-dice" }, ["bob"]);
  const watcher = await watch(owner, table);
  const letGo = owner.store.hold();
  const played = owner.act(table, "ann", quick);
  await cluster.clock.settle();
  const letTheOtherGo = owner.store.hold();
  const playedThere = owner.act(other, "bob", quick);
  await cluster.move(table, node.name);
  expect((await owner.standing(table)).seq).toBe(2);
  letGo();
  expect(codeOf(await played)).toBe("done");
  expect(watcher.last).toBe(3);
  // The partition is still being given up, since the other write is under way.
  expect(node.owns(table)).toBe(false);
  expect((await owner.standing(table)).seq).toBe(3);
  letTheOtherGo();
  expect(codeOf(await playedThere)).toBe("done");
  await cluster.stop();
});

test("what was looked at while it was given up is listened to once, and not for ever", async () => {
  const { cluster, table, owner, node } = await tableOfTwo();
  const listening = new Set<object>();
  const listen = owner.bus.listen.bind(owner.bus);
  owner.bus.listen = (subject, hear) => {
    const one = { subject };
    const stop = listen(subject, hear);
    if (subject === `session.${table}`) listening.add(one);
    return () => {
      listening.delete(one);
      stop();
    };
  };
  const watcher = await watch(owner, table);
  const letGo = owner.store.hold();
  const played = owner.act(table, "ann", quick);
  await cluster.clock.settle();
  await cluster.move(table, node.name);
  expect((await owner.standing(table)).seq).toBe(2);
  letGo();
  expect(codeOf(await played)).toBe("done");
  await cluster.clock.advance(testLeaseMs);
  expect(listening.size).toBe(1);
  watcher.stop();
  await cluster.clock.advance(3 * 60_000);
  expect(listening.size).toBe(0);
  await cluster.stop();
});
