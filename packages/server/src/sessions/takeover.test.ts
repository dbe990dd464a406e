import { isTransient } from "@parlor/kit";
import { expect, test } from "vitest";
import { openDice } from "../testing/open-dice.ts";
import { seededEntropy } from "../testing/seeded-entropy.ts";
import { codeOf, newId, testPlatform } from "../testing/test-platform.ts";

const games = [openDice];

const twoNodes = async () => {
  const one = await testPlatform({ games });
  const session = await one.table({ game: "open-dice" }, ["ann"]);
  await one.act(session, "ann", { type: "bet", stake: 100 });
  const entropy = seededEntropy("another node");
  const two = await testPlatform({ games, disk: one.disk, clock: one.clock, entropy });
  return { one, two, session };
};

test("[C1] who takes over goes on; the first one's commits are refused and its session is dropped", async () => {
  const { one, two, session } = await twoNodes();
  const told: number[] = [];
  one.hub.listen(session, ({ entry }) => told.push(entry.seq));
  const outcome = await one.act(session, "ann", { type: "quick", stake: 50 });
  expect(codeOf(outcome)).toBe("stale_epoch");
  expect(isTransient("stale_epoch")).toBe(true);
  expect([one.sessions.activeCount, told]).toEqual([0, []]);

  expect(codeOf(await two.act(session, "ann", { type: "quick", stake: 50 }))).toBe("done");
  expect(await two.balance("ann")).toBe(950);
  expect((await two.treasury.audit()).discrepancies).toEqual([]);
  // The first one may still show it, as the journal tells it now.
  expect((await one.standing(session)).seq).toBe((await two.standing(session)).seq);
  expect(one.sessions.activeCount).toBe(0);
  await Promise.all([one.stop(), two.stop()]);
});

test("[C1] what was done before the take-over and was not answered is found by its id", async () => {
  const { one, two, session } = await twoNodes();
  const id = newId();
  const ask = (node: typeof one) => node.act(session, "ann", { type: "quick", stake: 5 }, id);
  const done = await ask(two);
  expect(codeOf(await ask(one))).toBe("stale_epoch");
  expect(await ask(two)).toEqual(done);
  expect(await two.balance("ann")).toBe(905);
  await Promise.all([one.stop(), two.stop()]);
});

test("[C1] both nodes' clocks run out, and the roll comes once", async () => {
  const { one, two, session } = await twoNodes();
  await one.clock.advance(60_000);
  const entries = await two.store.entries(session, 0, 100);
  const rolls = entries.filter(({ body }) => body.includes('"kind":"timeout"'));
  expect(rolls).toHaveLength(1);
  expect((await two.standing(session)).state.stats.rounds).toBe(1);
  expect(one.sessions.activeCount).toBe(0);
  await one.clock.advance(3_600_000 * 2);
  expect((await two.standing(session)).state.phase.status).toBe("ended");
  await Promise.all([one.stop(), two.stop()]);
});

test("[C1] a node that has lost its partitions opens nothing in them", async () => {
  const { one, two } = await twoNodes();
  expect(await one.sessions.open({ game: "open-dice" }, "host")).toEqual({
    refused: "stale_epoch",
  });
  expect("refused" in (await two.sessions.open({ game: "open-dice" }, "host"))).toBe(false);
  await Promise.all([one.stop(), two.stop()]);
});

test("[C1] other sessions of a lost partition go with the first one that noticed", async () => {
  const one = await testPlatform({ games });
  // So many that two of them share one of the 256 partitions.
  const opened = [];
  for (let count = 0; count < 60; count++) opened.push(await one.open({ game: "open-dice" }));
  await one.store.claim(Array.from({ length: 256 }, (_, partition) => partition));
  const written = one.store.batches.length;
  for (const { id } of opened) expect(codeOf(await one.join(id, "ann"))).toBe("stale_epoch");
  expect(one.sessions.activeCount).toBe(0);
  expect(one.store.batches.length - written).toBeLessThan(60);
  await one.stop();
});
