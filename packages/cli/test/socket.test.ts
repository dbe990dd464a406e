import { coinFlip } from "@parlor/games/coin-flip";
import type { DownMessage, DownMessageOf } from "@parlor/protocol";
import { expect, onTestFinished, test } from "vitest";
import { DeafSocket } from "./deaf-socket.ts";
import { letters } from "./letters.ts";
import { RawSocket } from "./raw-socket.ts";
import { openHouse, type Guest, type TestHouse } from "./test-house.ts";

const houseWithTable = async (
  config: object = {},
  options: Parameters<typeof openHouse>[0] = {},
) => {
  const house = await openHouse({ games: [letters, coinFlip], ...options });
  onTestFinished(async () => house.server.stop());
  const ada = await house.guest("Ada");
  const session = await house.open(ada, "letters", { config });
  await house.done(ada, session, { kind: "join" });
  return { house, ada, session };
};

const socketOf = async (house: TestHouse, token?: string): Promise<RawSocket> => {
  const socket = new RawSocket(house.server.url);
  onTestFinished(() => socket.close());
  return socket.hello(token);
};

const say = async (house: TestHouse, guest: Guest, session: string, times = 1) => {
  let seq = 0;
  for (let time = 0; time < times; time++)
    ({ seq } = await house.act(guest, session, { type: "say" }));
  return seq;
};

const countsIn = (messages: readonly DownMessage[]): unknown[] =>
  messages
    .flatMap((message) =>
      message.type === "watching" || message.type === "update" ? message.events : [],
    )
    .filter(({ type }) => type === "said" || type === "letter")
    .map(({ data }) => (data as { readonly count: number }).count); // what letters emits

test("what comes right behind a hello is served as whoever said it", async () => {
  const { house, ada, session } = await houseWithTable();
  const socket = new RawSocket(house.server.url);
  onTestFinished(() => socket.close());
  await socket.open();
  socket.send({ type: "hello", version: 1, token: ada.token });
  socket.send({ type: "watch", session });
  socket.send({
    type: "command",
    session,
    command: { kind: "act", id: "at-once", action: { type: "say" } },
  });
  expect((await socket.next("watching")).view.you).toBe(0);
  expect((await socket.next("reply")).reply).toMatchObject({ seat: 0, seq: 3 });
});

test("a watch begins with the view as it is, and has every entry after it once, in order", async () => {
  const { house, ada, session } = await houseWithTable();
  await say(house, ada, session, 3);
  const socket = await socketOf(house);
  // Asked while others play, so that some of it falls before the watch and some behind.
  const playing = say(house, ada, session, 20);
  socket.send({ type: "watch", session });
  const last = await playing;
  const { view, events } = await socket.next("watching");
  expect(events).toEqual([]);
  const seqs = [view.seq];
  while (seqs.at(-1) !== last) {
    const update = await socket.next("update");
    expect(update.events.map(({ seq }) => seq)).toEqual([update.view.seq, update.view.seq]);
    seqs.push(update.view.seq);
  }
  expect(seqs).toEqual(Array.from({ length: last - view.seq + 1 }, (_, n) => view.seq + n));
});

