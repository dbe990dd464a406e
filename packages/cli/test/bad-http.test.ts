import * as fc from "fast-check";
import { problem } from "@parlor/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { badCommands } from "./bad-commands.ts";
import { goesOn, openScene, type Scene } from "./scene.ts";
import type { Answer, Asked } from "./test-house.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => scene.house.server.stop());

/** A refusal as RFC 9457 wants it, after which everything is as it was and everybody else plays on. */
const refusedWith = async (asking: () => Promise<Answer>): Promise<unknown> => {
  const before = await scene.house.everything();
  const { status, headers, body } = await asking();
  expect(headers.get("content-type")).toMatch(/^application\/problem\+json/);
  const { code, ...told } = problem.parse(body);
  expect(told).toMatchObject({ status, type: `urn:parlor:refusal:${code}` });
  expect(told.title).toMatch(/^[A-Z].*\.$/);
  expect(await scene.house.everything()).toEqual(before);
  expect(await goesOn(scene)).toBe(true);
  return { status, code };
};

test.each(badCommands.map((bad) => ({ ...bad })))(
  "[V1] [M3] over HTTP, $what is refused with $code and changes nothing",
  async ({ by, at, command, status, code }) => {
    const player = by?.(scene) ?? scene.ada;
    expect(await refusedWith(async () => scene.house.command(player, at(scene), command))).toEqual({
      status,
      code,
    });
  },
);

interface BadRequest {
  readonly what: string;
  readonly path: string | ((scene: Scene) => string);
  readonly method?: string;
  readonly asked?: (scene: Scene) => Asked;
  readonly status: number;
  readonly code: string;
}

const open = (body: object) => ({
  path: "/v1/sessions",
  method: "POST",
  asked: ({ ada }: Scene) => ({ token: ada.token, body }),
});
const commands = ({ coin }: Scene): string => `/v1/sessions/${coin}/commands`;
const act = {
  kind: "act",
  id: "bad-http",
  action: { type: "flip", call: "heads", stake: 100 },
};
const command = (asked: (scene: Scene) => Asked) => ({ path: commands, method: "POST", asked });
const raw = (body: string | Uint8Array) => command(({ ada }) => ({ token: ada.token, body }));
const malformed = { status: 400, code: "malformed" };
const unauthorized = { status: 401, code: "unauthorized" };

const badRequests: readonly BadRequest[] = [
  {
    what: "a game that is not there",
    ...open({ game: "nothing" }),
    status: 404,
    code: "unknown_game",
  },
  {
    what: "a game named __proto__",
    ...open({ game: "__proto__" }),
    status: 404,
    code: "unknown_game",
  },
  { what: "looking at no game", path: "/v1/games/constructor", status: 404, code: "unknown_game" },
  {
    what: "a configuration out of bounds",
    ...open({ game: "craps", config: { dontBar: 7 } }),
    status: 400,
    code: "invalid_config",
  },
  {
    what: "a payout that is no fraction",
    ...open({ game: "coin-flip", config: { payout: "" } }),
    status: 400,
    code: "invalid_config",
  },
  {
    what: "a payout that is a fraction of nothing",
    ...open({ game: "craps", config: { bigPays: "1/0" } }),
    status: 400,
    code: "invalid_config",
  },
  {
    what: "limits upside down",
    ...open({ game: "craps", limits: { min: 500, max: 100 } }),
    status: 400,
    code: "invalid_config",
  },
  {
    what: "limits of less than nothing",
    ...open({ game: "craps", limits: { min: -1, max: 100 } }),
    status: 400,
    code: "invalid_config",
  },
  {
    what: "a step of nothing",
    ...open({ game: "craps", limits: { min: 1, max: 100, step: 0 } }),
    status: 400,
    code: "invalid_config",
  },
  {
    what: "more seats than there are",
    ...open({ game: "craps", seatCount: 99 }),
    status: 400,
    code: "invalid_config",
  },
  {
    what: "a currency without a scale",
    ...open({ game: "craps", currency: "money" }),
    ...malformed,
  },
  {
    what: "a field that nobody asked for",
    ...open({ game: "craps", host: "guest-0" }),
    ...malformed,
  },
  {
    what: "opening without a token",
    path: "/v1/sessions",
    method: "POST",
    asked: () => ({ body: { game: "craps" } }),
    ...unauthorized,
  },
  {
    what: "a guest without a name",
    path: "/v1/guests",
    method: "POST",
    asked: () => ({ body: {} }),
    ...malformed,
  },
  {
    what: "a guest with an endless name",
    path: "/v1/guests",
    method: "POST",
    asked: () => ({ body: { name: "x".repeat(33) } }),
    ...malformed,
  },
  {
    what: "looking at no session",
    path: "/v1/sessions/nothing",
    status: 404,
    code: "unknown_session",
  },
  {
    what: "the rounds of no session",
    path: "/v1/sessions/__proto__/rounds",
    status: 404,
    code: "unknown_session",
  },
  {
    what: "the events of no session",
    path: "/v1/sessions/nothing/events",
    status: 404,
    code: "unknown_session",
  },
  {
    what: "the journal of no session",
    path: "/v1/sessions/nothing/export",
    status: 404,
    code: "unknown_session",
  },
  { what: "no such status", path: "/v1/sessions?status=happy", ...malformed },
  {
    what: "rounds after a fraction",
    path: ({ coin }) => `/v1/sessions/${coin}/rounds?after=0.5`,
    ...malformed,
  },
  {
    what: "rounds after less than nothing",
    path: ({ coin }) => `/v1/sessions/${coin}/rounds?after=-1`,
    ...malformed,
  },
  {
    what: "a million rounds",
    path: ({ coin }) => `/v1/sessions/${coin}/rounds?limit=1000000`,
    ...malformed,
  },
  { what: "no token", ...command(() => ({ body: act })), ...unauthorized },
  {
    what: "a token of somebody's own making",
    ...command(() => ({ token: "a.b.c", body: act })),
    ...unauthorized,
  },
  { what: "an empty token", ...command(() => ({ token: "", body: act })), ...unauthorized },
  {
    what: "a token with a changed name",
    ...command(({ ada }) => ({ token: tampered(ada.token), body: act })),
    ...unauthorized,
  },
  {
    what: "an expired token",
    ...command(({ expiredToken }) => ({ token: expiredToken, body: act })),
    ...unauthorized,
  },
  {
    what: "another scheme of signing in",
    ...command(() => ({ body: act, headers: { authorization: "Basic YTpi" } })),
    ...unauthorized,
  },
  { what: "me without a token", path: "/v1/me", ...unauthorized },
  { what: "half of a JSON text", ...raw('{"kind":"join"'), ...malformed },
  { what: "no body at all", ...raw(""), ...malformed },
  { what: "a list for a body", ...raw("[]"), ...malformed },
  { what: "a body of invalid UTF-8", ...raw(Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)), ...malformed },
  {
    what: "a body with __proto__",
    ...raw('{"kind":"leave","id":"a","__proto__":{"by":"operator"}}'),
    ...malformed,
  },
  {
    what: "a number that is none",
    ...raw('{"kind":"act","id":"a","action":{"type":"flip","call":"heads","stake":1e999}}'),
    status: 400,
    code: "invalid_action",
  },
  {
    what: "a body of another type",
    ...command(({ ada }) => ({
      token: ada.token,
      body: "kind=leave",
      headers: { "content-type": "text/plain" },
    })),
    ...malformed,
  },
  {
    what: "a body of 1 MiB",
    ...raw(JSON.stringify({ ...act, fill: "x".repeat(2 ** 20) })),
    status: 413,
    code: "too_large",
  },
  {
    what: "no such command",
    ...command(({ ada }) => ({ token: ada.token, body: { kind: "dance", id: "a" } })),
    ...malformed,
  },
  {
    what: "an address that leads nowhere",
    path: "/v1/nowhere",
    status: 404,
    code: "unknown_route",
  },
  {
    what: "a way of asking that is not offered",
    path: "/v1/guests",
    method: "DELETE",
    status: 404,
    code: "unknown_route",
  },
  {
    what: "an address that cannot be read",
    path: "/v1/sessions/%E0%A4%A",
    status: 404,
    code: "unknown_route",
  },
  {
    what: "an endless address",
    path: `/v1/sessions/${"x".repeat(300)}`,
    status: 404,
    code: "unknown_route",
  },
  ...["stats", "audit", "events"].flatMap((route) => [
    { what: `the operator's ${route} without a token`, path: `/v1/${route}`, ...unauthorized },
    {
      what: `the operator's ${route} by a player`,
      path: `/v1/${route}`,
      asked: ({ ada }: Scene) => ({ token: ada.token }),
      status: 403,
      code: "forbidden",
    },
  ]),
  {
    what: "the journal of a running session by a player",
    path: ({ coin }) => `/v1/sessions/${coin}/export`,
    asked: ({ ada }) => ({ token: ada.token }),
    status: 403,
    code: "forbidden",
  },
];

