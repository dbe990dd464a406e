import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { games } from "@parlor/games";
import { memoryStore } from "@parlor/server";
import { sealedNumbers } from "@parlor/server/testing";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "./parlor-process.ts";
import { upgradeAt } from "./raw-socket.ts";
import { openHouse, operatorToken, type TestHouse } from "./test-house.ts";

const house = async (options: Parameters<typeof openHouse>[0] = {}): Promise<TestHouse> => {
  const opened = await openHouse(options);
  onTestFinished(async () => opened.server.stop());
  return opened;
};

test("[J2] the same command again has the same reply, byte for byte", async () => {
  const here = await house();
  const ada = await here.guest();
  const session = await here.open(ada, "coin-flip");
  const sit = { kind: "join", id: "join-once" };
  const first = await here.command(ada, session, sit);
  const flip = {
    kind: "act",
    id: "flip-once",
    action: { type: "flip", call: "heads", stake: 100 },
  };
  const flipped = await here.command(ada, session, flip);
  expect([first.status, flipped.status]).toEqual([200, 200]);
  const before = await here.everything();
  expect((await here.command(ada, session, sit)).text).toBe(first.text);
  expect((await here.command(ada, session, flip)).text).toBe(flipped.text);
  expect(await here.everything()).toEqual(before);
});

test("a player who asks too often is told to wait, alone, and may go on after a while", async () => {
  const here = await house({ settings: { commandsPerSecondMax: 10, commandBurstMax: 5 } });
  const [ada, bob] = [await here.guest("Ada"), await here.guest("Bob")];
  const session = await here.open(ada, "coin-flip");
  const ask = async () => here.command(ada, session, { kind: "resume" });
  const statuses = [];
  for (let time = 0; time < 5; time++) statuses.push((await ask()).status);
  // Opening the session was the first of the five.
  expect(statuses).toEqual([409, 409, 409, 409, 429]);
  const refused = await ask();
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(refused.body).toMatchObject({ code: "rate_limited", transient: true });
  expect((await here.command(bob, session, { kind: "leave" })).status).toBe(409);
  await here.clock.advance(1_000);
  expect((await ask()).status).toBe(409);
});

test("guests are counted by their address", async () => {
  const here = await house({ settings: { commandsPerSecondMax: 1, commandBurstMax: 3 } });
  const sign = async () => here.ask("POST", "/v1/guests", { body: { name: "Guest" } });
  const statuses = [];
  for (let time = 0; time < 4; time++) statuses.push((await sign()).status);
  expect(statuses).toEqual([201, 201, 201, 429]);
  await here.clock.advance(1_000);
  expect((await sign()).status).toBe(201);
});

test("there is room for so many sessions and no more", async () => {
  const here = await house({ settings: { concurrentSessionsMax: 1 } });
  const ada = await here.guest();
  const session = await here.open(ada, "craps");
  const asked = { token: ada.token, body: { game: "craps" } };
  const refused = await here.ask("POST", "/v1/sessions", asked);
  expect([refused.status, refused.body]).toMatchObject([503, { code: "too_many_sessions" }]);
  await here.done(ada, session, { kind: "end" });
  expect((await here.ask("POST", "/v1/sessions", asked)).status).toBe(201);
});

test("the operator may do what hosts may, at any table and at any pace", async () => {
  const here = await house({ settings: { commandsPerSecondMax: 1, commandBurstMax: 2 } });
  const ada = await here.guest();
  const session = await here.open(ada, "coin-flip");
  await here.done(ada, session, { kind: "join" });
  const operator = { id: "operator", token: operatorToken };
  for (let time = 0; time < 3; time++) {
    await here.done(operator, session, { kind: "pause" });
    await here.done(operator, session, { kind: "resume" });
  }
  for (let time = 0; time < 3; time++) await here.open(operator, "coin-flip");
  const stats = await here.ask("GET", "/v1/stats", { token: operatorToken });
  expect(stats.body).toMatchObject({ sessionsActive: 4, sessionsCreated: 4, games: games.length });
  const audit = await here.ask("GET", "/v1/audit", { token: operatorToken });
  expect(audit.body).toMatchObject({ sums: { "PLAY/2": 0 }, discrepancies: [] });
});

test("[V1] a journal is the operator's until the session has ended, and never has the session's secret", async () => {
  const here = await house();
  const ada = await here.guest();
  const session = await here.open(ada, "coin-flip");
  await here.done(ada, session, { kind: "join" });
  await here.act(ada, session, { type: "flip", call: "heads", stake: 100 });
  const path = `/v1/sessions/${session}/export`;
  expect((await here.ask("GET", path, { token: ada.token })).status).toBe(403);
  expect((await here.ask("GET", path)).status).toBe(401);
  const early = await here.ask("GET", path, { token: operatorToken });
  const entries = early.text.trimEnd().split("\n").slice(0, -1);
  expect(entries).toHaveLength(4);
  await here.done(ada, session, { kind: "end" });
  const late = await here.ask("GET", path);
  expect(late.headers.get("content-type")).toContain("application/x-ndjson");
  expect(late.text.startsWith(entries.join("\n"))).toBe(true);
  const stored = await here.server.platform.store.load(session);
  for (const { text } of [early, late]) expect(text).not.toContain(stored!.secret);
});

