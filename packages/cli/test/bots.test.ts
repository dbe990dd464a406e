import { thinker } from "@parlor/bots";
import { games } from "@parlor/games";
import { gameBots } from "@parlor/games/bots";
import { botsReply, sessionReply, sessionsReply } from "@parlor/protocol";
import { inlineThinker, memoryStore, startServer } from "@parlor/server";
import { expect, onTestFinished, test } from "vitest";
import { knownGames } from "../src/game-file.ts";
import { houseBots } from "../src/house-bots.ts";
import { run, serve, temporaryFolder, ParlorProcess } from "./parlor-process.ts";
import { openHouse, operatorToken } from "./test-house.ts";
import { connect, orThrow } from "@parlor/client";

const house = async () => {
  const opened = await openHouse({
    bots: { thinker: inlineThinker(thinker(games, gameBots)), own: gameBots },
  });
  onTestFinished(() => opened.server.stop());
  return opened;
};

test("the host lets bots sit down and get up again; they are marked wherever they show", async () => {
  const { ask, open, guest, clock, done } = bound(await house());
  const [ann, bob] = [await guest("Ann"), await guest("Bob")];
  const session = await open(ann, "tic-tac-toe");
  const path = `/v1/sessions/${session}/bots`;
  const body = { bot: "hard" };
  expect((await ask("POST", path, { body })).status).toBe(401);
  expect((await ask("POST", path, { token: bob.token, body })).status).toBe(403);
  expect((await ask("POST", path, { token: ann.token, body: { bot: "none" } })).status).toBe(404);
  await done(ann, session, { kind: "join", seat: 0 });
  const added = await ask("POST", path, { token: ann.token, body });
  expect(added.status).toBe(201);
  const { seats } = botsReply.parse(added.body);
  expect(seats).toMatchObject([{ seat: 1, player: { name: "Hard bot 2", bot: "hard" } }]);
  expect(seats[0]?.player.id).toMatch(/^bot:hard:/);
  const seen = sessionReply.parse((await ask("GET", `/v1/sessions/${session}`)).body);
  expect(seen.view.players).toMatchObject([{ id: ann.id }, { bot: "hard" }]);
  expect(seen.view.players[0]).not.toHaveProperty("bot");
  const listed = sessionsReply.parse((await ask("GET", "/v1/sessions")).body);
  expect(listed.sessions[0]?.players[1]).toEqual(seats[0]?.player);
  await done(ann, session, { kind: "act", action: { type: "place", cell: 4 } });
  await clock.advance(1_000);
  const answered = sessionReply.parse((await ask("GET", `/v1/sessions/${session}`)).body);
  expect(JSON.stringify(answered.view.view)).toContain('"mover":0');
  expect((await ask("DELETE", `${path}/0`, { token: ann.token })).status).toBe(404);
  expect((await ask("DELETE", `${path}/1`, { token: operatorToken })).status).toBe(200);
});

test("a person's name may say anything, but only a bot is marked as one", async () => {
  const { ask, open, guest, done } = bound(await house());
  const poser = await guest("Hard bot 2");
  const session = await open(poser, "coin-flip");
  await done(poser, session, { kind: "join" });
  const seen = sessionReply.parse((await ask("GET", `/v1/sessions/${session}`)).body);
  expect(seen.view.players).toEqual([{ id: poser.id, name: "Hard bot 2" }]);
});

test("a game says which bots play it; without anybody who thinks there are none", async () => {
  const { ask } = bound(await house());
  expect((await ask("GET", "/v1/games/craps")).body).toMatchObject({
    bots: ["easy", "medium", "hard", "expert", "line"],
  });
  const without = await openHouse();
  onTestFinished(() => without.server.stop());
  expect((await without.ask("GET", "/v1/games/craps")).body).not.toHaveProperty("bots");
  const ann = await without.guest("Ann");
  const session = await without.open(ann, "craps");
  const answer = await without.ask("POST", `/v1/sessions/${session}/bots`, {
    token: ann.token,
    body: {},
  });
  expect(answer.body).toMatchObject({ code: "bots_unavailable" });
});

test("bots think in threads of their own, and a table of them plays to its end", async () => {
  const server = await startServer({
    port: 0,
    store: memoryStore(),
    games,
    bots: houseBots(await knownGames()),
    settings: { botDelayMs: 0 },
  });
  onTestFinished(() => server.stop());
  const parlor = connect({ url: server.url });
  onTestFinished(() => parlor.close());
  orThrow(await parlor.signIn("Ann"));
  const { info } = orThrow(await parlor.open({ game: "tic-tac-toe" }));
  orThrow(await parlor.addBots(info.id, { bot: "hard", fill: true }));
  const ended = orThrow(await parlor.table(info.id).until(({ view }) => view.status === "ended"));
  expect(ended.view.ended?.outcome).toEqual({ places: [[0, 1]] });
});

test("[J1] a table of bots goes on by itself after kill -9", async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const options = ["--log", "error", "--bot-delay", "150"];
  let { server, url } = await serve(folder.path, options);
  onTestFinished(async () => server.kill());
  const parlor = connect({ url, backoff: { firstMs: 10, maxMs: 100 } });
  onTestFinished(() => parlor.close());
  orThrow(await parlor.signIn("Ann"));
  const { info } = orThrow(await parlor.open({ game: "tic-tac-toe" }));
  orThrow(await parlor.addBots(info.id, { bot: "easy", fill: true }));
  orThrow(await parlor.table(info.id).until(({ view }) => view.stats.actions >= 2));
  await server.kill();
  ({ server, url } = await serve(folder.path, [...options, "--port", new URL(url).port]));
  const again = connect({ url });
  onTestFinished(() => again.close());
  const ended = orThrow(await again.table(info.id).until(({ view }) => view.status === "ended"));
  expect(ended.view.ended).toMatchObject({ reason: "completed" });
  const verified = await run(["verify", info.id, "--data", folder.path]);
  expect(verified).toMatchObject({ code: 0, errors: "" });
});

test("parlor play fills the free seats with bots, and the game is played against them", async () => {
  const play = new ParlorProcess(["play", "tic-tac-toe", "--bots", "easy"]);
  onTestFinished(async () => play.kill());
  await play.said(/\(bot\)/);
  play.type("place 4");
  await play.said(/placed seat=1/);
  play.child.stdin.end("quit\n");
  expect(await play.exit).toBe(0);
});

test("parlor arena gives the same on one core and on two", async () => {
  const words = ["arena", "tic-tac-toe", "--bots", "mcts:50,random", "--games", "24", "--json"];
  const [one, two] = [await run([...words, "--cores", "1"]), await run([...words, "--cores", "2"])];
  expect(one.out).toBe(two.out);
  expect(JSON.parse(one.out)).toMatchObject({ reproducible: true, bots: [{ games: 24 }, {}] });
  expect((await run(["arena", "tic-tac-toe", "--bots", "nobody"])).code).toBe(1);
});

/** The house's short words, each of which can be used alone. */
const bound = (one: Awaited<ReturnType<typeof openHouse>>) => ({
  ask: one.ask.bind(one),
  open: one.open.bind(one),
  guest: one.guest.bind(one),
  done: one.done.bind(one),
  clock: one.clock,
});
