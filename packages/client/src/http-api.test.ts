import { expect, test } from "vitest";
import { info, viewAt } from "../test/fake-server.ts";
import { FakeWorld } from "../test/fake-world.ts";
import { connect, type Parlor } from "./parlor.ts";

const newClient = (status: number, body: unknown) => {
  const world = new FakeWorld();
  world.answer = () => ({ status, body });
  return { world, parlor: connect({ url: "http://host", token: "t", surroundings: world }) };
};

test.each<[string, (parlor: Parlor) => Promise<unknown>, unknown]>([
  ["GET /v1/me", (parlor) => parlor.me(), { id: "p1", name: "Ann", balances: { "PLAY/0": 5 } }],
  ["GET /v1/sessions", (parlor) => parlor.sessions(), { sessions: [] }],
  [
    "GET /v1/sessions?game=craps&status=waiting",
    (parlor) => parlor.sessions({ game: "craps", status: "waiting" }),
    { sessions: [] },
  ],
  ["GET /v1/sessions/a%2Fb", (parlor) => parlor.session("a/b"), { info, view: viewAt(1) }],
  [
    "GET /v1/sessions/s1/rounds?after=0&limit=5",
    (parlor) => parlor.rounds("s1", { after: 0, limit: 5 }),
    { rounds: [] },
  ],
  ["GET /v1/games", (parlor) => parlor.games(), { games: [] }],
  ["POST /v1/sessions", (parlor) => parlor.open({ game: "craps" }), { info, view: viewAt(1) }],
])("%s", async (route, ask, body) => {
  const { world, parlor } = newClient(200, body);
  expect(await ask(parlor)).not.toHaveProperty("refused");
  const { method, url, headers } = world.requests[0]!;
  expect(`${method} ${url.slice("http://host".length)}`).toBe(route);
  expect(headers).toMatchObject({ authorization: "Bearer t" });
});

test("a problem is a refusal", async () => {
  const problem = {
    type: "about:blank",
    title: "No such game.",
    status: 404,
    code: "unknown_game",
    transient: false,
  };
  const { parlor } = newClient(404, { ...problem, detail: "chess" });
  expect(await parlor.game("chess")).toEqual({
    refused: "unknown_game",
    text: "No such game.",
    detail: "chess",
    transient: false,
  });
});

test.each([
  [502, "<html>", "unreachable"],
  [200, "<html>", "version_mismatch"],
  [200, { sessions: 5 }, "version_mismatch"],
])("status %i with %j is refused with %s", async (status, body, refused) => {
  const { parlor } = newClient(status, body);
  expect(await parlor.sessions()).toMatchObject({ refused });
});

test("a server that is not there is a refusal, too", async () => {
  const parlor = connect({ url: "http://host", surroundings: new FakeWorld() });
  expect(await parlor.signIn("Ann")).toMatchObject({ refused: "unreachable", transient: true });
});
