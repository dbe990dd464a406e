import { protocolVersion } from "@parlor/protocol";
import { expect, test, vi } from "vitest";
import { eventAt, info, viewAt, welcome } from "../test/fake-server.ts";
import { FakeWorld, settled } from "../test/fake-world.ts";
import { pendingCommandCountMax } from "./limits.ts";
import { connect, type ConnectOptions, type Wallet } from "./parlor.ts";
import { ConnectionClosed, isRefusal, orThrow, Refused } from "./refusals.ts";
import type { TableUpdate } from "./types.ts";

const newClient = (options: Partial<ConnectOptions> = { token: "t" }) => {
  const world = new FakeWorld();
  const parlor = connect({ url: "http://host:4600/", surroundings: world, ...options });
  return { world, parlor };
};
const openClient = () => {
  const client = newClient();
  client.world.socket.accept();
  client.world.socket.up.length = 0;
  client.world.socket.deliver(welcome);
  return client;
};
const refusal = (refused: string, transient: boolean) => ({
  refused,
  text: `${refused}.`,
  transient,
});

test("hello carries the version and the token, to the socket beside the API", () => {
  const { world } = newClient();
  world.socket.accept();
  expect(world.socket.url).toBe("ws://host:4600/v1/socket");
  expect(world.socket.up).toEqual([{ type: "hello", version: protocolVersion, token: "t" }]);
});

test("the socket opens with the first table, and not before", () => {
  const { world, parlor } = newClient({});
  expect([parlor.state.current, world.sockets.length]).toEqual([{ status: "idle" }, 0]);
  parlor.table("s1");
  parlor.table("s2");
  expect([parlor.state.current, world.sockets.length]).toEqual([{ status: "connecting" }, 1]);
});

test("the state goes from connecting to open, to reconnecting when it is lost, to closed", () => {
  const { world, parlor } = newClient();
  const seen: string[] = [];
  parlor.state.subscribe(({ status }) => seen.push(status));
  world.socket.accept();
  world.socket.deliver(welcome);
  expect(parlor.state.current).toEqual({ status: "open", player: { id: "p1", name: "Ann" } });
  world.socket.cut();
  world.advance(10_000);
  world.socket.accept();
  world.socket.deliver(welcome);
  parlor.close();
  expect(seen).toEqual(["open", "reconnecting", "open", "closed"]);
});

test("the waits between tries double up to the bound, and start anew after a welcome", () => {
  const { world, parlor } = newClient({
    token: "t",
    backoff: { firstMs: 100, factor: 2, maxMs: 700 },
  });
  const waits: number[] = [];
  parlor.state.subscribe((state) => state.status === "reconnecting" && waits.push(state.retryInMs));
  for (let turn = 0; turn < 5; turn++) {
    world.socket.cut();
    world.advance(waits.at(-1)!);
  }
  world.socket.accept();
  world.socket.deliver(welcome);
  world.socket.cut();
  expect(waits).toEqual([100, 200, 400, 700, 700, 100]);
});

test.each([
  [0, 50],
  [0.5, 75],
])("with the chance %f the first wait of at most 100 ms is %i ms", (jitter, wait) => {
  const { world, parlor } = newClient({ token: "t", backoff: { firstMs: 100 } });
  world.jitter = jitter;
  world.socket.cut();
  expect(parlor.state.current).toMatchObject({ status: "reconnecting", retryInMs: wait });
});

test("a silent server is asked whether it lives, and given up without an answer", () => {
  const { world, parlor } = openClient();
  world.advance(15_000);
  expect(world.socket.up).toMatchObject([{ type: "ping" }]);
  world.advance(9_999);
  expect(parlor.state.current.status).toBe("open");
  world.advance(1);
  expect(parlor.state.current.status).toBe("reconnecting");
});

test("a server that answers pings is not given up", () => {
  const { world, parlor } = openClient();
  for (let turn = 0; turn < 5; turn++) {
    world.advance(15_000);
    const ping = world.socket.up.pop();
    if (ping?.type !== "ping") throw new Error("a ping was expected");
    world.socket.deliver({ type: "pong", at: ping.at, now: 1 });
  }
  expect(parlor.state.current.status).toBe("open");
});

test("a socket without a welcome is given up", () => {
  const { world, parlor } = newClient();
  world.socket.accept();
  world.advance(10_000);
  expect(parlor.state.current.status).toBe("reconnecting");
});

test("bye means: come back shortly", () => {
  const { world, parlor } = openClient();
  world.socket.deliver({ type: "bye" });
  expect(parlor.state.current).toMatchObject({ status: "reconnecting", attempt: 1 });
  world.advance(10_000);
  expect(world.sockets).toHaveLength(2);
});

test("events of a socket that was given up count no more", () => {
  const { world, parlor } = openClient();
  const old = world.socket;
  old.deliver({ type: "bye" });
  old.deliverText(JSON.stringify(welcome));
  expect(parlor.state.current.status).toBe("reconnecting");
});

