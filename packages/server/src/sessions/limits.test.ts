import type { Command } from "@parlor/kit";
import { expect, test } from "vitest";
import { sessionQueueMax } from "../limits.ts";
import { openDice } from "../testing/open-dice.ts";
import { stacks } from "../testing/stacks.ts";
import {
  codeOf,
  joinBy,
  newId,
  testPlatform,
  type TestPlatform,
} from "../testing/test-platform.ts";

const games = [openDice, stacks];
const start = (settings = {}) => testPlatform({ games, settings });
const by = (kind: "pause" | "resume", who = "host"): Command => ({ kind, id: newId(), by: who });
const statusOf = async (platform: TestPlatform, session: string) =>
  (await platform.standing(session)).state.phase.status;

test("no more sessions than may be open at once, also when they are asked for at once; an ended one makes room", async () => {
  const platform = await start({ concurrentSessionsMax: 3 });
  const open = () => platform.sessions.open({ game: "open-dice" }, "host");
  const opened = await Promise.all([open(), open(), open(), open(), open()]);
  const refusals = opened.filter((answer) => "refused" in answer);
  const full = { refused: "too_many_sessions" };
  expect(refusals).toEqual([full, full]);
  expect(platform.sessions.activeCount).toBe(3);
  const [first] = opened as { id: string }[]; // the first three were opened
  const end = { kind: "end", id: newId(), by: "host", reason: "admin" } as const;
  expect(codeOf(await platform.sessions.submit(first!.id, end))).toBe("done");
  expect("refused" in (await open())).toBe(false);
  await platform.stop();
});

test.each([
  [{ limits: { min: 0, max: 10 } }, "limits"],
  [{ limits: { min: 5, max: 2_000 } }, "limits"],
  [{ limits: { min: 50, max: 40 } }, "limits"],
  [{ limits: { min: 1, max: 40, step: 0 } }, "limits.step"],
  [{ seatCount: 0 }, "seatCount"],
  [{ seatCount: 5 }, "seatCount"],
  [{ config: { rollMs: 0 } }, "rollMs"],
  [{ config: { rollMs: "soon" } }, "rollMs"],
])("a table that may not be opened is refused, and says why: %j", async (request, about) => {
  const platform = await start({ tableLimitsMax: { min: 1, max: 1_000 } });
  const answer = await platform.sessions.open({ game: "open-dice", ...request }, "host");
  expect(answer).toMatchObject({ refused: "invalid_config" });
  expect(answer).toHaveProperty("detail", expect.stringContaining(about));
  expect(await platform.store.feedEnd()).toBe(0);
  await platform.stop();
});

test("a game that nobody has registered has no sessions, and no session has an unknown id", async () => {
  const platform = await start();
  expect(await platform.sessions.open({ game: "chess" }, "host")).toEqual({
    refused: "unknown_game",
  });
  expect(await platform.sessions.find("nowhere")).toEqual({ refused: "unknown_session" });
  expect(codeOf(await platform.join("nowhere", "ann"))).toBe("unknown_session");
  await platform.stop();
});

test("bets are held to the table's own limits", async () => {
  const platform = await start();
  const limits = { min: 10, max: 50, step: 5 };
  const session = await platform.table({ game: "open-dice", limits }, ["ann"]);
  const bet = async (stake: unknown) =>
    codeOf(await platform.act(session, "ann", { type: "quick", stake }));
  expect([await bet(9), await bet(51), await bet(12), await bet(10), await bet(50)]).toEqual([
    "below_minimum",
    "above_maximum",
    "invalid_amount",
    "done",
    "done",
  ]);
  for (const nonsense of [0, -5, 1.5, Number.NaN, "10", null, 2 ** 53])
    expect(await bet(nonsense)).toBe("invalid_action");
  await platform.stop();
});

test("seats: as many as asked for, each once, each player once", async () => {
  const platform = await start();
  const { id } = await platform.open({ game: "open-dice", seatCount: 2 });
  const code = async (player: string, seat?: number) =>
    codeOf(await platform.join(id, player, seat));
  expect(await code("ann", 1)).toBe("done");
  expect(await code("ann")).toBe("already_seated");
  expect(await code("bob", 1)).toBe("seat_taken");
  expect(await code("bob", 2)).toBe("unknown_seat");
  expect(await code("bob")).toBe("done");
  expect(await code("cid")).toBe("table_full");
  expect(codeOf(await platform.act(id, "cid", { type: "roll" }))).toBe("not_seated");
  await platform.stop();
});

test("a table that does not start by itself waits for its host, who needs enough players", async () => {
  const platform = await start();
  const { id } = await platform.open({ game: "stacks", autoStart: false });
  const send = async (command: Command) => codeOf(await platform.sessions.submit(id, command));
  await platform.join(id, "ann");
  expect(await send(by("resume"))).toBe("not_enough_players");
  await platform.join(id, "bob");
  expect(codeOf(await platform.act(id, "ann", { type: "buy-in", stake: 5 }))).toBe(
    "session_waiting",
  );
  expect(await send(by("resume"))).toBe("done");
  expect(await statusOf(platform, id)).toBe("in_progress");
  await platform.stop();
});

