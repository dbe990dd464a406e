import * as fc from "fast-check";
import { expect, test } from "vitest";
import { entriesPageMax } from "../limits.ts";
import { openDice } from "../testing/open-dice.ts";
import { stacks } from "../testing/stacks.ts";
import { testPlatform, type TestPlatform } from "../testing/test-platform.ts";
import type { Store } from "../ports/store.ts";
import { entriesFrom } from "./contract.ts";
import { feedFrom } from "./feed.ts";

const games = [openDice, stacks];

/** Reads the feed, from `after` until it has seen this position. */
const readUntil = async (platform: TestPlatform, after: number, last: number) => {
  const reading = new AbortController();
  const read: { position: number; index: number; game: string; session: string }[] = [];
  if (after >= last) return read;
  for await (const event of platform.feed(after, reading.signal)) {
    read.push(event);
    if (event.position >= last) break;
  }
  reading.abort();
  return read;
};

test("the feed has every event once and in order, from any position, while commits go on", async () => {
  const froms = fc.array(fc.nat(60), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(froms, async (starts) => {
      const platform = await testPlatform({ games });
      const tables: string[] = [];
      for (let table = 0; table < 5; table++)
        tables.push(await platform.table({ game: "open-dice" }, ["ann"]));
      const last = 10 + 5 * 12;
      const readers = starts.map((after) => readUntil(platform, after, last));
      for (let turn = 0; turn < 12; turn++) {
        const acts = tables.map((id) => platform.act(id, "ann", { type: "quick", stake: 1 }));
        await Promise.all(acts);
      }
      for (const [index, reader] of readers.entries()) {
        const positions = (await reader).map(({ position }) => position);
        const after = starts[index]!;
        expect(positions).toEqual(Array.from({ length: last - after }, (_, at) => after + 1 + at));
      }
      await platform.stop();
    }),
    { numRuns: 10 },
  );
});

test("a feed longer than a page names each event's game and session, also from the middle", async () => {
  const platform = await testPlatform({ games });
  const dice = await platform.table({ game: "open-dice" }, ["ann"]);
  const chips = await platform.table({ game: "stacks" }, ["ann", "bob"]);
  for (let turn = 0; turn < entriesPageMax; turn++)
    await platform.act(dice, "ann", { type: "quick", stake: 1 });
  await platform.act(chips, "ann", { type: "buy-in", stake: 5 });
  const last = await platform.store.feedEnd();
  for (const after of [0, entriesPageMax]) {
    const read = await readUntil(platform, after, last);
    expect(read).toHaveLength(last - after);
    for (const { session, game } of read)
      expect(game).toBe(session === dice ? "open-dice" : "stacks");
  }
  await platform.stop();
});

test("a feed waits for what is not there yet, and ends when it is called off", async () => {
  const platform = await testPlatform({ games });
  const reading = new AbortController();
  const feed = platform.feed(0, reading.signal);
  const first = feed.next();
  await platform.clock.settle();
  await platform.open({ game: "open-dice" });
  expect((await first).value).toMatchObject({ type: "session-created", position: 1 });
  const second = feed.next();
  await platform.clock.settle();
  reading.abort();
  expect(await second).toMatchObject({ done: true });
  await platform.stop();
});

test("what is committed while the feed reads an older answer is not slept through", async () => {
  const platform = await testPlatform({ games });
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const slow: Store = {
    ...platform.store,
    feed: async (after, limit) => {
      const rows = await platform.store.feed(after, limit);
      await gate;
      return rows;
    },
  };
  const reading = new AbortController();
  const first = feedFrom(slow, platform.hub, 0, reading.signal).next();
  await platform.clock.settle();
  await platform.open({ game: "open-dice" });
  release();
  expect((await first).value).toMatchObject({ type: "session-created" });
  reading.abort();
  await platform.stop();
});

test("what is heard across sessions comes in the order of the store", async () => {
  const platform = await testPlatform({ games });
  const tables: string[] = [];
  for (let table = 0; table < 6; table++)
    tables.push(await platform.table({ game: "open-dice" }, ["ann"]));
  const heard: number[] = [];
  platform.hub.listen("all", ({ position }) => heard.push(position));
  const release = platform.store.hold();
  const acts = tables.flatMap((id) =>
    [1, 2, 3].map(() => platform.act(id, "ann", { type: "quick", stake: 1 })),
  );
  await platform.clock.settle();
  release();
  await Promise.all(acts);
  expect(heard).toEqual(Array.from({ length: 18 }, (_, index) => 13 + index));
  await platform.stop();
});

test("the entries of one session come in order, from any of them on, and go on as they are written", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const other = await platform.table({ game: "open-dice" }, ["ann"]);
  const reading = new AbortController();
  const seqs: number[] = [];
  const reader = (async () => {
    const entries = entriesFrom(platform.store, platform.hub, session, 1, reading.signal);
    for await (const { seq } of entries) seqs.push(seq);
  })();
  for (let turn = 0; turn < 5; turn++) {
    await platform.act(other, "ann", { type: "quick", stake: 1 });
    await platform.act(session, "ann", { type: "quick", stake: 1 });
  }
  await platform.clock.settle();
  reading.abort();
  await reader;
  expect(seqs).toEqual([2, 3, 4, 5, 6, 7]);
  await platform.stop();
});
