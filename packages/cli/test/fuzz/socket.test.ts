import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { assert } from "@parlor/kit";
import { protocolVersion, type DownMessage, type RefusalReply } from "@parlor/protocol";
import { exchange } from "@parlor/server/testing";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RawSocket, upgradeRequest } from "../raw-socket.ts";
import { openScene, type Scene } from "../scene.ts";
import { fuzzTimeoutMs, holds } from "./fuzz.ts";
import { jsonText, nastyText, nastyValue } from "./nasty.ts";
import { isKnownCode, mustGoOn } from "./probe.ts";
import { nearMiss } from "./schema-values.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => scene.house.server.stop());

/** A frame as a client may send it, or may not: every bit of its head is free. */
const frames = fc
  .record({
    flags: fc.constantFrom(0x80, 0x80, 0x80, 0x00, 0xc0, 0xf0),
    opcode: fc.constantFrom(0, 1, 1, 1, 2, 8, 9, 10, 3, 15),
    isMasked: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.boolean()),
    mask: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    /** What the head says of the length: the truth, or something else. */
    claimed: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      fc.constantFrom(0, 1, 125, 126, 65_535, 65_536, 65_537, 2 ** 32, 2 ** 53),
    ),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      nastyValue.map((value) => Uint8Array.from(Buffer.from(jsonText(value).slice(0, 70_000)))),
      fc.constant(Uint8Array.from(Buffer.from(JSON.stringify({ type: "hello", version: 1 })))),
    ),
  })
  .map(({ flags, opcode, isMasked, mask, claimed, payload }): Buffer => {
    const length = claimed ?? payload.length;
    const size =
      length < 126
        ? Buffer.of(length)
        : length < 65_536
          ? Buffer.of(126, length >> 8, length & 255)
          : Buffer.concat([Buffer.of(127), bigEndian(length)]);
    if (isMasked) size[0] = size[0]! | 0x80;
    const bytes = isMasked ? payload.map((byte, at) => byte ^ mask[at % 4]!) : payload;
    const key = isMasked ? Buffer.from(mask) : Buffer.alloc(0);
    return Buffer.concat([Buffer.of(flags | opcode), size, key, bytes]);
  });

const bigEndian = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

test(
  "whatever frames come over a socket, it is closed for them or answers, and nothing has changed",
  async () => {
    const upgrade = Buffer.from(upgradeRequest("/v1/socket"));
    await holds(
      fc.asyncProperty(fc.array(frames, { minLength: 1, maxLength: 6 }), async (sent) => {
        const before = await scene.house.everything();
        const { url } = scene.house.server;
        const answer = await exchange(url, Buffer.concat([upgrade, ...sent]), { ends: true });
        expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 101 /);
        // 1011 is what a server says that failed.
        expect(answer.includes(Buffer.of(0x88, 2, 0x03, 0xf3))).toBe(false);
        expect(await scene.house.everything()).toEqual(before);
      }),
      80,
    );
    await mustGoOn(scene);
  },
  fuzzTimeoutMs,
);

const sessionIds = () =>
  fc.oneof(
    fc.constantFrom(scene.coin, scene.craps, scene.match, scene.waiting, scene.paused, scene.ended),
    nastyText,
  );

const actions = fc.oneof(
  fc.record({
    type: fc.constantFrom("flip", "bet", "roll", "place", "take-down", "__proto__"),
    call: fc.constantFrom("heads", "edge"),
    stake: nastyValue,
    bet: fc.oneof(fc.constantFrom("pass", "constructor"), nastyText),
    amount: nastyValue,
    cell: nastyValue,
  }),
  nastyValue,
);

const messages = () => {
  const commands = fc.record(
    {
      kind: fc.constantFrom("act", "act", "act", "join", "leave", "pause", "resume", "end", "void"),
      id: fc.oneof(fc.uuid(), nastyText),
      seat: nastyValue,
      seed: nastyText,
      action: actions,
    },
    { requiredKeys: ["kind", "id"] },
  );
  const right = fc.oneof(
    fc.record({ type: fc.constant("ping"), at: fc.double() }),
    fc.record({ type: fc.constant("watch"), session: sessionIds(), after: fc.nat(2_000) }),
    fc.record({ type: fc.constant("unwatch"), session: sessionIds() }),
    fc.record({ type: fc.constant("hello"), version: fc.constant(protocolVersion) }),
    fc.record({ type: fc.constant("command"), session: sessionIds(), command: commands }),
    fc.record({
      type: fc.constant("command"),
      session: fc.constant(scene.coin),
      command: fc.record({ kind: fc.constant("act"), id: fc.uuid(), action: actions }),
    }),
  );
  return fc.oneof(
    { weight: 3, arbitrary: right.map(jsonText) },
    { weight: 3, arbitrary: nearMiss(right).map(jsonText) },
    { weight: 1, arbitrary: nastyValue.map(jsonText) },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }).map((text) => text.toWellFormed()) },
  );
};

/** Nothing that a client says may come to one of these. */
const failures = new Set(["game_fault", "outcome_unknown"]);

const refusalIn = (message: DownMessage): RefusalReply | undefined => {
  if (message.type === "error") return message.refusal;
  return message.type === "reply" && "refused" in message.reply ? message.reply : undefined;
};

test(
  "[M3] whatever messages come over a socket, each is answered with a code of the list, and money adds up",
  async () => {
    const codes = new Set<string>();
    const property = fc.asyncProperty(
      fc.array(messages(), { minLength: 1, maxLength: 8 }),
      async (sent) => {
        const socket = await new RawSocket(scene.house.server.url).hello(scene.ada.token);
        for (const text of sent) socket.sendRaw(text);
        const heard = await socket.rest().catch(async () => {
          // A hello of another version, or a frame that is too large.
          const code = await socket.closed;
          assert(code === 1002 || code === 1009, `closed with ${code}`);
          return [];
        });
        socket.close();
        for (const message of heard) {
          const code = refusalIn(message)?.refused;
          if (code === undefined) continue;
          codes.add(code);
          assert(isKnownCode(code) && !failures.has(code), `no code of the list: ${code}`);
        }
      },
    );
    await holds(property, 120);
    await mustGoOn(scene);
    for (const code of ["malformed", "invalid_action", "unknown_session"])
      expect([...codes]).toContain(code);
  },
  fuzzTimeoutMs,
);

/** Garbage that was collected does not count. */
const heapBytes = (): number => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void; // the flag puts it into every new context
  collect();
  return process.memoryUsage().heapUsed;
};

test("thousands of refused messages leave nothing behind in memory", async () => {
  const socket = await new RawSocket(scene.house.server.url).hello(scene.ada.token);
  let ids = 0;
  const sendMany = async (): Promise<void> => {
    for (let batch = 0; batch < 100; batch++) {
      for (let count = 0; count < 50; count++) {
        const id = `heap-${ids++}`;
        const action = { type: "flip", call: "edge", stake: ids };
        const session = count % 2 === 0 ? scene.coin : `none-${ids}`;
        socket.send({ type: "command", session, command: { kind: "act", id, action } });
      }
      await socket.rest();
    }
  };
  await sendMany();
  const before = heapBytes();
  await sendMany();
  await sendMany();
  expect(heapBytes() - before).toBeLessThan(5 * 2 ** 20);
  socket.close();
}, 30_000);