test("a paused session takes no play and stops its clocks; an ended one takes nothing", async () => {
  const platform = await start();
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  await platform.act(session, "ann", { type: "bet", stake: 10 });
  await platform.clock.advance(20_000);
  const send = async (command: Command) => codeOf(await platform.sessions.submit(session, command));
  expect(await send(by("pause", "operator"))).toBe("done");
  expect(codeOf(await platform.act(session, "ann", { type: "roll" }))).toBe("session_paused");
  expect(await send(joinBy("bob"))).toBe("session_paused");
  expect(await send(by("pause", "operator"))).toBe("session_paused");
  const rounds = async () => (await platform.standing(session)).state.stats.rounds;
  await platform.clock.advance(10 * 60_000);
  expect(await rounds()).toBe(0);
  expect(await send(by("resume"))).toBe("done");
  expect(await send(by("resume"))).toBe("session_running");
  await platform.clock.advance(9_999);
  expect(await rounds()).toBe(0);
  await platform.clock.advance(1);
  expect(await rounds()).toBe(1);

  expect(codeOf(await platform.leave(session, "ann"))).toBe("done");
  expect(await statusOf(platform, session)).toBe("ended");
  for (const command of [joinBy("bob"), by("resume"), by("pause")])
    expect(await send(command)).toBe("session_ended");
  await platform.stop();
});

test("a session's queue is bounded: what does not fit is refused at once, and may be sent again", async () => {
  const platform = await start();
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const release = platform.store.hold();
  const act = () => platform.act(session, "ann", { type: "quick", stake: 1 });
  const first = act();
  await platform.clock.settle();
  const waiting = Array.from({ length: sessionQueueMax }, act);
  expect(codeOf(await act())).toBe("queue_full");
  release();
  const outcomes = await Promise.all([first, ...waiting]);
  expect(outcomes.map(codeOf)).toEqual(Array(sessionQueueMax + 1).fill("done"));
  expect(codeOf(await act())).toBe("done");
  await platform.stop();
});

test("a session that no player touches for an hour ends: bets go back, and everybody hears why", async () => {
  const platform = await start();
  const session = await platform.table({ game: "open-dice", config: { rollMs: 600_000_000 } }, [
    "ann",
  ]);
  const lively = await platform.table({ game: "open-dice" }, ["bob"]);
  const events = platform.subscribe({ session, types: ["session-ended"] });
  await platform.act(session, "ann", { type: "bet", stake: 100 });
  await platform.clock.advance(30 * 60_000);
  await platform.act(lively, "bob", { type: "quick", stake: 1 });
  await platform.clock.advance(29 * 60_000);
  expect(await statusOf(platform, session)).toBe("in_progress");
  await platform.clock.advance(2 * 60_000);
  expect((await platform.standing(session)).state.phase).toMatchObject({ reason: "timeout" });
  expect(await platform.balance("ann")).toBe(1_000);
  const heard = await events.next();
  expect(heard.value).toMatchObject({ event: { data: { reason: "timeout" } } });
  expect(await statusOf(platform, lively)).toBe("in_progress");
  expect(platform.sessions.activeCount).toBe(1);
  await platform.stop();
});

test("how long is idle, and how often that is looked at, is the operator's to set", async () => {
  const platform = await start({ idleExpiryMs: 5_000, idleCheckMs: 2_000 });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  await platform.clock.advance(5_999);
  expect(await statusOf(platform, session)).toBe("in_progress");
  await platform.clock.advance(1);
  expect(await statusOf(platform, session)).toBe("ended");
  await platform.stop();
});

test("a graceful stop answers what it has taken, takes no more, and leaves no timer behind", async () => {
  const platform = await start();
  const session = await platform.table({ game: "open-dice", config: { rollMs: 10_000 } }, ["ann"]);
  await platform.act(session, "ann", { type: "bet", stake: 10 });
  const release = platform.store.hold();
  const taken = [
    platform.act(session, "ann", { type: "quick", stake: 1 }),
    platform.act(session, "ann", { type: "quick", stake: 1 }),
  ];
  const opening = platform.sessions.open({ game: "open-dice" }, "host");
  await platform.clock.settle();
  let stopped = false;
  const stopping = platform.stop().then(() => (stopped = true));
  await platform.clock.settle();
  expect(stopped).toBe(false);
  const late = await platform.act(session, "ann", { type: "quick", stake: 1 });
  expect(codeOf(late)).toBe("shutting_down");
  expect(await platform.sessions.open({ game: "open-dice" }, "host")).toEqual({
    refused: "shutting_down",
  });
  release();
  expect((await Promise.all(taken)).map(codeOf)).toEqual(["done", "done"]);
  expect("refused" in (await opening)).toBe(false);
  await stopping;
  expect(platform.clock.pending).toBe(0);
  // Looking at a session afterwards must not wake its clocks.
  expect((await platform.standing(session)).seq).toBe(5);
  expect([platform.clock.pending, platform.sessions.activeCount]).toEqual([0, 0]);
});

test("the lobby lists what has not ended, newest first, and by game and status when asked", async () => {
  const platform = await start();
  const dice = await platform.table({ game: "open-dice", title: "Dice" }, ["ann"]);
  await platform.clock.advance(10);
  const chips = await platform.open({ game: "stacks" });
  const list = async (filter: Parameters<typeof platform.sessions.list>[0]) =>
    (await platform.sessions.list(filter)).map(({ id }) => id);
  expect(await list({})).toEqual([chips.id, dice]);
  expect(await list({ game: "open-dice" })).toEqual([dice]);
  expect(await list({ status: ["waiting"] })).toEqual([chips.id]);
  expect(await list({ after: chips.id })).toEqual([dice]);
  const [line] = await platform.sessions.list({ game: "open-dice" });
  expect(line).toMatchObject({
    title: "Dice",
    players: [{ id: "ann", name: "ann" }, null, null, null],
  });
  await platform.leave(dice, "ann");
  expect(await list({})).toEqual([chips.id]);
  expect(await list({ status: ["ended"] })).toEqual([dice]);
  await platform.stop();
});
