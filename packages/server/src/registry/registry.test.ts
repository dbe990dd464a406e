import { expect, test } from "vitest";
import { faulty } from "../testing/faulty.ts";
import { openDice } from "../testing/open-dice.ts";
import { codeOf, testPlatform } from "../testing/test-platform.ts";
import { isNewer } from "./versions.ts";

test("a game that does not pass the suite is not registered, and its author is told why", async () => {
  const platform = await testPlatform({ games: [openDice] });
  const broken = faulty({ id: "Not Kebab", isDown: () => true });
  const refusal = platform.register(broken);
  expect(refusal).toMatchObject({ refused: "game_rejected" });
  expect(refusal?.detail).toContain("identity: the id Not Kebab is not kebab-case");
  expect(refusal?.detail).toContain("no setup");
  expect(platform.registry.list().map(({ id }) => id)).toEqual(["open-dice"]);
  expect(await platform.sessions.open({ game: "Not Kebab" }, "host")).toEqual({
    refused: "unknown_game",
  });
  await platform.stop();
});

test("a platform does not start with a game that does not pass", async () => {
  const starting = testPlatform({ games: [openDice, faulty({ isDown: () => true })] });
  await expect(starting).rejects.toThrow("faulty is not fit to be registered");
});

test("new sessions get the newest version; the ones that run stay with theirs, also after a restart", async () => {
  const paying = { ...openDice, version: "1.1.0", title: "Open dice, newer" };
  const one = await testPlatform({ games: [openDice] });
  const old = await one.table({ game: "open-dice" }, ["ann"]);
  expect(one.register(paying)).toBeUndefined();
  const versionOf = async (session: string) => (await one.standing(session)).setup.game.version;
  const fresh = await one.table({ game: "open-dice" }, ["bob"]);
  expect([await versionOf(old), await versionOf(fresh)]).toEqual(["1.0.0", "1.1.0"]);
  // An older version that comes later does not take over.
  expect(one.register({ ...openDice, version: "1.0.9" })).toBeUndefined();
  expect(one.registry.info("open-dice")).toMatchObject({ version: "1.1.0" });
  expect(codeOf(await one.act(old, "ann", { type: "quick", stake: 1 }))).toBe("done");
  await one.stop();

  const only = await testPlatform({ games: [paying], disk: one.disk, clock: one.clock });
  expect(await only.sessions.find(old)).toMatchObject({
    refused: "game_unavailable",
    detail: "open-dice 1.0.0 is not registered",
  });
  expect(codeOf(await only.act(fresh, "bob", { type: "quick", stake: 1 }))).toBe("done");
  await only.stop();
});

test("other code under a version that is registered is refused: sessions are pinned to it", async () => {
  const platform = await testPlatform({ games: [openDice] });
  expect(platform.register({ ...openDice, title: "Other dice" })).toEqual({
    refused: "game_rejected",
    detail: "open-dice 1.0.0 is registered already",
  });
  expect(platform.registry.info("open-dice")).toMatchObject({ title: "Open dice" });
  await platform.stop();
});

test("what there is to know of a game from outside", async () => {
  const platform = await testPlatform({ games: [openDice, faulty()] });
  const [dice, other] = platform.registry.list();
  expect(other).toMatchObject({ id: "faulty", available: true });
  expect(dice).toEqual(platform.registry.info("open-dice"));
  expect(dice).toMatchObject({
    id: "open-dice",
    version: "1.0.0",
    bank: "house",
    seats: { min: 1, max: 4 },
    bets: [{ bet: "high", title: "High", edge: "0/1", per: "bet made" }],
    refusals: { nothing_open: "You have no stake on the table." },
    config: { properties: { rollMs: { type: "integer", minimum: 1, default: 30_000 } } },
    actions: { bet: { required: ["stake"] }, roll: { type: "object" } },
    events: { rolled: { required: ["face"] } },
  });
  expect(platform.registry.info("chess")).toEqual({ refused: "unknown_game" });
  await platform.stop();
});

test("versions come one after another as semver.org says", () => {
  const ordered = [
    "0.9.0",
    "1.0.0-2",
    "1.0.0-10",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc-1.1",
    "1.0.0",
    "1.0.1",
    "1.2.0",
    "1.10.0",
    "2.0.0",
  ];
  for (const [index, one] of ordered.entries())
    for (const [other, version] of ordered.entries())
      expect([one, version, isNewer(one, version)]).toEqual([one, version, index > other]);
  expect(isNewer("1.0.0+2", "1.0.0+1")).toBe(false);
});
