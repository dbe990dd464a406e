import { protocolVersion } from "@parlor/protocol";
import { expect, test } from "vitest";
import { info, viewAt, welcome } from "../test/fake-server.ts";
import { FakeWorld } from "../test/fake-world.ts";
import { connect } from "./parlor.ts";

const [first, second] = ["ws://first:4600/v1/socket", "ws://second:4601/v1/socket"];
const bye = { type: "bye", to: "http://second:4601" } as const;
/** Long enough for a connection to count as settled, too short for its first ping. */
const settleMs = 1_000;

const welcomed = (world: FakeWorld): void => {
  world.socket.accept();
  world.socket.deliver(welcome);
};

/** A client that has been at the first server for a while. */
const settledClient = (url = "http://first:4600") => {
  const world = new FakeWorld();
  const backoff = { firstMs: 100, factor: 2, maxMs: 10_000 };
  const parlor = connect({ url, token: "t", surroundings: world, backoff });
  const dialled = () => world.sockets.map((socket) => socket.url);
  welcomed(world);
  world.advance(settleMs);
  return { world, parlor, dialled };
};

test("a goodbye that says where to go on is followed at once", () => {
  const { world, parlor, dialled } = settledClient();
  const states: string[] = [];
  parlor.state.subscribe(({ status }) => states.push(status));
  const old = world.socket;
  old.deliver(bye);
  expect(dialled()).toEqual([first, second]);
  expect(old.status).toBe("closed");
  welcomed(world);
  expect(states).toEqual(["connecting", "open"]);
});

test("there: hello, the watches from where they were, then the commands without an answer", () => {
  const { world, parlor } = settledClient();
  const table = parlor.table("s1");
  table.watch(() => undefined);
  world.socket.deliver({ type: "watching", info, view: viewAt(7), events: [] });
  void table.act({ type: "flip" });
  world.socket.deliver(bye);
  welcomed(world);
  expect(world.socket.url).toBe(second);
  expect(world.socket.up).toEqual([
    { type: "hello", version: protocolVersion, token: "t" },
    { type: "watch", session: "s1", after: 7 },
    {
      type: "command",
      session: "s1",
      command: { kind: "act", id: "c1", action: { type: "flip" } },
    },
  ]);
});

test("where nobody answers, the address that was given first comes next, and then they take turns", () => {
  const { world, parlor, dialled } = settledClient();
  const waits: number[] = [];
  parlor.state.subscribe((state) => state.status === "reconnecting" && waits.push(state.retryInMs));
  world.socket.deliver(bye);
  for (let turn = 0; turn < 4; turn++) {
    world.socket.cut();
    world.advance(waits.at(-1)!);
  }
  expect(dialled()).toEqual([first, second, first, second, first, second]);
  expect(waits).toEqual([100, 200, 400, 800]);
});

test("an address that swallows every word is not waited for as long as the first", () => {
  const { world, dialled } = settledClient();
  world.socket.deliver(bye);
  world.advance(2_000 + 100);
  expect(dialled()).toEqual([first, second, first]);
});

test("who is welcome at the first address again stays there", () => {
  const { world, dialled } = settledClient();
  world.socket.deliver(bye);
  world.socket.cut();
  world.advance(100);
  welcomed(world);
  for (let turn = 0; turn < 3; turn++) {
    world.socket.cut();
    world.advance(1_000);
  }
  expect(dialled()).toEqual([first, second, first, first, first, first]);
});

test("a connection that is lost elsewhere is looked for there, and then at the first address", () => {
  const { world, dialled } = settledClient();
  world.socket.deliver(bye);
  welcomed(world);
  world.socket.cut();
  world.advance(100);
  world.socket.cut();
  world.advance(200);
  expect(dialled()).toEqual([first, second, second, first]);
});

test("servers that send a client to and fro do not keep it busy", () => {
  const { world, dialled } = settledClient();
  world.socket.deliver(bye);
  welcomed(world);
  world.socket.deliver({ type: "bye", to: "http://first:4600" });
  expect(dialled()).toEqual([first, second]);
  world.advance(100);
  expect(dialled()).toEqual([first, second, first]);
  // Without a welcome it is no better.
  world.socket.accept();
  world.advance(settleMs);
  world.socket.deliver(bye);
  expect(dialled()).toHaveLength(3);
  world.advance(200);
  expect(dialled()).toEqual([first, second, first, second]);
});

test("a goodbye from elsewhere may name a third one", () => {
  const { world, dialled } = settledClient();
  world.socket.deliver(bye);
  welcomed(world);
  world.advance(settleMs);
  world.socket.deliver({ type: "bye", to: "http://third:4602" });
  world.socket.cut();
  world.advance(100);
  expect(dialled()).toEqual([first, second, "ws://third:4602/v1/socket", first]);
});

test.each([
  [
    "a refused hello",
    {
      type: "error",
      of: "hello",
      refusal: { refused: "unauthorized", text: "No.", transient: false },
    },
  ],
  ["another version", { ...welcome, version: 99 }],
] as const)("%s elsewhere sends the client back to the first address, for good", (_, message) => {
  const { world, parlor, dialled } = settledClient();
  world.socket.deliver(bye);
  world.socket.accept();
  world.socket.deliver(message);
  expect(parlor.state.current.status).toBe("reconnecting");
  for (let turn = 0; turn < 2; turn++) {
    world.advance(1_000);
    world.socket.cut();
  }
  expect(dialled()).toEqual([first, second, first, first]);
  world.advance(1_000);
  world.socket.accept();
  world.socket.deliver(message);
  expect(parlor.state.current.status).toBe("closed");
});

test.each(["ftp://second", "not an address", "http://first:4600"])(
  "a goodbye to %s is a goodbye like any other",
  (to) => {
    const { world, parlor, dialled } = settledClient();
    world.socket.deliver({ type: "bye", to });
    expect(parlor.state.current).toMatchObject({ status: "reconnecting", attempt: 1 });
    world.advance(100);
    expect(dialled()).toEqual([first, first]);
  },
);

test("a client that came over TLS does not go on without", () => {
  const { world, dialled } = settledClient("https://first");
  world.socket.deliver(bye);
  world.advance(100);
  expect(dialled()).toEqual(["wss://first/v1/socket", "wss://first/v1/socket"]);
});

test("who closes when it hears of the goodbye goes nowhere", () => {
  const { world, parlor, dialled } = settledClient();
  parlor.state.subscribe(({ status }) => status === "connecting" && parlor.close());
  world.socket.deliver(bye);
  world.advance(60_000);
  expect(dialled()).toEqual([first]);
});

test("HTTP stays at the first address", async () => {
  const { world, parlor } = settledClient();
  world.socket.deliver(bye);
  welcomed(world);
  world.answer = () => ({ status: 200, body: { games: [] } });
  await parlor.games();
  expect(world.requests.map(({ url }) => url)).toEqual(["http://first:4600/v1/games"]);
});