test.each(["not json", "{}", JSON.stringify({ type: "from-a-newer-server" })])(
  "%s is passed over",
  (text) => {
    const { world, parlor } = openClient();
    world.socket.deliverText(text);
    expect(parlor.state.current.status).toBe("open");
  },
);

test("a server of another version closes the connection, and every command with it", async () => {
  const { world, parlor } = newClient();
  const asked = parlor.table("s1").join();
  world.socket.accept();
  world.socket.deliver({ ...welcome, version: 99 } as typeof welcome);
  expect(parlor.state.current).toMatchObject({
    status: "closed",
    refusal: { refused: "version_mismatch" },
  });
  expect(await asked).toMatchObject({ refused: "version_mismatch" });
  expect(await parlor.table("s1").leave()).toMatchObject({ refused: "version_mismatch" });
  expect(await parlor.table("s2").ready()).toMatchObject({ refused: "version_mismatch" });
});

test("a hello that is refused for good closes; signing in opens again", async () => {
  const { world, parlor } = newClient();
  world.socket.accept();
  world.socket.deliver({ type: "error", of: "hello", refusal: refusal("unauthorized", false) });
  expect(parlor.state.current).toMatchObject({
    status: "closed",
    refusal: { refused: "unauthorized" },
  });
  world.answer = () => ({
    status: 200,
    body: { token: "t2", player: { id: "p2", name: "Bo" }, expiresAt: 1 },
  });
  await parlor.signIn("Bo");
  world.socket.accept();
  expect(world.socket.up).toEqual([{ type: "hello", version: protocolVersion, token: "t2" }]);
  expect(parlor.token).toBe("t2");
});

test("a hello that is refused for now is tried again", () => {
  const { world, parlor } = newClient();
  world.socket.accept();
  world.socket.deliver({ type: "error", of: "hello", refusal: refusal("rate_limited", true) });
  expect(parlor.state.current.status).toBe("reconnecting");
});

test("after a loss: hello, the watches from where they were, then the commands with the same ids", () => {
  const { world, parlor } = openClient();
  const table = parlor.table("s1");
  table.watch(() => undefined);
  world.socket.deliver({ type: "watching", info, view: viewAt(7), events: [] });
  void table.act({ type: "flip" });
  void table.leave();
  world.socket.cut();
  world.advance(10_000);
  world.socket.accept();
  world.socket.deliver(welcome);
  expect(world.socket.up).toEqual([
    { type: "hello", version: protocolVersion, token: "t" },
    { type: "watch", session: "s1", after: 7 },
    {
      type: "command",
      session: "s1",
      command: { kind: "act", id: "c1", action: { type: "flip" } },
    },
    { type: "command", session: "s1", command: { kind: "leave", id: "c2" } },
  ]);
});

test.each(["shutting_down", "stale_epoch", "outcome_unknown"])(
  "a command that comes back with %s is sent again",
  async (code) => {
    const { world, parlor } = openClient();
    const asked = parlor.table("s1").leave();
    const sent = world.socket.up.shift();
    world.socket.deliver({ type: "reply", session: "s1", id: "c1", reply: refusal(code, true) });
    expect(world.socket.up).toEqual([]);
    world.advance(1_000);
    expect(world.socket.up).toEqual([sent]);
    world.socket.deliver({
      type: "reply",
      session: "s1",
      id: "c1",
      reply: { seq: 3, seat: 0, events: [] },
    });
    expect(await asked).toMatchObject({ seq: 3 });
  },
);

test("a refusal is a value, and orThrow makes an exception of it", async () => {
  const { world, parlor } = openClient();
  const asked = parlor.table("s1").join({ seat: 2, seed: "luck" });
  expect(world.socket.up).toMatchObject([{ command: { kind: "join", seat: 2, seed: "luck" } }]);
  world.socket.deliver({
    type: "reply",
    session: "s1",
    id: "c1",
    reply: refusal("seat_taken", false),
  });
  const answer = await asked;
  expect(isRefusal(answer) && answer.refused).toBe("seat_taken");
  expect(() => orThrow(answer)).toThrow(Refused);
});

test("close rejects what waits and whatever is asked later", async () => {
  const { parlor } = openClient();
  const table = parlor.table("s1");
  const [asked, ready, ping] = [table.leave(), table.ready(), parlor.ping()];
  parlor.close();
  await expect(asked).rejects.toThrow(ConnectionClosed);
  await expect(ready).rejects.toThrow(ConnectionClosed);
  expect(await ping).toBeNull();
  await expect(table.leave()).rejects.toThrow(ConnectionClosed);
  expect(() => parlor.table("s1")).toThrow(ConnectionClosed);
});

