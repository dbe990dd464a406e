import { expect, test } from "vitest";
import { newDisk } from "../adapters/memory/memory-store.ts";
import { breakerRestMs, gateBehindAfterMs } from "../limits.ts";
import { faulty } from "../testing/faulty.ts";
import { openDice } from "../testing/open-dice.ts";
import { seededEntropy } from "../testing/seeded-entropy.ts";
import { codeOf, testPlatform, type TestPlatform } from "../testing/test-platform.ts";
import { passesKey } from "./admission.ts";
import { fingerprintOf } from "./fingerprint.ts";

/** A game whose source text stays the same when it breaks: what it closes over changes. */
const fragile = () => {
  const health = { down: false, setups: 0 };
  const isDown = (): boolean => {
    health.setups += 1;
    return health.down;
  };
  return { health, game: faulty({ isDown }) };
};

/** A disk on which the game has passed, and a session of it that is in progress. */
const passedOnce = async () => {
  const { health, game } = fragile();
  const disk = newDisk();
  const first = await testPlatform({ games: [game], disk });
  const session = await first.table({ game: "faulty" }, ["ann"]);
  await first.stop();
  health.setups = 0;
  return { health, game, disk, session, clock: first.clock };
};
const checkedBehind = (platform: TestPlatform) => platform.clock.advance(gateBehindAfterMs);
const available = (platform: TestPlatform) => platform.registry.info("faulty");

test("a game that passed before is registered at once, and checked behind", async () => {
  const { health, game, disk, session, clock } = await passedOnce();
  const second = await testPlatform({ games: [game], disk, clock, entropy: seededEntropy(2) });
  expect(health.setups).toBe(0);
  expect(codeOf(await second.act(session, "ann", { type: "bet", stake: 1 }))).toBe("done");
  await second.open({ game: "faulty" });
  health.setups = 0;
  await checkedBehind(second);
  expect(health.setups).toBeGreaterThan(0);
  expect(second.logged).toContainEqual(
    expect.objectContaining({ sentence: "all games that were trusted have been checked" }),
  );
  expect(available(second)).toMatchObject({ available: true });
  await second.stop();
});

test("[E1] a game that passed before and does not any more is stopped behind, like one with faults", async () => {
  const { health, game, disk, session, clock } = await passedOnce();
  const second = await testPlatform({
    games: [openDice, game],
    disk,
    clock,
    entropy: seededEntropy(2),
  });
  const dice = await second.table({ game: "open-dice" }, ["cid"]);
  // It is in memory when its game breaks: read back, it would find that out by itself.
  expect((await second.standing(session)).state.phase.status).toBe("in_progress");

  health.down = true;
  await checkedBehind(second);
  expect(available(second)).toMatchObject({ available: false });
  expect(second.logged).toContainEqual({
    level: "error",
    facts: { game: "faulty", version: "1.0.0", detail: expect.stringContaining("no setup") },
    sentence: "the game passed the gate before, and does not any more",
  });
  expect(await second.sessions.open({ game: "faulty" }, "host")).toEqual({
    refused: "game_unavailable",
  });
  expect((await second.standing(session)).state.phase.status).toBe("paused");
  expect(codeOf(await second.act(dice, "cid", { type: "quick", stake: 1 }))).toBe("done");

  await second.clock.advance(breakerRestMs);
  expect(available(second)).toMatchObject({ available: false });
  health.down = false;
  await second.clock.advance(breakerRestMs);
  expect(available(second)).toMatchObject({ available: true });
  expect((await second.standing(session)).state.phase.status).toBe("in_progress");
  await second.stop();
});

test("a game that failed behind is checked first at the next start", async () => {
  const { health, game, disk, clock } = await passedOnce();
  health.down = true;
  const second = await testPlatform({ games: [game], disk, clock, entropy: seededEntropy(2) });
  await checkedBehind(second);
  await second.stop();
  const starting = testPlatform({ games: [game], disk, clock, entropy: seededEntropy(2) });
  await expect(starting).rejects.toThrow("faulty is not fit to be registered");
});

test("that a game failed behind stops it also where the store cannot keep it", async () => {
  const { health, game, disk, clock } = await passedOnce();
  health.down = true;
  const second = await testPlatform({ games: [game], disk, clock, entropy: seededEntropy(2) });
  second.store.breakDown(true);
  await checkedBehind(second);
  expect(available(second)).toMatchObject({ available: false });
  expect(second.logged).toContainEqual(
    expect.objectContaining({ sentence: "it could not be kept which games have passed the gate" }),
  );
  second.store.breakDown(false);
  await second.stop();
});

test("a platform that stops calls the check behind off", async () => {
  const { health, game, disk, clock } = await passedOnce();
  const second = await testPlatform({ games: [game], disk, clock, entropy: seededEntropy(2) });
  await second.stop();
  await checkedBehind(second);
  expect(health.setups).toBe(0);
});

test("a game that was changed is checked before it is registered", async () => {
  const { health, game, disk, clock } = await passedOnce();
  health.down = true;
  for (const changed of [
    { ...game, title: "Other" },
    { ...game, version: "1.0.1" },
    { ...game, setup: (table: Parameters<typeof game.setup>[0]) => game.setup(table) },
  ]) {
    const starting = testPlatform({ games: [changed], disk, clock, entropy: seededEntropy(2) });
    await expect(starting).rejects.toThrow("faulty is not fit to be registered");
  }
});

test("a game that does not pass leaves no pass behind, in a store that has none", async () => {
  const { health, game } = fragile();
  const disk = newDisk();
  health.down = true;
  for (let start = 0; start < 2; start++)
    await expect(testPlatform({ games: [game], disk })).rejects.toThrow("not fit");
  expect(disk.settings.get(passesKey)).toBe("{}");
  health.down = false;
  const platform = await testPlatform({ games: [game], disk });
  const passes = JSON.stringify({ "faulty@1.0.0": fingerprintOf(game) });
  expect(disk.settings.get(passesKey)).toBe(passes);
  await platform.stop();
});
