import { expect, test } from "vitest";
import { breakerFaultsMax, recoveryGraceMs } from "../limits.ts";
import { defaultSettings } from "../settings.ts";
import { openDice } from "../testing/open-dice.ts";
import { seededEntropy } from "../testing/seeded-entropy.ts";
import { codeOf, testPlatform, type TestPlatform } from "../testing/test-platform.ts";

const games = [openDice];
const { restAfterMs, idleExpiryMs } = defaultSettings;

const tableOf = async (platform: TestPlatform, rollMs = 30_000) => {
  const session = await platform.table({ game: "open-dice", config: { rollMs } }, ["ann"]);
  await platform.act(session, "ann", { type: "quick", stake: 1 });
  return session;
};
/** Long enough for whatever may rest to rest. */
const untilRest = (platform: TestPlatform) => platform.clock.advance(2 * restAfterMs);
const counts = ({ sessions }: TestPlatform) => [sessions.activeCount, sessions.inMemoryCount];

test("[J4] a session that nobody uses leaves the memory, and is there for whoever comes back, as it was", async () => {
  const platform = await testPlatform({ games });
  const session = await tableOf(platform);
  const before = structuredClone((await platform.standing(session)).state);
  expect(counts(platform)).toEqual([1, 1]);
  await untilRest(platform);
  expect(counts(platform)).toEqual([1, 0]);
  expect((await platform.standing(session)).state).toEqual(before);
  expect(counts(platform)).toEqual([1, 1]);
  await untilRest(platform);
  expect(codeOf(await platform.act(session, "ann", { type: "bet", stake: 5 }))).toBe("done");
  expect(counts(platform)).toEqual([1, 1]);
  await platform.stop();
});

test("[J2] a command that was done before the rest gets its reply after it", async () => {
  const platform = await testPlatform({ games });
  const session = await tableOf(platform);
  const bet = { type: "bet", stake: 5 };
  const first = await platform.act(session, "ann", { type: "quick", stake: 2 }, "once");
  await untilRest(platform);
  expect(await platform.act(session, "ann", { type: "quick", stake: 2 }, "once")).toEqual(first);
  expect(codeOf(await platform.act(session, "ann", bet, "once"))).toBe("id_reused");
  await platform.stop();
});

test("a session that is watched or asked for stays in memory", async () => {
  const platform = await testPlatform({ games });
  const [watched, asked] = [await tableOf(platform), await tableOf(platform)];
  const stop = platform.hub.listen(watched, () => undefined);
  for (let time = 0; time < 4; time++) {
    await platform.clock.advance(restAfterMs / 2);
    await platform.standing(asked);
  }
  expect(counts(platform)).toEqual([2, 2]);
  stop();
  await untilRest(platform);
  expect(counts(platform)).toEqual([2, 0]);
  await platform.stop();
});

test("the clock of a resting session rings when it is due", async () => {
  const platform = await testPlatform({ games });
  const session = await tableOf(platform, 10 * restAfterMs);
  await platform.act(session, "ann", { type: "bet", stake: 5 });
  await platform.clock.advance(10 * restAfterMs - 1);
  expect(counts(platform)).toEqual([1, 0]);
  const before = await platform.store.feedEnd();
  await platform.clock.advance(1);
  expect(await platform.store.feedEnd()).toBe(before + 1);
  expect((await platform.standing(session)).state).toMatchObject({
    stats: { rounds: 1 },
    timers: {},
  });
  await platform.stop();
});

test("a clock that is about to ring is waited for in memory", async () => {
  const platform = await testPlatform({ games });
  const session = await tableOf(platform, 2 * restAfterMs);
  await platform.act(session, "ann", { type: "bet", stake: 5 });
  await platform.clock.advance(2 * restAfterMs - 1);
  expect(counts(platform)).toEqual([1, 1]);
  await platform.stop();
});

test("a session that idles out while it rests ends, and its open bets go back", async () => {
  const platform = await testPlatform({ games });
  const session = await tableOf(platform, 2 * idleExpiryMs);
  await platform.act(session, "ann", { type: "bet", stake: 100 });
  await untilRest(platform);
  expect(counts(platform)).toEqual([1, 0]);
  await platform.clock.advance(idleExpiryMs);
  expect(counts(platform)).toEqual([0, 0]);
  expect((await platform.standing(session)).state.phase).toMatchObject({ reason: "timeout" });
  expect(await platform.balance("ann")).toBe(1_001);
  await platform.stop();
});