test("too many commands without an answer are refused here", async () => {
  const { parlor } = newClient();
  const table = parlor.table("s1");
  for (let count = 0; count < pendingCommandCountMax; count++) table.leave().catch(() => undefined);
  expect(await table.leave()).toMatchObject({ refused: "too_many_pending", transient: true });
  parlor.close();
});

test("two watchers share one watch, which ends with the second", () => {
  const { world, parlor } = openClient();
  const [one, two] = [
    vi.fn<(update: TableUpdate) => void>(),
    vi.fn<(update: TableUpdate) => void>(),
  ];
  const stopOne = parlor.table("s1").watch(one);
  world.socket.deliver({ type: "watching", info, view: viewAt(1), events: [] });
  const stopTwo = parlor.table("s1").watch(two);
  world.socket.deliver({
    type: "update",
    session: "s1",
    view: viewAt(2),
    events: [eventAt(2)],
    missed: [2, 2],
  });
  expect(one.mock.calls.map(([{ view }]) => view.seq)).toEqual([1, 2]);
  expect(two.mock.calls.map(([{ view }]) => view.seq)).toEqual([1, 2]);
  expect(two.mock.lastCall?.[0].missed).toEqual([2, 2]);
  stopOne();
  stopOne();
  stopTwo();
  expect(world.socket.up).toEqual([
    { type: "watch", session: "s1" },
    { type: "unwatch", session: "s1" },
  ]);
});

test("an update that was overtaken is passed over, and no event is told twice", () => {
  const { world, parlor } = openClient();
  const told: number[][] = [];
  parlor.table("s1").watch(({ events }) => told.push(events.map(({ seq }) => seq)));
  world.socket.deliver({ type: "watching", info, view: viewAt(3), events: [] });
  world.socket.deliver({
    type: "update",
    session: "s1",
    view: viewAt(5),
    events: [eventAt(4), eventAt(5)],
  });
  world.socket.deliver({ type: "update", session: "s1", view: viewAt(4), events: [eventAt(4)] });
  world.socket.deliver({
    type: "watching",
    info,
    view: viewAt(6),
    events: [eventAt(5), eventAt(6)],
  });
  expect(told).toEqual([[], [4, 5], [6]]);
});

test("a session that may not be watched says why", async () => {
  const { world, parlor } = openClient();
  const table = parlor.table("s1");
  const ready = table.ready();
  world.socket.deliver({
    type: "error",
    of: "watch",
    session: "s1",
    refusal: refusal("unknown_session", false),
  });
  expect(await ready).toMatchObject({ refused: "unknown_session" });
});

test("until waits for the update that was wished for", async () => {
  const { world, parlor } = openClient();
  const found = parlor.table("s1").until(({ view }) => view.seq >= 2);
  world.socket.deliver({ type: "watching", info, view: viewAt(1), events: [] });
  world.socket.deliver({ type: "update", session: "s1", view: viewAt(2), events: [] });
  expect(orThrow(await found).view.seq).toBe(2);
  await settled();
  expect(world.socket.up.at(-1)).toEqual({ type: "unwatch", session: "s1" });
});

test("a wallet message changes the balances that it names, and leaves the others", () => {
  const { world, parlor } = openClient();
  world.socket.deliver({ type: "wallet", balances: { "PLAY/2": 100, "EUR/2": 7 } });
  world.socket.deliver({ type: "wallet", balances: { "EUR/2": 5 } });
  expect(parlor.wallet.current).toEqual({ "PLAY/2": 100, "EUR/2": 5 });
});

test("the wallet and the server's time are told", async () => {
  const { world, parlor } = openClient();
  const wallet = vi.fn<(balances: Wallet | null) => void>();
  parlor.wallet.subscribe(wallet);
  world.socket.deliver({ type: "wallet", balances: { "PLAY/0": 12 } });
  expect([parlor.wallet.current, wallet.mock.calls]).toEqual([
    { "PLAY/0": 12 },
    [[{ "PLAY/0": 12 }]],
  ]);
  expect(parlor.now()).toBe(5_000_000);
  const ping = parlor.ping();
  world.advance(80);
  world.socket.deliver({ type: "pong", at: 1_000_000, now: 6_000_000 });
  expect(await ping).toBe(80);
  expect(parlor.now()).toBe(6_000_040);
});

test("what one player asked is not asked again as another", async () => {
  const { world, parlor } = openClient();
  const asked = parlor.table("s1").leave();
  parlor.use("t2");
  expect(await asked).toMatchObject({ refused: "signed_out" });
  world.socket.accept();
  world.socket.deliver(welcome);
  expect(world.socket.up).toEqual([{ type: "hello", version: protocolVersion, token: "t2" }]);
});

test("after signing out nobody is signed in", () => {
  const { world, parlor } = openClient();
  parlor.signOut();
  world.socket.accept();
  expect(world.socket.up).toEqual([{ type: "hello", version: protocolVersion }]);
  expect(parlor.token).toBeUndefined();
});