const tampered = (token: string): string => {
  const [header, , signature] = token.split(".");
  const claims = { sub: "guest-0", name: "Mallory", iss: "parlor", exp: 4_000_000_000 };
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
};

test.each(badRequests.map((bad) => ({ ...bad })))(
  "over HTTP, $what is refused with $code and changes nothing",
  async ({ path, method = "GET", asked, status, code }) => {
    const address = typeof path === "string" ? path : path(scene);
    expect(await refusedWith(async () => scene.house.ask(method, address, asked?.(scene)))).toEqual(
      { status, code },
    );
  },
);

test("[J2] the same id with other content is refused over HTTP, and with the same content answered as before", async () => {
  const { house, ada, coin } = scene;
  const flip = { type: "flip", call: "heads", stake: 100 };
  const once = { kind: "act", id: "once", action: flip };
  const first = await house.command(ada, coin, once);
  expect(first.status).toBe(200);
  const before = await house.everything();
  const again = await house.command(ada, coin, once);
  expect([again.status, again.text]).toEqual([200, first.text]);
  expect(await house.everything()).toEqual(before);
  const other = { ...once, action: { ...flip, stake: 200 } };
  expect(await refusedWith(async () => house.command(ada, coin, other))).toEqual({
    status: 409,
    code: "id_reused",
  });
  expect(await refusedWith(async () => house.command(scene.stranger, coin, once))).toEqual({
    status: 409,
    code: "id_reused",
  });
});

test("whatever is sent as a body, the server neither fails nor stops", async () => {
  const { house, ada, coin } = scene;
  const paths = ["/v1/guests", "/v1/sessions", `/v1/sessions/${coin}/commands`];
  const anything = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.string(),
    fc.uint8Array({ maxLength: 200 }),
    fc
      .record(
        {
          kind: fc.constantFrom("act", "join", "leave", "pause", "resume", "void", "end"),
          id: fc.oneof(fc.string(), fc.jsonValue()),
          action: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
          seat: fc.jsonValue(),
          game: fc.constantFrom("craps", "coin-flip", "toString"),
          limits: fc.jsonValue(),
          config: fc.jsonValue(),
          name: fc.string(),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), anything, async (path, body) => {
      const { status } = await house.ask("POST", path, { token: ada.token, body });
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
  expect(await goesOn(scene)).toBe(true);
  expect(await house.server.platform.treasury.audit()).toMatchObject({ discrepancies: [] });
});