test("[V1] where a game hides something, its journal stays the operator's after the end", async () => {
  const here = await house({ games: [sealedNumbers] });
  const ada = await here.guest();
  const session = await here.open(ada, "sealed-numbers");
  await here.done(ada, session, { kind: "join" });
  await here.done(ada, session, { kind: "end" });
  const path = `/v1/sessions/${session}/export`;
  expect((await here.ask("GET", path)).status).toBe(401);
  expect((await here.ask("GET", path, { token: ada.token })).status).toBe(403);
  expect((await here.ask("GET", path, { token: operatorToken })).status).toBe(200);
});

test("it is alive while it runs, and ready until it stops or its store fails", async () => {
  const store = memoryStore();
  let fails = false;
  const failing = {
    ...store,
    ping: async () => (fails ? Promise.reject(new Error("no disk")) : store.ping()),
  };
  const here = await house({ store: failing });
  const ready = async () => (await here.ask("GET", "/readyz")).status;
  expect([(await here.ask("GET", "/healthz")).status, await ready()]).toEqual([200, 200]);
  fails = true;
  expect([(await here.ask("GET", "/healthz")).status, await ready()]).toEqual([200, 503]);
});

test("while the last commands are finished, the server says that it stops, and takes no new sockets", async () => {
  const store = memoryStore();
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  let begun: () => void = () => undefined;
  const underWay = new Promise<void>((resolve) => (begun = resolve));
  let holds = false;
  const slow = {
    ...store,
    commit: async (batch: Parameters<typeof store.commit>[0]) => {
      if (holds) {
        begun();
        await held;
      }
      return store.commit(batch);
    },
  };
  const here = await openHouse({ store: slow });
  const ada = await here.guest();
  const session = await here.open(ada, "coin-flip");
  holds = true;
  const joined = here.command(ada, session, { kind: "join" });
  await underWay;
  const stopped = here.server.stop();
  const { status, body } = await here.ask("GET", "/readyz");
  expect([status, body]).toMatchObject([503, { status: "stopping" }]);
  expect(await upgradeAt(here.server.url, "/v1/socket")).toBe("HTTP/1.1 503 Service Unavailable");
  goOn();
  expect((await joined).status).toBe(200);
  await stopped;
});

test("metrics are in Prometheus' text format", async () => {
  const here = await house();
  const ada = await here.guest();
  const session = await here.open(ada, "coin-flip");
  await here.command(ada, session, { kind: "leave" });
  const { text, headers } = await here.ask("GET", "/metrics");
  expect(headers.get("content-type")).toContain("text/plain");
  expect(text).toContain('parlor_sessions_created_total{game="coin-flip"} 1');
  expect(text).toContain('parlor_refusals_total{code="not_seated"} 1');
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(# (HELP|TYPE) .+|[a-z_]+(\{.*\})? [-+.\deE]+|)$/);
});

test("pages may load from this server only, and no other site may read anything", async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  mkdirSync(join(folder.path, "assets"));
  writeFileSync(join(folder.path, "index.html"), "<!doctype html><title>Parlor</title>");
  writeFileSync(join(folder.path, "assets", "page.js"), "export {};");
  const here = await house({ webRoot: folder.path });
  for (const path of ["/", "/assets/page.js", "/v1/games", "/v1/nowhere", "/reference/"]) {
    const { headers } = await here.ask("GET", path, { headers: { origin: "http://elsewhere" } });
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.has("access-control-allow-origin")).toBe(false);
  }
  const html = { accept: "text/html" };
  const page = await here.ask("GET", "/table/of/the/page", { headers: html });
  expect([page.status, page.text]).toEqual([200, "<!doctype html><title>Parlor</title>"]);
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
  expect((await here.ask("GET", "/v1/nowhere", { headers: html })).status).toBe(404);
  expect((await here.ask("GET", "/../package.json", { headers: html })).text).toBe(page.text);
  expect(existsSync(folder.path) && readdirSync(folder.path)).toHaveLength(2);
});

test("the reference of the interface comes from this server, whole", async () => {
  const here = await house();
  const { status, text, headers } = await here.ask("GET", "/reference/");
  expect(status).toBe(200);
  const sources = [...text.matchAll(/\b(?:src|href)="([^"]+)"/g)].map(([, source = ""]) => source);
  expect(sources.length).toBeGreaterThan(0);
  for (const source of sources) {
    const address = new URL(source, `${here.server.url}/reference/`);
    expect(address.origin).toBe(here.server.url);
    const { status: found, text: script } = await here.ask("GET", address.pathname);
    expect(found).toBe(200);
    expect(script.length).toBeGreaterThan(10_000);
  }
  // What the bundle would like to load from elsewhere, the browser will not let it.
  const policy = headers.get("content-security-policy");
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/https?:|\*/);
});

test.each<[string, readonly string[], number]>([
  ["a proxy that is trusted says where guests come from", ["127.0.0.1"], 201],
  ["what anybody else says of where they come from is not believed", [], 429],
])("%s", async (_, trustedProxies, expected) => {
  const settings = { commandBurstMax: 1, commandsPerSecondMax: 1 };
  const here = await house({ trustedProxies, settings });
  const signIn = async (from: string): Promise<number> => {
    const headers = { "content-type": "application/json", "x-forwarded-for": from };
    const body = JSON.stringify({ name: "Ada" });
    const url = `${here.server.url}/v1/guests`;
    return (await fetch(url, { method: "POST", headers, body })).status;
  };
  expect(await signIn("192.0.2.1")).toBe(201);
  expect(await signIn("192.0.2.2")).toBe(expected);
  expect(await signIn("192.0.2.1")).toBe(429);
});
