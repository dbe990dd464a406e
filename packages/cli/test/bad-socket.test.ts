import { limits } from "@parlor/kit";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { badCommands } from "./bad-commands.ts";
import { closeCodeFor, frameOf, RawSocket, upgradeAt } from "./raw-socket.ts";
import { goesOn, openScene, type Scene } from "./scene.ts";

const { commandIdLengthMax } = limits;
let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => scene.house.server.stop());

const socketOf = (): RawSocket => {
  const socket = new RawSocket(scene.house.server.url);
  onTestFinished(() => socket.close());
  return socket;
};

/** Whatever happens meanwhile, everything is as it was, and everybody else plays on. */
const unharmed = async (happens: () => Promise<void>): Promise<void> => {
  const before = await scene.house.everything();
  await happens();
  expect(await scene.house.everything()).toEqual(before);
  expect(await goesOn(scene)).toBe(true);
};

test.each(badCommands.map((bad) => ({ ...bad })))(
  "over the socket, $what is refused with $code and changes nothing",
  async ({ by, at, command, code }) => {
    const socket = await socketOf().hello((by?.(scene) ?? scene.ada).token);
    await unharmed(async () => {
      const asked = { id: "bad", ...command };
      socket.send({ type: "command", session: at(scene), command: asked });
      // Without an id that can be told again there is nothing to reply to.
      const isAddressed = typeof asked.id === "string" && asked.id.length <= commandIdLengthMax;
      const answer = isAddressed
        ? await socket.next("reply").then(({ id, reply }) => ({ to: id, refusal: reply }))
        : await socket.next("error").then(({ of, refusal }) => ({ to: of, refusal }));
      expect(answer).toMatchObject({
        to: isAddressed ? asked.id : "command",
        refusal: { refused: code, text: expect.stringMatching(/^[A-Z].*\.$/) as unknown },
      });
    });
  },
);

interface BadMessage {
  readonly what: string;
  readonly send: (scene: Scene) => unknown;
  readonly of?: string;
  readonly code: string;
  /** Sent before anybody has said hello. */
  readonly first?: true;
}

const hello = (fields: object) => () => ({ type: "hello", version: 1, ...fields });
const raw = (data: string | Uint8Array<ArrayBuffer>) => () => data;

const badMessages: readonly BadMessage[] = [
  {
    what: "a watch before hello",
    send: ({ coin }) => ({ type: "watch", session: coin }),
    of: "watch",
    code: "malformed",
    first: true,
  },
  {
    what: "a command before hello",
    send: ({ coin }) => ({ type: "command", session: coin, command: { kind: "leave", id: "a" } }),
    of: "command",
    code: "malformed",
    first: true,
  },
  {
    what: "a hello with a token of one's own making",
    send: hello({ token: "a.b.c" }),
    of: "hello",
    code: "unauthorized",
    first: true,
  },
  {
    what: "a hello with an expired token",
    send: ({ expiredToken }) => hello({ token: expiredToken })(),
    of: "hello",
    code: "unauthorized",
    first: true,
  },
  {
    what: "a hello without a version",
    send: () => ({ type: "hello" }),
    of: "hello",
    code: "malformed",
    first: true,
  },
  { what: "a second hello", send: hello({}), of: "hello", code: "malformed" },
  {
    what: "a message of an unknown type",
    send: () => ({ type: "sing" }),
    of: "sing",
    code: "malformed",
  },
  {
    what: "a message of the type __proto__",
    send: raw('{"type":"__proto__"}'),
    of: "__proto__",
    code: "malformed",
  },
  { what: "a message without a type", send: () => ({ session: "a" }), code: "malformed" },
  {
    what: "a message with too many fields",
    send: () => ({ type: "ping", at: 1, by: "operator" }),
    of: "ping",
    code: "malformed",
  },
  { what: "a list", send: () => [], code: "malformed" },
  { what: "nothing", send: raw("null"), code: "malformed" },
  { what: "half of a JSON text", send: raw('{"type":"wat'), code: "malformed" },
  { what: "lists without end", send: raw("[".repeat(30_000)), code: "malformed" },
  {
    what: "a binary frame",
    send: raw(new TextEncoder().encode('{"type":"ping","at":1}')),
    code: "malformed",
  },
  {
    what: "watching no session",
    send: () => ({ type: "watch", session: "nothing" }),
    of: "watch",
    code: "unknown_session",
  },
  {
    what: "watching __proto__",
    send: () => ({ type: "watch", session: "__proto__" }),
    of: "watch",
    code: "unknown_session",
  },
  {
    what: "watching after a fraction",
    send: ({ coin }) => ({ type: "watch", session: coin, after: 0.5 }),
    of: "watch",
    code: "malformed",
  },
  {
    what: "watching after less than nothing",
    send: ({ coin }) => ({ type: "watch", session: coin, after: -1 }),
    of: "watch",
    code: "malformed",
  },
  {
    what: "a ping at no time",
    send: () => ({ type: "ping", at: "noon" }),
    of: "ping",
    code: "malformed",
  },
];

