import { thinker, type ThinkTask, type Thought } from "@parlor/bots";
import { isRefusal, type Game } from "@parlor/kit";
import { expect, onTestFinished, test } from "vitest";
import { inlineThinker } from "../adapters/inline-thinker.ts";
import { openDice } from "../testing/open-dice.ts";
import { sealedNumbers } from "../testing/sealed-numbers.ts";
import { seededEntropy } from "../testing/seeded-entropy.ts";
import { testPlatform, type TestPlatformOptions } from "../testing/test-platform.ts";
import { botNameOf, newBotId } from "./bot-id.ts";
import type { BotWish, SeatedBot } from "./contract.ts";

const delayMs = 800;

const start = async (
  games: readonly Game[],
  options: Partial<TestPlatformOptions> & { readonly think?: (task: ThinkTask) => Thought } = {},
) => {
  const tasks: ThinkTask[] = [];
  const think = options.think ?? thinker(games, {});
  const answer = (task: ThinkTask): Thought => {
    tasks.push(task);
    return think(task);
  };
  const platform = await testPlatform({
    games,
    ...options,
    bots: { thinker: inlineThinker(answer) },
  });
  onTestFinished(() => platform.stop());
  const seat = async (session: string, wish: BotWish): Promise<readonly SeatedBot[]> => {
    const seated = await platform.bots.add(session, wish);
    if (isRefusal(seated)) throw new Error(seated.refused);
    await platform.clock.settle();
    return seated;
  };
  return { platform, tasks, seat };
};

test("a bot's id says that it is one, and which; no other player's does", () => {
  const ids = [
    newBotId("hard", "12ab"),
    newBotId("mcts:1000", "12ab"),
    "guest-12ab",
    "bot:",
    "bot:x",
  ];
  expect(ids.map(botNameOf)).toEqual(["hard", "mcts:1000", null, null, null]);
});

test("a bot acts by an ordinary command, and not before people can follow", async () => {
  const { platform, seat } = await start([sealedNumbers]);
  const session = await platform.table({ game: "sealed-numbers" }, ["Ann"], 0);
  const [bot] = await seat(session, { bot: "easy" });
  expect(bot).toMatchObject({ seat: 1, player: { name: "Easy bot 2", bot: "easy" } });
  const joined = await platform.standing(session);
  expect(platform.sessions.look(joined, 0).players).toEqual([
    { id: "Ann", name: "Ann" },
    bot?.player,
  ]);
  const before = joined.seq;
  await platform.clock.advance(delayMs - 1);
  expect((await platform.standing(session)).seq).toBe(before);
  await platform.clock.advance(1);
  const { seq } = await platform.standing(session);
  expect(seq).toBe(before + 1);
  const [row] = await platform.store.entries(session, seq - 1, 1);
  expect(JSON.parse(row?.body ?? "")).toMatchObject({
    command: { kind: "act", player: bot?.player.id },
  });
});

test("two bots play a game to its end", async () => {
  const { platform, seat } = await start([sealedNumbers]);
  const { id } = await platform.open({ game: "sealed-numbers" });
  await seat(id, { bot: "medium", fill: true });
  await platform.clock.advance(20 * delayMs);
  expect((await platform.standing(id)).state.phase).toMatchObject({
    status: "ended",
    reason: "completed",
  });
});

/** What bots are asked after Ann has sealed this number, each at a table of its own. */
const askedAbout = async (number: number, tables: number): Promise<readonly ThinkTask[]> => {
  const wait = (task: ThinkTask): Thought => (task.mayWait ? null : { type: "seal", number: 1 });
  const { platform, tasks, seat } = await start([sealedNumbers], {
    entropy: seededEntropy(7),
    think: wait,
  });
  for (let table = 0; table < tables; table++) {
    const session = await platform.table({ game: "sealed-numbers" }, ["Ann"], 0);
    await seat(session, { bot: "easy" });
    await platform.act(session, "Ann", { type: "seal", number });
    await platform.clock.settle();
  }
  return tasks;
};

const annsNumbers = (tasks: readonly ThinkTask[]): readonly (number | null)[] =>
  tasks.flatMap(({ dealt }) =>
    // The game's own state, with Ann in seat 0.
    dealt.map((state) => (state as { readonly sealed: readonly number[] }).sealed[0] ?? null),
  );

test("[V1] what a bot is told is the same, to the letter, whatever its seat cannot know", async () => {
  const [one, other] = [await askedAbout(5, 1), await askedAbout(6, 1)];
  expect(annsNumbers(one)).toContainEqual(expect.any(Number));
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});

test("[V1] a dealt state is the real one no more often than by chance", async () => {
  const numbers = annsNumbers(await askedAbout(5, 100)).filter((number) => number !== null);
  expect(numbers.length).toBeGreaterThanOrEqual(400);
  const fives = numbers.filter((number) => number === 5).length;
  // One in six, give or take four standard errors.
  expect(Math.abs(fives / numbers.length - 1 / 6)).toBeLessThan(0.075);
});