test("[E1] a resting session of a game that is stopped wakes to be paused, and stays until the game is back", async () => {
  const platform = await testPlatform({ games });
  const session = await tableOf(platform);
  await untilRest(platform);
  for (let faults = 0; faults < breakerFaultsMax; faults++)
    platform.registry.reportFault("open-dice");
  await platform.clock.settle();
  expect((await platform.standing(session)).state.phase.status).toBe("paused");
  await untilRest(platform);
  expect((await platform.standing(session)).state.phase.status).toBe("in_progress");
  await platform.stop();
});

test("[C1] who has lost a partition forgets its resting sessions too", async () => {
  const one = await testPlatform({ games });
  const session = await tableOf(one);
  await untilRest(one);
  const entropy = seededEntropy("another node");
  const two = await testPlatform({ games, disk: one.disk, clock: one.clock, entropy });
  expect(codeOf(await one.act(session, "ann", { type: "quick", stake: 1 }))).toBe("stale_epoch");
  expect(counts(one)).toEqual([0, 0]);
  await Promise.all([one.stop(), two.stop()]);
});

test("[J1] after a restart every session is there at once, and is read when it is asked for", async () => {
  const one = await testPlatform({ games });
  const [session] = await Promise.all(Array.from({ length: 300 }, () => tableOf(one)));
  const two = await testPlatform({ games, disk: one.disk, clock: one.clock });
  expect(counts(two)).toEqual([300, 0]);
  expect((await two.standing(session!)).seq).toBe(3);
  expect(counts(two)).toEqual([300, 1]);
  await two.stop();
});

test.each([
  ["its alarm comes too late", false],
  ["somebody asks before its alarm comes", true],
])("after a standstill a resting session's turn gets its grace: %s", async (_, isAskedFor) => {
  const platform = await testPlatform({ games });
  const session = await tableOf(platform, 10 * restAfterMs);
  await platform.act(session, "ann", { type: "bet", stake: 5 });
  await untilRest(platform);
  expect(counts(platform)).toEqual([1, 0]);
  platform.clock.jump(10 * restAfterMs);
  const rounds = async () => (await platform.standing(session)).state.stats.rounds;
  const before = await platform.store.feedEnd();
  // What a client has sent meanwhile may be read before the first timer goes off.
  if (isAskedFor) await rounds();
  await platform.clock.advance(recoveryGraceMs - 1);
  expect(await platform.store.feedEnd()).toBe(before);
  await platform.clock.advance(1);
  expect(await platform.store.feedEnd()).toBe(before + 1);
  expect(await rounds()).toBe(1);
  await platform.stop();
});

test("after a restart a clock rings although nobody asks for its session, and others do not wake", async () => {
  const one = await testPlatform({ games });
  const [clocked, still] = [await tableOf(one, 10 * restAfterMs), await tableOf(one)];
  await one.act(clocked, "ann", { type: "bet", stake: 5 });
  const two = await testPlatform({ games, disk: one.disk, clock: one.clock });
  await two.clock.advance(10 * restAfterMs - 1);
  expect(counts(two)).toEqual([2, 0]);
  const before = await two.store.feedEnd();
  await two.clock.advance(1);
  expect(await two.store.feedEnd()).toBe(before + 1);
  expect(counts(two)).toEqual([2, 1]);
  expect((await two.standing(clocked)).state.stats.rounds).toBe(1);
  expect((await two.standing(still)).state.stats.rounds).toBe(0);
  await two.stop();
});

test("a clock that is moved on is told to the store once, and an earlier one at once", async () => {
  const platform = await testPlatform({ games });
  const session = await tableOf(platform, 30_000);
  const told = () => platform.store.batches.flat().flatMap(({ wakeAt }) => wakeAt ?? []);
  const begin = platform.clock.now();
  for (let turn = 0; turn < 3; turn++) {
    await platform.act(session, "ann", { type: "bet", stake: 5 });
    await platform.clock.advance(1_000);
    await platform.act(session, "ann", { type: "take-down" });
  }
  expect(told()).toEqual([begin + 30_000]);
  expect(await platform.store.running()).toEqual([
    { id: session, game: "open-dice", status: "in_progress", wakeAt: begin + 30_000 },
  ]);
  await platform.stop();
});
