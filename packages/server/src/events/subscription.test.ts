import { platformEventData } from "@parlor/protocol";
import { expect, test } from "vitest";
import type { ZodType } from "zod";
import { openDice } from "../testing/open-dice.ts";
import { stacks } from "../testing/stacks.ts";
import { testPlatform } from "../testing/test-platform.ts";
import type { Heard, Subscription } from "./subscription.ts";

const games = [openDice];

/** What waits in a subscription now. */
const drain = async (subscription: Subscription): Promise<Heard[]> => {
  const heard: Heard[] = [];
  // What waits comes without a pause; the first read that has to wait ends with the subscription.
  const reading = (async () => {
    for await (const one of subscription) heard.push(one);
  })();
  await new Promise<void>((resolve) => setImmediate(resolve));
  await subscription.return();
  await reading;
  return heard;
};
const typesOf = (heard: readonly Heard[]) =>
  heard.map((one) => (one.kind === "event" ? one.event.type : one.kind));

test("each thing that happens has its event, in order", async () => {
  const platform = await testPlatform({ games });
  const subscription = platform.subscribe();
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  await platform.act(session, "ann", { type: "bet", stake: 5 });
  await platform.act(session, "ann", { type: "roll" });
  await platform.leave(session, "ann");
  expect(platform.register(stacks)).toBeUndefined();
  const heard = await drain(subscription);
  expect(typesOf(heard)).toEqual([
    "session-created",
    "player-joined",
    "action-processed",
    "action-processed",
    "rolled",
    "round-finished",
    "player-left",
    "session-ended",
    "game-registered",
  ]);
  const data = heard.map((one) => (one.kind === "event" ? one.event.data : undefined));
  expect(data[0]).toEqual({
    game: "open-dice",
    version: "1.0.0",
    title: "Open dice",
    host: "host",
  });
  expect(data[1]).toEqual({ seat: 0, player: "ann", name: "ann" });
  expect(data[5]).toMatchObject({ number: 1, serverSeed: expect.any(String) as string });
  expect(data[7]).toMatchObject({ reason: "players_left", stats: { actions: 2, rounds: 1 } });
  expect(heard.at(-1)).toMatchObject({ game: { game: "stacks", title: "Stacks" } });
  const schemas: Readonly<Record<string, ZodType>> = platformEventData;
  const told = heard.map((one) =>
    one.kind === "event" ? one.event : { type: one.kind, data: "game" in one ? one.game : one },
  );
  const ofPlatform = told.filter(({ type }) => type in schemas);
  expect(ofPlatform.map((event) => schemas[event.type]?.parse(event.data))).toEqual(
    ofPlatform.map((event) => event.data),
  );
  await platform.stop();
});

test("a subscription may be for one session and for some types; a game that is refused is no news", async () => {
  const platform = await testPlatform({ games });
  const [one, other] = [
    await platform.open({ game: "open-dice" }),
    await platform.open({ game: "open-dice" }),
  ];
  const ofOne = platform.subscribe({ session: one.id });
  const joins = platform.subscribe({ types: ["player-joined"] });
  const newGames = platform.subscribe({ types: ["game-registered"] });
  for (const { id } of [one, other]) await platform.join(id, "ann");
  await platform.leave(one.id, "ann");
  expect(platform.register(openDice)).toMatchObject({ refused: "game_rejected" });
  platform.register(stacks);
  expect(typesOf(await drain(ofOne))).toEqual(["player-joined", "player-left", "session-ended"]);
  expect(typesOf(await drain(joins))).toEqual(["player-joined", "player-joined"]);
  expect(typesOf(await drain(newGames))).toEqual(["game-registered"]);
  await platform.stop();
});

test("a slow reader is told how many it missed, and finds them in the feed", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const subscription = platform.subscribe({ bufferMax: 3 });
  for (let count = 0; count < 10; count++)
    await platform.act(session, "ann", { type: "quick", stake: 1 });
  const [missed, ...rest] = await drain(subscription);
  expect(missed).toEqual({ kind: "missed", count: 7, after: 2 });
  const kept = rest.map((one) => (one.kind === "event" ? one.position : 0));
  expect(kept).toEqual([10, 11, 12]);
  const reading = new AbortController();
  const positions: number[] = [];
  for await (const { position } of platform.feed(2, reading.signal)) {
    positions.push(position);
    if (positions.length === 7) reading.abort();
  }
  expect(positions.slice(0, 7)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  await platform.stop();
});

test("a reader that never reads holds nobody back; who has gone is not told, and waits no more", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const never = platform.subscribe({ bufferMax: 2 });
  const waiting = platform.subscribe();
  const [first, second] = [waiting.next(), waiting.next()];
  await platform.act(session, "ann", { type: "quick", stake: 1 });
  expect((await first).value).toMatchObject({ event: { type: "action-processed" } });
  await waiting.return();
  expect(await second).toEqual({ done: true, value: undefined });
  expect(await waiting.next()).toEqual({ done: true, value: undefined });
  for (let count = 0; count < 2_000; count++)
    await platform.act(session, "ann", { type: "quick", stake: 1 });
  expect((await never.next()).value).toMatchObject({ kind: "missed", count: 1_999 });
  await platform.stop();
});
