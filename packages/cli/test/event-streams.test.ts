import { connect as dial } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { EventStream, type Told } from "./event-stream.ts";
import { letters } from "./letters.ts";
import { openHouse, operatorToken, type Guest, type TestHouse } from "./test-house.ts";

const houseWithTable = async (config: object = {}) => {
  const house = await openHouse({ games: [letters] });
  onTestFinished(async () => house.server.stop());
  const ada = await house.guest("Ada");
  const session = await house.open(ada, "letters", { config });
  await house.done(ada, session, { kind: "join" });
  return { house, ada, session };
};

const say = async (house: TestHouse, guest: Guest, session: string, times: number) => {
  let seq = 0;
  for (let time = 0; time < times; time++)
    ({ seq } = await house.act(guest, session, { type: "say" }));
  return seq;
};

const key = ({ event }: Told): string =>
  `${event.session} ${event.seq}.${event.index} ${event.type}`;

const withOperator = { authorization: `Bearer ${operatorToken}` };

test.each([
  { feed: "a session's events", path: (session: string) => `/v1/sessions/${session}/events` },
  { feed: "the operator's feed", path: () => "/v1/events" },
])("$feed go on after Last-Event-ID without a gap and without a repetition", async ({ path }) => {
  const { house, ada, session } = await houseWithTable();
  const last = await say(house, ada, session, 12);
  const url = house.server.url + path(session);
  const isLast = ({ event }: Told) => event.seq === last && event.type === "said";
  const whole = await EventStream.open(url, withOperator);
  const all = await whole.until(isLast);
  await whole.close();
  expect(new Set(all.map(key)).size).toBe(all.length);
  expect(all.filter(({ type }) => type === "said")).toHaveLength(12);

  const ids = all.flatMap(({ id }) => (id === undefined ? [] : [id]));
  for (const id of [ids[0]!, ids[3]!, ids.at(-2)!]) {
    const rest = await EventStream.open(url, { ...withOperator, "last-event-id": id });
    const read = await rest.until(isLast);
    await rest.close();
    const from = all.findIndex((one) => one.id === id) + 1;
    expect(read.map(key)).toEqual(all.slice(from).map(key));
  }
});

test("a stream goes on with what happens, and ends with its session", async () => {
  const { house, ada, session } = await houseWithTable();
  const stream = await EventStream.open(`${house.server.url}/v1/sessions/${session}/events`);
  await stream.until(({ type }) => type === "player-joined");
  await house.act(ada, session, { type: "say" });
  expect((await stream.next())?.type).toBe("action-processed");
  expect(await stream.next()).toMatchObject({ type: "said", event: { data: { count: 1 } } });
  await house.done(ada, session, { kind: "end" });
  expect((await stream.until(() => false)).map(({ type }) => type)).toEqual(["session-ended"]);
});

test("[V1] a stream has no event for another seat, nor one for whoever sat there before", async () => {
  const { house, ada, session } = await houseWithTable();
  const bob = await house.guest("Bob");
  await house.done(bob, session, { kind: "join", seat: 1 });
  await house.act(ada, session, { type: "write", to: 1 });
  await house.done(bob, session, { kind: "leave" });
  const eve = await house.guest("Eve");
  await house.done(eve, session, { kind: "join", seat: 1 });
  await house.act(ada, session, { type: "write", to: 1 });
  await house.done(ada, session, { kind: "end" });

  const lettersOf = async (token: string | undefined): Promise<unknown[]> => {
    const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
    const url = `${house.server.url}/v1/sessions/${session}/events`;
    const stream = await EventStream.open(url, headers);
    const all = await stream.until(() => false);
    return all.filter(({ type }) => type === "letter").map(({ event }) => event.data);
  };
  expect(await lettersOf(bob.token)).toEqual([{ to: 1, count: 1 }]);
  expect(await lettersOf(eve.token)).toEqual([{ to: 1, count: 2 }]);
  expect(await lettersOf(ada.token)).toEqual([]);
  expect(await lettersOf(undefined)).toEqual([]);
});

/** Counts who listens at the server's hub. */
const countListeners = (house: TestHouse): (() => number) => {
  const { hub } = house.server.platform;
  const listen = hub.listen.bind(hub);
  let count = 0;
  hub.listen = (session, listener) => {
    const stop = listen(session, listener);
    count += 1;
    return () => {
      count -= 1;
      stop();
    };
  };
  return () => count;
};

test("a reader that goes away leaves no listener behind", async () => {
  const { house, session } = await houseWithTable();
  const listeners = countListeners(house);
  const streams = await Promise.all(
    [`/v1/sessions/${session}/events`, "/v1/events"].map(async (path) =>
      EventStream.open(house.server.url + path, withOperator),
    ),
  );
  for (const stream of streams) await stream.next();
  expect(listeners()).toBe(2);
  for (const stream of streams) await stream.close();
  await expect.poll(listeners).toBe(0);
});

test("a reader that reads nothing holds nobody up, and loses nothing when it reads on", async () => {
  // So much that it fits into no buffer on the way.
  const { house, ada, session } = await houseWithTable({ wallBytes: 50_000 });
  const listeners = countListeners(house);
  const { hostname, port } = new URL(house.server.url);
  const deaf = dial(Number(port), hostname);
  onTestFinished(() => void deaf.destroy());
  let text = "";
  deaf.on("data", (chunk: Buffer) => (text += chunk.toString()));
  deaf.write(`GET /v1/sessions/${session}/events HTTP/1.1\r\nhost: parlor\r\n\r\n`);
  await expect.poll(() => text).toContain("player-joined");
  deaf.pause();
  const quick = await EventStream.open(`${house.server.url}/v1/sessions/${session}/events`);
  const last = await say(house, ada, session, 200);
  const all = await quick.until(({ event }) => event.seq === last && event.type === "said");
  expect(all.filter(({ type }) => type === "said")).toHaveLength(200);
  await quick.close();

  deaf.resume();
  await expect.poll(() => text.match(/^id: \d+$/gm)?.at(-1)).toBe(`id: ${last}`);
  expect(text.match(/^event: said$/gm)).toHaveLength(200);

  deaf.pause();
  await say(house, ada, session, 200);
  deaf.destroy();
  await expect.poll(listeners).toBe(0);
});

test("a server that stops ends its streams", async () => {
  const { house, session } = await houseWithTable();
  const streams = await Promise.all(
    [`/v1/sessions/${session}/events`, "/v1/events"].map(async (path) =>
      EventStream.open(house.server.url + path, withOperator),
    ),
  );
  await house.server.stop();
  for (const stream of streams)
    expect((await stream.until(() => false)).at(-1)?.type).toBe("player-joined");
});

test("the head of a stream, which has no end, cannot be asked for", async () => {
  const { house, session } = await houseWithTable();
  for (const path of [`/v1/sessions/${session}/events`, "/v1/events"]) {
    const head = { method: "HEAD", headers: withOperator };
    expect((await fetch(house.server.url + path, head)).status).toBe(404);
  }
});