test("a client that was away gets what it missed first, and nothing twice", async () => {
  const { house, ada, session } = await houseWithTable();
  const seen = await say(house, ada, session, 4);
  await say(house, ada, session, 6);
  const socket = await socketOf(house);
  socket.send({ type: "watch", session, after: seen });
  await say(house, ada, session, 3);
  const messages = await socket.rest();
  expect(messages[0]?.type).toBe("watching");
  expect(countsIn(messages)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

test("a client that missed too much is told which entries, and may read them over HTTP", async () => {
  const { house, ada, session } = await houseWithTable();
  const last = await say(house, ada, session, 300);
  const socket = await socketOf(house);
  socket.send({ type: "watch", session, after: 2 });
  const { events, missed, view } = await socket.next("watching");
  expect({ events, missed, seq: view.seq }).toEqual({ events: [], missed: [3, last], seq: last });
});

test("[V1] whoever takes a seat later does not hear what was written to the one before", async () => {
  const { house, ada, session } = await houseWithTable();
  const bob = await house.guest("Bob");
  await house.done(bob, session, { kind: "join", seat: 1 });
  const bobs = await socketOf(house, bob.token);
  bobs.send({ type: "watch", session });
  await bobs.next("watching");
  await house.act(ada, session, { type: "write", to: 1 });
  await house.done(bob, session, { kind: "leave" });
  const eve = await house.guest("Eve");
  await house.done(eve, session, { kind: "join", seat: 1 });
  const eves = await socketOf(house, eve.token);
  eves.send({ type: "watch", session, after: 0 });
  expect(countsIn([await eves.next("watching")])).toEqual([]);
  await house.act(ada, session, { type: "write", to: 1 });
  expect(countsIn(await eves.rest())).toEqual([2]);
  expect(countsIn(await bobs.rest())).toEqual([1]);
});

test("after unwatch nothing more comes, and a session may be watched again", async () => {
  const { house, ada, session } = await houseWithTable();
  const socket = await socketOf(house);
  socket.send({ type: "watch", session });
  await socket.next("watching");
  socket.send({ type: "unwatch", session });
  await socket.rest();
  await say(house, ada, session);
  expect(await socket.rest()).toEqual([]);
  socket.send({ type: "watch", session });
  await socket.next("watching");
  socket.send({ type: "watch", session });
  await socket.next("watching");
  await say(house, ada, session);
  expect(countsIn(await socket.rest())).toEqual([2]);
});

test("one connection watches many sessions, but not without end", async () => {
  const { house, ada } = await houseWithTable();
  const sessions = [];
  for (let table = 0; table < 65; table++) sessions.push(await house.open(ada, "letters"));
  const socket = await socketOf(house);
  for (const session of sessions) socket.send({ type: "watch", session });
  const refused = await socket.next("error");
  expect(refused).toMatchObject({
    of: "watch",
    session: sessions[64],
    refusal: { refused: "rate_limited" },
  });
  const messages = await socket.rest();
  const watching = messages.filter(({ type }) => type === "watching");
  expect(watching).toHaveLength(64);
});

test("a socket that stops reading holds nobody up, and gets the latest view when it reads on", async () => {
  const { house, ada, session } = await houseWithTable({ wallBytes: 200_000 });
  // Nobody says anything here while the other session floods the deaf one.
  const quiet = await house.open(ada, "letters");
  await house.done(ada, quiet, { kind: "join" });
  const deaf = await DeafSocket.open(house.server.url);
  onTestFinished(() => deaf.close());
  deaf.send({ type: "hello", version: 1 });
  deaf.send({ type: "watch", session });
  deaf.send({ type: "watch", session: quiet });
  for (let watching = 0; watching < 2;) if ((await deaf.next()).type === "watching") watching += 1;
  deaf.stopReading();
  const quick = await socketOf(house);
  quick.send({ type: "watch", session });
  await quick.next("watching");

  const last = await say(house, ada, session, 80);
  // Said while the outbox is full of the other session's views.
  const lastQuiet = await say(house, ada, quiet);
  const heard = [];
  for (let seq = 0; seq !== last;) {
    const update = await quick.next("update");
    expect(update.missed).toBeUndefined();
    ({ seq } = update.view);
    heard.push(...countsIn([update]));
  }
  expect(heard).toEqual(Array.from({ length: 80 }, (_, n) => n + 1));

  deaf.readOn();
  const updates: DownMessageOf<"update">[] = [];
  const latest = (id: string) => updates.findLast((update) => update.session === id)?.view.seq;
  while (latest(session) !== last || latest(quiet) !== lastQuiet) {
    const message = await deaf.next();
    if (message.type === "update") updates.push(message);
  }
  const own = updates.filter((update) => update.session === session);
  const late = own.at(-1)!;
  expect(own.length).toBeLessThan(80);
  // Between what it heard and the latest view lies exactly what it is told to have missed.
  expect(late.missed).toEqual([own.at(-2)!.view.seq + 1, last - 1]);
  expect(late.view.view).toMatchObject({ count: 80 });
});

test("a client that answers no ping is let go, one that does stays", async () => {
  const { house } = await houseWithTable();
  const deaf = await DeafSocket.open(house.server.url);
  onTestFinished(() => deaf.close());
  deaf.stopReading();
  const alive = await socketOf(house);
  const gone = deaf.gone();
  for (let look = 0; look < 3; look++) {
    await house.clock.advance(30_000);
    // The answer to the ping is on its way before the answer to this.
    await alive.rest();
  }
  deaf.readOn();
  await gone;
  expect(await alive.rest()).toEqual([]);
});

test("a server that stops says bye, and closes with 1012", async () => {
  const { house, session } = await houseWithTable();
  const socket = await socketOf(house);
  socket.send({ type: "watch", session });
  await socket.next("watching");
  await house.server.stop();
  expect(await socket.next("bye")).toEqual({ type: "bye" });
  expect(await socket.closed).toBe(1012);
});

test("a server that stops does not wait for ever for a client that is deaf", async () => {
  const { house } = await houseWithTable();
  const deaf = await DeafSocket.open(house.server.url);
  onTestFinished(() => deaf.close());
  deaf.stopReading();
  const stopped = house.server.stop();
  await expect.poll(() => house.clock.isDueIn(2_000)).toBe(true);
  await house.clock.advance(2_000);
  await expect(stopped).resolves.toBeUndefined();
});

test("the wallet comes whole at first, and then only as it changes", async () => {
  const { house, ada } = await houseWithTable();
  const { treasury } = house.server.platform;
  await treasury.deposit("euros", ada.id, 5_000, "EUR/2");
  const socket = new RawSocket(house.server.url);
  onTestFinished(() => socket.close());
  await socket.open();
  socket.send({ type: "hello", version: 1, token: ada.token });
  expect((await socket.next("wallet")).balances).toEqual({ "PLAY/2": 100_000, "EUR/2": 5_000 });
  const session = await house.open(ada, "coin-flip", { currency: "EUR/2" });
  await house.done(ada, session, { kind: "join" });
  const { seq } = await house.act(ada, session, { type: "flip", call: "heads", stake: 100 });
  expect(seq).toBe(3);
  const { balances } = await socket.next("wallet");
  expect(Object.keys(balances)).toEqual(["EUR/2"]);
  expect((await treasury.balances(ada.id))["EUR/2"]).toBe(balances["EUR/2"]);
});

test("[V1] a wallet is told to its player only", async () => {
  const { house, ada } = await houseWithTable();
  const bob = await house.guest("Bob");
  const [bobs, nobodys] = [await socketOf(house, bob.token), await socketOf(house)];
  const session = await house.open(ada, "coin-flip");
  await house.done(ada, session, { kind: "join" });
  await house.act(ada, session, { type: "flip", call: "heads", stake: 100 });
  expect([await bobs.rest(), await nobodys.rest()]).toEqual([[], []]);
});
