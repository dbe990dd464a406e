import type { Game } from "@parlor/kit";
import { expect, test } from "vitest";
import { z } from "zod";
import { breakerFaultsMax, breakerRestMs, sessionFaultsMax, timerRetryMs } from "../limits.ts";
import { faulty, type Failure } from "../testing/faulty.ts";
import { openDice } from "../testing/open-dice.ts";
import { codeOf, newId, testPlatform, type TestPlatform } from "../testing/test-platform.ts";

const start = () => testPlatform({ games: [faulty(), openDice] });
const tableOf = (platform: TestPlatform, failure: Failure, player = "ann") =>
  platform.table({ game: "faulty", config: { failure } }, [player]);
const phaseOf = async (platform: TestPlatform, session: string) =>
  (await platform.standing(session)).state.phase;
const faultsOf = (platform: TestPlatform) =>
  platform.logged.filter(({ sentence }) => sentence === "the game failed").length;

test.each<Failure>(["throw", "promise", "garbage", "unknown-code", "state-no-json", "money"])(
  "[E1] a game that does wrong in an act (%s): a refusal, nothing changed, other games go on",
  async (failure) => {
    const platform = await start();
    const session = await tableOf(platform, failure);
    const other = await platform.table({ game: "open-dice" }, ["ann"], 0);
    await platform.act(session, "ann", { type: "bet", stake: 100 });
    const { seq, state } = await platform.standing(session);
    const fail = () => platform.act(session, "ann", { type: "fail" });
    expect(await fail()).toMatchObject({ kind: "refused", refusal: { refused: "game_fault" } });
    expect(await platform.standing(session)).toMatchObject({ seq, state });
    expect(codeOf(await platform.act(other, "ann", { type: "quick", stake: 1 }))).toBe("done");
    expect(faultsOf(platform)).toBe(1);

    // Whoever only repeats the fault voids the table: what was staked comes back.
    for (let count = 1; count < sessionFaultsMax; count++) await fail();
    await platform.clock.settle();
    expect(await phaseOf(platform, session)).toMatchObject({ status: "ended", reason: "error" });
    expect(await platform.balance("ann")).toBe(1_001);
    expect((await platform.treasury.audit()).discrepancies).toEqual([]);
    await platform.stop();
  },
);

test("[E1] only faults in a row void a session", async () => {
  const platform = await start();
  const session = await tableOf(platform, "throw");
  for (let count = 0; count < 2 * sessionFaultsMax; count++) {
    await platform.act(session, "ann", { type: count % 2 ? "fail" : "bet", stake: 1 });
    await platform.act(session, "ann", { type: "take-down" });
  }
  expect((await phaseOf(platform, session)).status).toBe("in_progress");
  await platform.stop();
});

test("[E1] a timer whose handler throws rings again in a while, never spins, and voids the session", async () => {
  const platform = await start();
  const session = await tableOf(platform, "timeout");
  await platform.act(session, "ann", { type: "bet", stake: 100 });
  await platform.act(session, "ann", { type: "fail" });
  await platform.clock.advance(1_000);
  expect(faultsOf(platform)).toBe(1);
  await platform.clock.advance(timerRetryMs - 1);
  expect(faultsOf(platform)).toBe(1);
  await platform.clock.advance(1);
  expect(faultsOf(platform)).toBe(2);
  expect((await phaseOf(platform, session)).status).toBe("in_progress");
  await platform.clock.advance(timerRetryMs);
  expect(await phaseOf(platform, session)).toMatchObject({ reason: "error" });
  await platform.clock.advance(60_000);
  expect([faultsOf(platform), await platform.balance("ann")]).toEqual([sessionFaultsMax, 1_000]);
  await platform.stop();
});