test.each(badMessages.map((bad) => ({ ...bad })))(
  "over the socket, $what is refused with $code, and the socket stays open",
  async ({ send, of, code, first }) => {
    const socket = await (first ? socketOf().open() : socketOf().hello(scene.ada.token));
    await unharmed(async () => {
      const sent = send(scene);
      if (typeof sent === "string" || sent instanceof Uint8Array)
        socket.sendRaw(sent as string | Uint8Array<ArrayBuffer>); // made by `raw`
      else socket.send(sent);
      const error = await socket.next("error");
      expect({ of: error.of, refused: error.refusal.refused }).toEqual({ of, refused: code });
      socket.send({ type: "ping", at: 5 });
      expect(await socket.next("pong")).toMatchObject({ at: 5 });
    });
  },
);

test("a command without a token is refused as unauthorized, and watching is allowed", async () => {
  const socket = await socketOf().hello();
  socket.send({ type: "command", session: scene.coin, command: { kind: "leave", id: "a" } });
  expect((await socket.next("reply")).reply).toMatchObject({ refused: "unauthorized" });
  socket.send({ type: "watch", session: scene.coin });
  expect((await socket.next("watching")).view.you).toBeNull();
});

test("after a wrong token, hello may be said again with a better one", async () => {
  const socket = await socketOf().open();
  socket.send({ type: "hello", version: 1, token: "wrong" });
  await socket.next("error");
  socket.send({ type: "hello", version: 1, token: scene.ada.token });
  expect((await socket.next("welcome")).player).toMatchObject({ id: scene.ada.id });
});

test.each([0, 3, 999])(
  "a hello of version %d is told the versions, and the socket is closed",
  async (version) => {
    const socket = await socketOf().open();
    await unharmed(async () => {
      socket.send({ type: "hello", version });
      const { of, refusal } = await socket.next("error");
      expect({ of, ...refusal }).toMatchObject({ of: "hello", refused: "malformed" });
      expect(refusal.detail).toContain("versions 1 to 2");
      expect(await socket.closed).toBe(1002);
    });
  },
);

test("a frame of 1 MiB closes the socket with 1009", async () => {
  const socket = await socketOf().hello(scene.ada.token);
  await unharmed(async () => {
    socket.sendRaw("x".repeat(2 ** 20));
    expect(await socket.closed).toBe(1009);
  });
});

test.each([
  { what: "text that is no UTF-8", frame: frameOf(1, Uint8Array.of(0xc3, 0x28)), code: 1007 },
  { what: "an unknown opcode", frame: frameOf(5, Uint8Array.of()), code: 1002 },
])("$what closes the socket with $code", async ({ frame, code }) => {
  await unharmed(async () => {
    expect(await closeCodeFor(scene.house.server.url, frame)).toBe(code);
  });
});

test.each(["/", "//", "/v1/sockets", "/v1/games", "///[", "http://["])(
  "an upgrade at %s is turned away",
  async (path) => {
    await unharmed(async () => {
      expect(await upgradeAt(scene.house.server.url, path)).toBe("HTTP/1.1 404 Not Found");
    });
  },
);

test("whatever is sent as a frame, the server neither fails nor stops", async () => {
  const { ada, coin, house } = scene;
  let socket = await socketOf().hello(ada.token);
  const type = fc.constantFrom("hello", "watch", "unwatch", "command", "ping", "bye");
  const message = fc.record(
    {
      type,
      session: fc.oneof(fc.constant(coin), fc.jsonValue()),
      after: fc.jsonValue(),
      at: fc.jsonValue(),
      version: fc.oneof(fc.constant(1), fc.jsonValue()),
      command: fc.oneof(
        fc.jsonValue(),
        fc.record({
          kind: fc.constantFrom("act", "join", "pause", "end"),
          id: fc.string(),
          action: fc.dictionary(fc.string(), fc.jsonValue()),
        }),
      ),
    },
    { requiredKeys: ["type"] },
  );
  const frame = fc.oneof(
    message.map((value) => JSON.stringify(value)),
    fc.json(),
    fc.string(),
    fc.uint8Array({ maxLength: 100 }).map((bytes) => Uint8Array.from(bytes)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 10 }), async (frames) => {
      for (const one of frames) socket.sendRaw(one);
      // A hello of another version ends the socket; anything else leaves it open.
      const lives = await socket.rest().then(
        () => true,
        () => false,
      );
      if (lives) return;
      expect(await socket.closed).toBe(1002);
      socket = await socketOf().hello(ada.token);
    }),
    { numRuns: 100 },
  );
  expect(await goesOn(scene)).toBe(true);
  expect(await house.server.platform.treasury.audit()).toMatchObject({ discrepancies: [] });
});
