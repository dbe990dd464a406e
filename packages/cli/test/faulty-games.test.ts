import { coinFlip } from "@parlor/games/coin-flip";
import { choice, defineGame, type Game } from "@parlor/kit";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { RawSocket } from "./raw-socket.ts";
import { openHouse } from "./test-house.ts";

type Failing = "act" | "view" | "wordless view" | "legal" | "garbage" | "nowhere";

/** A game that behaves until it is told not to: what passed the gate may still fail later. */
const moodyGame = (mood: { fails: Failing }) =>
  defineGame({
    id: "moody",
    version: "1.0.0",
    title: "Moody",
    summary: "Keeps its contract until it does not.",
    bank: "none",
    seats: { min: 1, max: 2 },
    config: z.object({}),
    actions: { go: z.object({}) },
    events: {},
    setup: () => ({ steps: 0 as unknown }),
    act: {
      go(state) {
        if (mood.fails === "act") throw new Error("not today");
        state.steps = mood.fails === "garbage" ? new Map() : Number(state.steps) + 1;
      },
    },
    legal: () => {
      if (mood.fails === "legal") throw new Error("no choice");
      return [choice("go")];
    },
    view: (state) => {
      if (mood.fails === "view") throw new Error("not to be seen");
      return { steps: mood.fails === "wordless view" ? 10n : state.steps };
    },
  });

test.each<{ fails: Failing; status: number }>([
  { fails: "act", status: 500 },
  { fails: "garbage", status: 500 },
  // The command itself is done; only nobody can be shown what it led to.
  { fails: "view", status: 200 },
  { fails: "wordless view", status: 200 },
  { fails: "legal", status: 200 },
])("[E1] a game whose $fails fails harms its own sessions only", async ({ fails, status }) => {
  const mood: { fails: Failing } = { fails: "nowhere" };
  const house = await openHouse({ games: [moodyGame(mood), coinFlip] });
  onTestFinished(async () => house.server.stop());
  const ada = await house.guest("Ada");
  const [moody, coin] = [await house.open(ada, "moody"), await house.open(ada, "coin-flip")];
  await house.done(ada, moody, { kind: "join" });
  await house.done(ada, coin, { kind: "join" });
  const socket = await new RawSocket(house.server.url).hello(ada.token);
  onTestFinished(() => socket.close());
  socket.send({ type: "watch", session: moody });
  socket.send({ type: "watch", session: coin });
  await socket.next("watching");
  await socket.next("watching");

  mood.fails = fails;
  const go = { kind: "act", id: "go", action: { type: "go" } };
  const before = await house.everything();
  const answer = await house.command(ada, moody, go);
  expect(answer.status).toBe(status);
  const failed = status === 500;
  expect(answer.body).toMatchObject(failed ? { code: "game_fault", transient: true } : { seq: 3 });
  expect(answer.text).not.toMatch(/not today|Map/);
  const changed = JSON.stringify(await house.everything()) !== JSON.stringify(before);
  expect(changed).toBe(!failed);
  const looked = await house.ask("GET", `/v1/sessions/${moody}`, { token: ada.token });
  expect(looked.status).toBe(200);
  expect(looked.body).toMatchObject({
    view: failed ? { seq: 2 } : { seq: 3, view: null, legal: [] },
  });

  // The others play on, over the same socket.
  const flip = { type: "flip", call: "heads", stake: 100 };
  const { seq } = await house.act(ada, coin, flip);
  const update = await socket.next("update", ({ session }) => session === coin);
  expect(update.view.seq).toBe(seq);

  mood.fails = "nowhere";
  expect((await house.command(ada, moody, go)).status).toBe(200);
  const after = await house.ask("GET", `/v1/sessions/${moody}`, { token: ada.token });
  expect(after.body).toMatchObject({ view: { seq: 3, view: { steps: 1 } } });
});

const rejected: readonly { readonly what: string; readonly game: Game }[] = [
  { what: "throws", game: moodyGame({ fails: "act" }) },
  { what: "returns garbage", game: moodyGame({ fails: "garbage" }) },
  { what: "cannot be looked at", game: moodyGame({ fails: "view" }) },
  {
    what: "never offers a choice",
    game: { ...moodyGame({ fails: "nowhere" }), legal: () => [] },
  },
];

test.each([...rejected])(
  "a game that $what is not registered, with the reasons",
  async ({ game }) => {
    const house = await openHouse({ games: [coinFlip] });
    onTestFinished(async () => house.server.stop());
    const refusal = house.server.platform.register(game);
    expect(refusal).toMatchObject({ refused: "game_rejected" });
    expect(refusal?.detail).toMatch(/^[a-z-]+: .+/);
    const ada = await house.guest();
    const open = { token: ada.token, body: { game: "moody" } };
    expect((await house.ask("POST", "/v1/sessions", open)).body).toMatchObject({
      code: "unknown_game",
    });
    await house.open(ada, "coin-flip");
  },
);
