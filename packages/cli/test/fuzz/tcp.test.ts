import { connect as dial } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScene, type Scene } from "../scene.ts";
import { fuzzTimeoutMs, holds } from "./fuzz.ts";
import { answersIn, heardFor, mustBeSound, mustGoOn } from "./probe.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => scene.house.server.stop());

const body = JSON.stringify({ kind: "act", id: "raw", action: { type: "nothing" } });
const lines = (): readonly string[] => [
  `POST /v1/sessions/${scene.coin}/commands HTTP/1.1`,
  "host: parlor",
  "content-type: application/json",
  `authorization: Bearer ${scene.ada.token}`,
  `content-length: ${body.length}`,
];
const requestOf = (head: readonly string[], text = body): string =>
  `${head.map((line) => `${line}\r\n`).join("")}\r\n${text}`;

test(
  "whatever bytes come over a connection, it ends, and what comes back is a refusal",
  async () => {
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: "binary" }).map((text) => `GET ${text} HTTP/1.1\r\n\r\n`),
      fc.string().map((text) => `${text} / HTTP/1.1\r\n\r\n`),
      fc.string({ unit: "binary" }).map((text) => `GET / HTTP/1.1\r\n${text}\r\n\r\n`),
    );
    const cut = fc.nat().map((at) => requestOf(lines()).slice(0, at % requestOf(lines()).length));
    const spoilt = fc
      .array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const bytes = Buffer.from(requestOf(lines()));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        return bytes;
      });
    await holds(
      fc.asyncProperty(fc.oneof(garbage, cut, spoilt), async (bytes) => {
        const before = await scene.house.everything();
        const heard = await heardFor(scene.house.server.url, bytes, { ends: true });
        heard.forEach(mustBeSound);
        expect(await scene.house.everything()).toEqual(before);
      }),
      120,
    );
    await mustGoOn(scene);
  },
  fuzzTimeoutMs,
);

const withLine = (line: string): string => requestOf([...lines(), line]);
const instead = (field: string, line: string, text = body): string =>
  requestOf([...lines().filter((one) => !one.startsWith(field)), line], text);

test.each([
  { what: "a head of 64 KiB", bytes: () => withLine(`x: ${"y".repeat(65_536)}`), status: 431 },
  {
    what: "three thousand header lines",
    bytes: () => requestOf([...lines(), ...Array.from({ length: 3_000 }, (_, n) => `x-${n}: y`)]),
    status: 431,
  },
  { what: "two lengths", bytes: () => withLine("content-length: 5"), status: 400 },
  { what: "a length and chunks", bytes: () => withLine("transfer-encoding: chunked"), status: 400 },
  {
    what: "a length below nothing",
    bytes: () => instead("content-length", "content-length: -1"),
    status: 400,
  },
  {
    what: "no host",
    bytes: () => requestOf(lines().filter((one) => !one.startsWith("host"))),
    status: 400,
  },
  {
    what: "chunks that are none",
    bytes: () => instead("content-length", "transfer-encoding: chunked", "zz\r\n"),
    status: 400,
  },
  { what: "an expectation that nobody meets", bytes: () => withLine("expect: magic"), status: 417 },
  { what: "HTTP/2", bytes: () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", status: 400 },
  {
    what: "a greeting of TLS",
    bytes: () => Buffer.from("16030100c8010000c40303", "hex"),
    status: 400,
  },
  { what: "half a request", bytes: () => requestOf(lines()).slice(0, -20), status: 400 },
])("$what is answered with $status and a problem document", async ({ bytes, status }) => {
  const before = await scene.house.everything();
  const heard = await heardFor(scene.house.server.url, bytes(), { ends: true });
  expect(heard.map((one) => one.status)).toEqual([status]);
  heard.forEach(mustBeSound);
  expect(await scene.house.everything()).toEqual(before);
  await mustGoOn(scene);
});

test("requests behind one another are answered in their order, wherever they are cut", async () => {
  const asked = ["/healthz", "/v1/games/nothing", "/readyz", "/v1/me", "/v1/sessions/none"];
  const all = asked
    .map((path, index) => {
      const last = index === asked.length - 1 ? "connection: close\r\n" : "";
      return `GET ${path} HTTP/1.1\r\nhost: parlor\r\n${last}\r\n`;
    })
    .join("");
  const cuts = fc.array(fc.nat(all.length), { maxLength: 8 });
  await holds(
    fc.asyncProperty(cuts, async (at) => {
      const answer = await inPieces(
        all,
        at.toSorted((a, b) => a - b),
      );
      const heard = answersIn(answer);
      expect(heard.map(({ status }) => status)).toEqual([200, 404, 200, 401, 404]);
    }),
    25,
  );
  await mustGoOn(scene);
});

/** Sends a text cut at these places, each piece by itself. */
const inPieces = async (text: string, cuts: readonly number[]): Promise<string> => {
  const { hostname, port } = new URL(scene.house.server.url);
  const socket = dial(Number(port), hostname).setNoDelay().setEncoding("latin1");
  let answer = "";
  socket.on("data", (piece: string) => (answer += piece));
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  for (const [index, end] of [...cuts, text.length].entries()) {
    socket.write(text.slice(cuts[index - 1] ?? 0, end));
    await turn();
  }
  await closed;
  return answer;
};
