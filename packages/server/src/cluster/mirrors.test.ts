import { expect, test, vi } from "vitest";
import { watchCheckMs } from "../limits.ts";
import { openDice } from "../testing/open-dice.ts";
import type { RiggedStore } from "../testing/rigged-store.ts";
import { testCluster, testLeaseMs, type TestNode } from "../testing/test-cluster.ts";
import { codeOf, newId } from "../testing/test-platform.ts";
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

/** The next session is read now, and that is answered when the returned function is called. */
const holdLoad = (store: RiggedStore): (() => void) => {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const load = store.load.bind(store);
  store.load = async (session) => {
    store.load = load;
    const stored = await load(session);
    await answered;
    return stored;
  };
  return () => answer();
};

/** What is read of a journal from the next gain of partitions on is answered when the returned function is called. */
const holdEntriesWhenGained = (node: TestNode): (() => void) => {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const entries = node.store.entries.bind(node.store);
  node.sessions.onMoved(({ kind }) => {
    if (kind === "gained")
      node.store.entries = (...given) => answered.then(() => entries(...given));
  });
  return () => answer();
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

test("that a session has ended is seen although the word of it was lost, and its owner has forgotten it", async () => {
  const { cluster, table, owner, node, way } = await tableOfTwo();
  const watcher = await watch(node, table);
  way.losses = 1;
  const end = { kind: "end", id: newId(), by: "operator", reason: "admin" } as const;
  expect(codeOf(await owner.sessions.submit(table, end))).toBe("done");
  await cluster.clock.advance(watchCheckMs);
  expect(watcher.state?.phase.status).toBe("ended");
  await cluster.stop();
});

test("what is not known after a session has moved is looked for until it is", async () => {
  const { cluster, table, owner, node, way } = await tableOfTwo();
  const third = await cluster.join("c");
  await cluster.move(table, owner.name);
  const watcher = await watch(node, table);
  way.losses = 1;
  await owner.act(table, "ann", quick);
  node.store.breakDown(true);
  await cluster.move(table, third.name);
  node.store.breakDown(false);
  await cluster.clock.advance(2 * watchCheckMs);
  expect(watcher.last).toBe(3);
  await cluster.stop();
});

test("what was missed is told also where the session itself came meanwhile, and could not be read at once", async () => {
  const { cluster, table, owner, node, way } = await tableOfTwo();
  const watcher = await watch(node, table);
  way.losses = 1;
  await owner.act(table, "ann", quick);
  const load = vi.spyOn(node.store, "load");
  load.mockRejectedValueOnce(new Error("the store did not answer"));
  await cluster.move(table, node.name);
  expect(load).toHaveBeenCalled();
  await cluster.clock.advance(2 * watchCheckMs);
  expect(watcher.last).toBe(3);
  await cluster.stop();
});

test("what was missed is told also where the session came, and went again before whoever watches there was told", async () => {
  const { cluster, table, owner, node, way } = await tableOfTwo();
  const watcher = await watch(node, table);
  way.losses = 1;
  await owner.act(table, "ann", quick);
  const answer = holdEntriesWhenGained(node);
  await cluster.move(table, node.name);
  await cluster.move(table, owner.name);
  answer();
  await cluster.clock.advance(2 * watchCheckMs);
  expect(watcher.last).toBe(3);
  await cluster.stop();
});

test("whoever asks for a session that goes elsewhere while it is read is shown where it stands there, and told what follows", async () => {
  const { cluster, table, owner, node } = await tableOfTwo();
  await cluster.move(table, node.name);
  const answer = holdLoad(node.store);
  const looking = watch(node, table);
  await cluster.clock.settle();
  await cluster.move(table, owner.name);
  await owner.act(table, "ann", quick);
  answer();
  const watcher = await looking;
  expect(watcher.last).toBe(3);
  await owner.act(table, "ann", quick);
  await cluster.clock.settle();
  expect(watcher.last).toBe(4);
  await cluster.stop();
});

test("what was read before a session went elsewhere and came back is read again", async () => {
  const { cluster, table, owner, node } = await tableOfTwo();
  await cluster.move(table, node.name);
  const answer = holdLoad(node.store);
  const looking = node.standing(table);
  await cluster.clock.settle();
  await cluster.move(table, owner.name);
  await owner.act(table, "ann", quick);
  await cluster.move(table, node.name);
  answer();
  expect((await looking).seq).toBe(3);
  await cluster.stop();
});

test("a command that is repeated where its session has just come is answered when those who watch there have seen it", async () => {
  const { cluster, table, owner, node, way } = await tableOfTwo();
  const watcher = await watch(node, table);
  const id = newId();
  way.losses = 1;
  await owner.act(table, "ann", quick, id);
  const seen: (number | undefined)[] = [];
  const answer = holdEntriesWhenGained(node);
  node.sessions.onMoved(({ kind }) => {
    if (kind !== "gained") return;
    void node.act(table, "ann", quick, id).then(() => seen.push(watcher.last));
  });
  await cluster.move(table, node.name);
  expect(seen).toEqual([]);
  answer();
  await cluster.clock.settle();
  expect(seen).toEqual([3]);
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
  const letGo = owner.store.hold();
  const played = owner.act(table, "ann", quick);
  await cluster.clock.settle();
  await cluster.move(table, node.name);
  expect((await owner.standing(table)).seq).toBe(2);
  const looked: number[][] = [];
  owner.hub.listen(table, ({ entry }) => {
    queueMicrotask(() => {
      void owner.standing(table).then(({ seq }) => looked.push([entry.seq, seq]));
    });
  });
  letGo();
  expect(codeOf(await played)).toBe("done");
  expect(looked).toEqual([[3, 3]]);
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