test("a timer rings once, however many commands come between its time and its turn", async () => {
  const platform = await start();
  const session = await platform.table({ game: "open-dice", config: { rollMs: 1_000 } }, ["ann"]);
  await platform.act(session, "ann", { type: "bet", stake: 1 });
  const release = platform.store.hold();
  const acts = Array.from({ length: 10 }, () =>
    platform.act(session, "ann", { type: "quick", stake: 1 }),
  );
  await platform.clock.advance(1_000);
  release();
  await Promise.all(acts);
  await platform.clock.settle();
  const entries = await platform.store.entries(session, 0, 100);
  expect(entries.filter(({ body }) => body.includes('"kind":"timeout"'))).toHaveLength(1);
  expect((await platform.standing(session)).state.stats.rounds).toBe(1);
  await platform.stop();
});

test.each<Failure>(["view", "view-no-json", "legal", "legal-garbage"])(
  "[E1] a game that cannot show itself (%s) shows nothing, and play goes on",
  async (failure) => {
    const platform = await start();
    const session = await tableOf(platform, failure);
    const standing = await platform.standing(session);
    expect(platform.sessions.look(standing, 0)).toMatchObject({ view: { stakes: [0, 0] } });
    await platform.act(session, "ann", { type: "fail" });
    const shown = platform.sessions.look(standing, 0);
    expect(shown).toMatchObject({ status: "in_progress", view: null, legal: [] });
    expect(() => JSON.stringify(shown)).not.toThrow();
    expect(faultsOf(platform)).toBe(1);
    expect(codeOf(await platform.act(session, "ann", { type: "bet", stake: 1 }))).toBe("done");
    await platform.stop();
  },
);

test("[E1] a game that cannot be set up, or whose settings cannot be read, opens no session", async () => {
  const platform = await start();
  const request = { game: "faulty", config: { failure: "setup" } };
  expect(await platform.sessions.open(request, "host")).toEqual({ refused: "game_fault" });
  expect([platform.sessions.activeCount, await platform.store.feedEnd()]).toEqual([0, 0]);
  expect("refused" in (await platform.sessions.open({ game: "faulty" }, "host"))).toBe(false);
  await platform.stop();
});

/** Fails so often that the game's breaker opens; each of these sessions is voided on the way. */
const openBreaker = async (platform: TestPlatform): Promise<void> => {
  for (let faults = 0; faults < breakerFaultsMax;) {
    const session = await tableOf(platform, "throw", `crasher-${faults}`);
    for (let one = 0; one < sessionFaultsMax && faults < breakerFaultsMax; one++, faults++)
      await platform.act(session, `crasher-${faults - one}`, { type: "fail" });
  }
  await platform.clock.settle();
};

test("[E1] after repeated faults the breaker opens: no new sessions, running ones pause and come back", async () => {
  const platform = await start();
  const session = await tableOf(platform, "none");
  await platform.act(session, "ann", { type: "bet", stake: 100 });
  const waiting = await platform.open({ game: "faulty" });
  const byHost = await tableOf(platform, "none", "bob");
  await platform.sessions.submit(byHost, { kind: "pause", id: newId(), by: "host" });
  const dice = await platform.table({ game: "open-dice" }, ["cid"]);

  await openBreaker(platform);
  expect(platform.registry.info("faulty")).toMatchObject({ available: false });
  const refused = { refused: "game_unavailable" };
  expect(await platform.sessions.open({ game: "faulty" }, "host")).toEqual(refused);
  expect((await phaseOf(platform, session)).status).toBe("paused");
  const code = async (what: ReturnType<TestPlatform["act"]>) => codeOf(await what);
  expect(await code(platform.act(session, "ann", { type: "take-down" }))).toBe("game_unavailable");
  expect(await code(platform.join(waiting.id, "dan"))).toBe("game_unavailable");
  expect(await code(platform.act(dice, "cid", { type: "quick", stake: 1 }))).toBe("done");

  await platform.clock.advance(breakerRestMs);
  expect(platform.registry.info("faulty")).toMatchObject({ available: true });
  expect((await phaseOf(platform, session)).status).toBe("in_progress");
  expect(await code(platform.act(session, "ann", { type: "take-down" }))).toBe("done");
  expect((await phaseOf(platform, byHost)).status).toBe("paused");
  await platform.stop();
});

