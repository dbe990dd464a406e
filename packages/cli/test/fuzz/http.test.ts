import { assert } from "@parlor/kit";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { operatorToken } from "../test-house.ts";
import { openScene, type Scene } from "../scene.ts";
import { fuzzTimeoutMs, holds } from "./fuzz.ts";
import { jsonText, nastyText, nastyValue } from "./nasty.ts";
import { heardFor, mustBeSound, mustGoOn, mustNotFail } from "./probe.ts";
import { nearMiss, shaped, type Schema } from "./schema-values.ts";

const schema = z.custom<Schema>((value) => typeof value === "object");
const operation = z.object({
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(["path", "query"]), schema }))
    .default([]),
  requestBody: z
    .object({ content: z.object({ "application/json": z.object({ schema }) }) })
    .optional(),
});
const openApi = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

let scene: Scene;
let routes: readonly Route[];
interface Route extends z.output<typeof operation> {
  readonly method: string;
  readonly path: string;
}
beforeAll(async () => {
  scene = await openScene();
  const { paths } = openApi.parse((await scene.house.ask("GET", "/openapi.json")).body);
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ method, path, ...one })),
  );
});
afterAll(async () => scene.house.server.stop());

/** What a client may know: the sessions and the games that are there. */
const known = (): readonly string[] => [
  scene.coin,
  scene.craps,
  scene.match,
  scene.waiting,
  scene.paused,
  scene.ended,
  "craps",
  "coin-flip",
  "tic-tac-toe",
];

const inAddress = (text: string): string =>
  // A lone surrogate has no percent-encoding: it goes as the replacement character's.
  encodeURIComponent(text.toWellFormed());

const addressOf = (route: Route): fc.Arbitrary<string> => {
  const place = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known()) },
    { weight: 1, arbitrary: nastyText },
  );
  const queries = route.parameters
    .filter((one) => one.in === "query")
    .map(({ name, schema: its }) =>
      fc
        .oneof(shaped(its, known()), nastyValue)
        .map(
          (value) => `${name}=${inAddress(typeof value === "string" ? value : jsonText(value))}`,
        ),
    );
  const query = fc.oneof(
    fc.subarray(queries).chain((some) => fc.tuple(...some)),
    fc.tuple(...queries, ...queries),
    nastyText.map((text) => [`${inAddress(text)}=${inAddress(text)}`]),
  );
  return fc
    .tuple(place, query)
    .map(([id, parts]) => `${route.path.replace("{id}", inAddress(id))}?${parts.join("&")}`);
};

const bodyOf = ({ requestBody }: Route): fc.Arbitrary<string> => {
  const garbage = fc.oneof(nastyValue.map(jsonText), fc.json(), fc.string({ unit: "binary" }));
  if (!requestBody) return fc.oneof(fc.constant(""), garbage);
  const right = shaped(requestBody.content["application/json"].schema, [
    ...known(),
    "PLAY/2",
    "heads",
    "flip",
  ]);
  return fc.oneof(
    { weight: 2, arbitrary: right.map(jsonText) },
    { weight: 3, arbitrary: nearMiss(right).map(jsonText) },
    { weight: 1, arbitrary: garbage },
  );
};

const tokens = (): fc.Arbitrary<string | undefined> =>
  fc.constantFrom(
    `Bearer ${scene.ada.token}`,
    `Bearer ${scene.stranger.token}`,
    `Bearer ${scene.expiredToken}`,
    `Bearer ${operatorToken}`,
    "Bearer",
    "Bearer ",
    "Basic YTpi",
    undefined,
  );

const headers = fc.dictionary(
  fc.constantFrom(
    "last-event-id",
    "accept",
    "accept-encoding",
    "content-encoding",
    "if-none-match",
    "origin",
    "range",
    "x-forwarded-for",
    "expect",
    "cookie",
    "te",
  ),
  fc.string({ unit: "grapheme-ascii", maxLength: 30 }),
  { maxKeys: 3 },
);

const isCommand = ({ path }: Route): boolean => path.endsWith("/commands");

const requests = () =>
  // Most of what a client can do wrong, it does with commands.
  fc
    .constantFrom(...routes, ...routes.filter(isCommand), ...routes.filter(isCommand))
    .chain((route) =>
      fc.record({
        method: fc.oneof(
          { weight: 6, arbitrary: fc.constant(route.method.toUpperCase()) },
          { weight: 1, arbitrary: fc.constantFrom("PUT", "PATCH", "DELETE", "HEAD", "OPTIONS") },
        ),
        address: addressOf(route),
        body: bodyOf(route),
        token: tokens(),
        type: fc.oneof(
          { weight: 5, arbitrary: fc.constant("application/json") },
          {
            weight: 1,
            arbitrary: fc.constantFrom("text/plain", "", "application/json; charset=latin1", "a/b"),
          },
        ),
        headers,
      }),
    );
type Request = ReturnType<typeof requests> extends fc.Arbitrary<infer One> ? One : never;

const textOf = ({ method, address, body, token, type, headers: more }: Request): Buffer => {
  const bytes = Buffer.from(body);
  const lines = Object.entries({
    host: "parlor",
    connection: "close",
    "content-type": type,
    "content-length": bytes.length,
    ...(token === undefined ? {} : { authorization: token }),
    ...more,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} ${address} HTTP/1.1\r\n${lines.join("")}\r\n`),
    bytes,
  ]);
};

test(
  "[M3] whatever is asked of any route, the answer is no failure, and what is refused changes nothing",
  async () => {
    const statuses = new Map<number, number>();
    const property = fc.asyncProperty(requests(), async (request) => {
      const before = await scene.house.everything();
      const [heard, ...more] = await heardFor(scene.house.server.url, textOf(request), {
        ends: false,
      });
      expect(more).toEqual([]);
      assert(heard !== undefined, "no answer");
      statuses.set(heard.status, (statuses.get(heard.status) ?? 0) + 1);
      // An answer to HEAD has no body to read.
      if (request.method === "HEAD") mustNotFail(heard);
      else mustBeSound(heard);
      const isDone = heard.status < 400 && request.method === "POST";
      // What was done has changed something, so there is nothing to compare it with but itself.
      const reference = isDone ? await scene.house.everything() : before;
      expect(await scene.house.everything()).toEqual(reference);
    });
    await holds(property, 250);
    await mustGoOn(scene);
    // Tries that are all refused at the door would say little.
    for (const status of [200, 201, 400, 401, 404, 409])
      expect([...statuses.keys()]).toContain(status);
  },
  fuzzTimeoutMs,
);
