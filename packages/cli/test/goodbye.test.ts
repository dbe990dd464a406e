import { connect, orThrow, type ConnectionState } from "@parlor/client";
import { memoryStore } from "@parlor/server";
import { newDisk } from "@parlor/server/simulation";
import { expect, onTestFinished, test } from "vitest";
import { letters } from "./letters.ts";
import { RawSocket } from "./raw-socket.ts";
import { openHouse } from "./test-house.ts";

/** Two servers over one store, of which the first knows where the second one is once that has started. */
const twoHouses = async () => {
  const disk = newDisk();
  let elsewhere: string | undefined;
  const games = [letters];
  const one = await openHouse({ games, store: memoryStore(disk), whereToGoOn: () => elsewhere });
  const startTwo = async () => {
    const two = await openHouse({ games, store: memoryStore(disk) });
    onTestFinished(async () => two.server.stop());
    elsewhere = two.server.url;
    return two;
  };
  return { one, startTwo };
};

/** A player who sits at a table of the first server and watches it. */
const seated = async (url: string, backoff: { readonly firstMs?: number } = {}) => {
  const parlor = connect({ url, backoff });
  onTestFinished(() => parlor.close());
  orThrow(await parlor.signIn("Ada"));
  const { info } = orThrow(await parlor.open({ game: "letters" }));
  const table = parlor.table(info.id);
  const counts: unknown[] = [];
  table.watch(({ events }) => {
    for (const { type, data } of events)
      if (type === "said") counts.push((data as { readonly count: number }).count); // what letters emits
  });
  orThrow(await table.join());
  orThrow(await table.act({ type: "say" }));
  const states: ConnectionState["status"][] = [];
  parlor.state.subscribe(({ status }) => states.push(status));
  return { parlor, table, counts, states };
};

test("each connection asks where to go on when its server stops", async () => {
  const places = ["http://one:1", undefined, "http://two:2"];
  const house = await openHouse({ games: [letters], whereToGoOn: () => places.shift() });
  const sockets = [];
  for (let count = 0; count < 3; count++) {
    const socket = new RawSocket(house.server.url);
    onTestFinished(() => socket.close());
    sockets.push(await socket.hello());
  }
  await house.server.stop();
  expect(await Promise.all(sockets.map((socket) => socket.next("bye")))).toEqual([
    { type: "bye", to: "http://one:1" },
    { type: "bye" },
    { type: "bye", to: "http://two:2" },
  ]);
});

test("a client is at the next server without a pause, and its watch goes on", async () => {
  const { one, startTwo } = await twoHouses();
  // Whoever waited would be too late for this test.
  const { table, counts, states } = await seated(one.server.url, { firstMs: 3_600_000 });
  const settledAt = Date.now() + 1_000;
  await expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(settledAt);
  await startTwo();
  await one.server.stop();
  orThrow(await table.act({ type: "say" }));
  await expect.poll(() => counts).toEqual([1, 2]);
  expect(states).toEqual(["connecting", "open"]);
});

test("[J2] whoever plays while its server stops goes on at the next one, each command done once", async () => {
  const { one, startTwo } = await twoHouses();
  const { table, counts } = await seated(one.server.url, { firstMs: 20 });
  const seqs: number[] = [];
  const ended = new AbortController();
  const playing = (async () => {
    while (!ended.signal.aborted) seqs.push(orThrow(await table.act({ type: "say" })).seq);
  })();
  await expect.poll(() => seqs.length).toBeGreaterThan(3);
  await startTwo();
  await one.server.stop();
  const before = seqs.length;
  await expect.poll(() => seqs.length, { timeout: 10_000 }).toBeGreaterThan(before + 3);
  ended.abort();
  await playing;
  expect(seqs).toEqual(seqs.map((_, turn) => seqs[0]! + turn));
  await expect.poll(() => counts).toEqual([1, ...seqs.map((_, turn) => turn + 2)]);
});