test("[E1] while its game is stopped a player may leave, and the operator may end", async () => {
  const platform = await start();
  const [one, other] = [await tableOf(platform, "none"), await tableOf(platform, "none", "bob")];
  await platform.act(one, "ann", { type: "bet", stake: 100 });
  await openBreaker(platform);
  expect(codeOf(await platform.leave(one, "ann"))).toBe("done");
  expect(await platform.balance("ann")).toBe(1_000);
  const end = { kind: "end", id: newId(), by: "operator", reason: "admin" } as const;
  expect(codeOf(await platform.sessions.submit(other, end))).toBe("done");
  await platform.stop();
});

test("[E1] a probe that fails lets the game rest once more", async () => {
  let down = false;
  const platform = await testPlatform({ games: [faulty({ isDown: () => down })] });
  const session = await tableOf(platform, "none");
  await openBreaker(platform);
  down = true;
  await platform.clock.advance(3 * breakerRestMs);
  expect(platform.registry.isRunning("faulty")).toBe(false);
  expect((await phaseOf(platform, session)).status).toBe("paused");
  down = false;
  await platform.clock.advance(breakerRestMs);
  expect(platform.registry.isRunning("faulty")).toBe(true);
  expect((await phaseOf(platform, session)).status).toBe("in_progress");
  await platform.stop();
});

test("[E1] a session that its breaker paused goes on after a restart; one that its host paused does not", async () => {
  const one = await start();
  const [session, byHost] = [await tableOf(one, "none"), await tableOf(one, "none", "bob")];
  await one.sessions.submit(byHost, { kind: "pause", id: newId(), by: "host" });
  await openBreaker(one);
  expect((await phaseOf(one, session)).status).toBe("paused");
  await one.stop();
  const two = await testPlatform({
    games: [faulty(), openDice],
    disk: one.disk,
    clock: one.clock,
  });
  await two.clock.settle();
  expect((await phaseOf(two, session)).status).toBe("in_progress");
  expect((await phaseOf(two, byHost)).status).toBe("paused");
  await two.stop();
});

test("[E1] a game that fails while the server stops leaves no probe behind", async () => {
  const platform = await start();
  for (let faults = 1; faults < breakerFaultsMax; faults++) platform.registry.reportFault("faulty");
  const session = await tableOf(platform, "throw");
  const last = platform.act(session, "ann", { type: "fail" });
  await platform.stop();
  expect(codeOf(await last)).toBe("game_fault");
  expect([platform.registry.isRunning("faulty"), platform.clock.pending]).toEqual([false, 0]);
});

test("[E1] faults that are spread over a long time open no breaker", async () => {
  const platform = await start();
  const session = await tableOf(platform, "throw");
  for (let faults = 0; faults < 3 * breakerFaultsMax; faults++) {
    await platform.act(session, "ann", { type: "fail" });
    await platform.act(session, "ann", { type: faults % 2 ? "take-down" : "bet", stake: 1 });
    await platform.clock.advance(10_000);
    expect(platform.registry.isRunning("faulty")).toBe(true);
  }
  await platform.stop();
});

test("[E1] a configuration that a game's schema fails at is refused, and stops the game for nobody", async () => {
  const rollMs = z
    .int()
    .default(1_000)
    .refine((ms) => {
      if (ms === 1) throw new Error("not read");
      return true;
    });
  const config = z.object({ rollMs });
  const game: Game = { ...openDice, id: "brittle", config };
  const platform = await testPlatform({ games: [game] });
  for (let faults = 0; faults < breakerFaultsMax; faults++) {
    const answer = await platform.sessions.open({ game: "brittle", config: { rollMs: 1 } }, "host");
    expect(answer).toEqual({ refused: "invalid_config" });
  }
  expect("refused" in (await platform.sessions.open({ game: "brittle" }, "host"))).toBe(false);
  await platform.stop();
});