test("[J1] after a crash the bots go on where they sat, known from the journal alone", async () => {
  const { platform, seat } = await start([sealedNumbers]);
  const session = await platform.table({ game: "sealed-numbers" }, ["Ann"], 0);
  await seat(session, { bot: "easy" });
  const { seq } = await platform.standing(session);
  // The old process is gone before its bot has acted: nothing of it is told to the new one.
  await platform.stop();
  const { platform: next } = await start([sealedNumbers], {
    disk: platform.disk,
    clock: platform.clock,
    entropy: seededEntropy("next"),
  });
  await next.clock.settle();
  await next.clock.advance(2 * delayMs);
  const after = await next.standing(session);
  expect(after.seq).toBe(seq + 1);
  expect(after.state.game).toMatchObject({ sealed: [null, expect.any(Number)] });
});

test("[M1] a bot brings play money, and what it has left goes back", async () => {
  const { platform, seat } = await start([openDice], { settings: { botGrant: 5_000 } });
  const session = await platform.table({ game: "open-dice" }, ["Ann"]);
  const [bot] = await seat(session, { bot: "easy" });
  const id = bot?.player.id ?? "";
  expect(await platform.balance(id)).toBeGreaterThan(0);
  await platform.clock.advance(delayMs);
  expect(await platform.bots.remove(session, 0)).toMatchObject({ refused: "unknown_seat" });
  expect(await platform.bots.remove(session, bot?.seat ?? -1)).toBeUndefined();
  await platform.clock.settle();
  expect(await platform.balance(id)).toBe(0);
  expect(await platform.treasury.audit()).toMatchObject({
    sums: { "PLAY/0": 0 },
    discrepancies: [],
  });
});

test("bots do not play for a real currency, unless the operator says so", async () => {
  const { platform } = await start([openDice], { settings: { currency: "EUR/2" } });
  const session = await platform.table({ game: "open-dice" }, ["Ann"]);
  expect(await platform.bots.add(session, { bot: "easy" })).toMatchObject({
    refused: "bots_unavailable",
  });
  const { platform: bold, seat } = await start([openDice], {
    settings: { currency: "EUR/2", botCurrencies: ["EUR"] },
  });
  await seat(await bold.table({ game: "open-dice" }, ["Ann"]), { bot: "easy" });
});

test.each([
  [
    "fails",
    () => {
      throw new Error("planted");
    },
  ],
  ["chooses what is not legal", () => ({ type: "seal", number: 99 })],
  ["chooses what is no action of the game", () => ({ type: "fly" })],
] as const)("a bot that %s blocks no table", async (_, think) => {
  const { platform, seat } = await start([sealedNumbers], { think });
  const session = await platform.table({ game: "sealed-numbers" }, ["Ann"], 0);
  await seat(session, { bot: "easy" });
  await platform.clock.advance(2 * delayMs);
  expect((await platform.standing(session)).state.game).toMatchObject({
    sealed: [null, expect.any(Number)],
  });
});

test("bots that all wait for each other go on all the same", async () => {
  const asked: boolean[] = [];
  const think = (task: ThinkTask): Thought => {
    asked.push(task.mayWait);
    return task.mayWait ? null : { type: "seal", number: 1 };
  };
  const { platform, seat } = await start([sealedNumbers], { think });
  const { id } = await platform.open({ game: "sealed-numbers" });
  await seat(id, { bot: "easy", fill: true });
  await platform.clock.advance(20 * delayMs);
  expect(asked.slice(0, 3)).toEqual([true, true, false]);
  expect((await platform.standing(id)).state.phase.status).toBe("ended");
});

test("where the last person has left a table for money and nobody looks on, the bots get up", async () => {
  const { platform, seat } = await start([openDice]);
  const session = await platform.table({ game: "open-dice" }, ["Ann"]);
  await seat(session, { bot: "easy" });
  await platform.leave(session, "Ann");
  await platform.clock.advance(5 * delayMs);
  expect((await platform.standing(session)).state.phase).toMatchObject({
    status: "ended",
    reason: "players_left",
  });
});

test("a bot without money gets up", async () => {
  const think = ({ legal }: ThinkTask): Thought =>
    legal.some(({ type }) => type === "bet") ? { type: "bet", stake: 700 } : null;
  const { platform, seat } = await start([openDice], { think, settings: { botGrant: 5 } });
  const dear = { game: "open-dice", limits: { min: 10, max: 1_000 } };
  const session = await platform.table(dear, ["Ann"]);
  await seat(session, { bot: "easy" });
  await platform.clock.advance(2 * delayMs);
  expect((await platform.standing(session)).state.players.filter(Boolean)).toHaveLength(1);
});

test("there is no such bot, no such seat, no free seat", async () => {
  const { platform, seat } = await start([sealedNumbers]);
  const session = await platform.table({ game: "sealed-numbers" }, ["Ann"], 0);
  const add = async (wish: BotWish) => platform.bots.add(session, wish);
  expect(await add({ bot: "mcts:1000000000" })).toMatchObject({ refused: "unknown_bot" });
  expect(await add({ bot: "easy", seats: [0] })).toMatchObject({ refused: "seat_taken" });
  expect(await add({ bot: "easy", seats: [7] })).toMatchObject({ refused: "unknown_seat" });
  await seat(session, { bot: "easy" });
  expect(await add({ bot: "easy" })).toMatchObject({ refused: "table_full" });
  expect(await add({ bot: "easy", fill: true })).toMatchObject({ refused: "table_full" });
});
