import type { Action, Game } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { inlineEngine } from "../adapters/inline-engine.ts";
import type { Disk } from "../adapters/memory/memory-store.ts";
import { sessionSeeds } from "../fairness/contract.ts";
import { decodeEntry, textHash } from "../journal/contract.ts";
import { recoveryGraceMs, snapshotEveryEntries } from "../limits.ts";
import { openDice } from "../testing/open-dice.ts";
import { sealedNumbers } from "../testing/sealed-numbers.ts";
import { codeOf, testPlatform, type TestPlatform } from "../testing/test-platform.ts";
import { virtualClock } from "../testing/virtual-clock.ts";
import { replay } from "./replay.ts";

const games = [openDice, sealedNumbers];

/** The journal of a session, parsed, and checked to be a chain. */
const chainOf = async (platform: TestPlatform, session: string) => {
  const rows = await platform.store.entries(session, 0, 10_000);
  let prev = "";
  for (const [index, row] of rows.entries()) {
    const entry = decodeEntry(row);
    expect([entry.seq, entry.prev, entry.session, row.hash]).toEqual([
      index + 1,
      prev,
      session,
      textHash(row.body),
    ]);
    prev = row.hash;
  }
  return rows;
};

test("[J3] no entry is older than the one before it, though the next server's clock is behind", async () => {
  const first = await testPlatform({ games });
  const session = await first.table({ game: "open-dice" }, ["ann"]);
  await first.act(session, "ann", { type: "bet", stake: 5 });
  const { disk, clock } = first;
  await first.stop();
  const second = await testPlatform({ games, disk, clock: virtualClock(clock.now() - 3_600_000) });
  expect(codeOf(await second.act(session, "ann", { type: "roll" }))).toBe("done");
  expect(codeOf(await second.act(session, "ann", { type: "quick", stake: 1 }))).toBe("done");
  const times = (await chainOf(second, session)).map((row) => decodeEntry(row).at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  await second.stop();
});

test("[J3] [J4] entries are a chain, and a replay leads to the same state from the snapshot and from entry 1", async () => {
  const actions = fc.array(
    fc.constantFrom<Action>(
      { type: "bet", stake: 5 },
      { type: "roll" },
      { type: "quick", stake: 2 },
      { type: "take-down" },
    ),
    { minLength: snapshotEveryEntries, maxLength: 3 * snapshotEveryEntries },
  );
  await fc.assert(
    fc.asyncProperty(actions, async (played) => {
      const platform = await testPlatform({ games });
      const session = await platform.table({ game: "open-dice" }, ["ann", "bob"]);
      for (const [turn, action] of played.entries())
        await platform.act(session, turn % 3 ? "ann" : "bob", action);
      const { state, seq } = await platform.standing(session);
      const entries = await chainOf(platform, session);
      expect(entries).toHaveLength(seq);
      const stored = (await platform.store.load(session))!;
      const seeds = sessionSeeds(stored.secret);
      const engine = inlineEngine(openDice);
      const whole = { ...stored, snapshot: null, entries };
      const fromFirst = await replay(engine, whole, undefined, seeds);
      expect(fromFirst.state).toEqual(state);
      const base = stored.snapshot ? entries[stored.snapshot.seq - 1] : undefined;
      const fromSnapshot = await replay(engine, stored, base, seeds);
      expect([fromSnapshot.state, fromSnapshot.hash]).toEqual([state, fromFirst.hash]);
      await platform.stop();
    }),
    { numRuns: 10 },
  );
});

test("[J1] [J4] another platform on the same disk goes on where the first one was killed", async () => {
  const one = await testPlatform({ games });
  const session = await one.table({ game: "open-dice" }, ["ann"]);
  for (let turn = 0; turn < snapshotEveryEntries; turn++)
    await one.act(session, "ann", { type: "quick", stake: 1 });
  await one.act(session, "ann", { type: "bet", stake: 100 });
  const before = await one.standing(session);
  const seen = [before.seq, structuredClone(before.state)];

  // The first one is not stopped: it just never runs again.
  const two = await testPlatform({ games, disk: one.disk });
  const after = await two.standing(session);
  expect([after.seq, after.state]).toEqual(seen);
  expect(two.sessions.activeCount).toBe(1);
  expect(codeOf(await two.act(session, "ann", { type: "roll" }))).toBe("done");
  await chainOf(two, session);
  await two.stop();
});

test.each([
  ["ran out while there was no server", 3_600_000],
  ["runs out as soon as there is one again", 4_000],
])("a clock that %s gives its player a while, and rings then", async (_, awayMs) => {
  const one = await testPlatform({ games });
  const session = await one.table({ game: "open-dice", config: { rollMs: 5_000 } }, ["ann", "bob"]);
  await one.act(session, "ann", { type: "bet", stake: 100 });
  await one.stop();
  await one.clock.advance(awayMs);

  const two = await testPlatform({ games, disk: one.disk, clock: one.clock });
  const rounds = async () => (await two.standing(session)).state.stats.rounds;
  expect(await rounds()).toBe(0);
  await two.clock.advance(recoveryGraceMs - 1);
  expect(await rounds()).toBe(0);
  await two.act(session, "bob", { type: "quick", stake: 1 });
  expect(await rounds()).toBe(0);
  await two.clock.advance(1);
  expect(await rounds()).toBe(1);
  await two.stop();
});

test("a command whose session is being read when everything stops is refused, and no clock runs on for it", async () => {
  const first = await testPlatform({ games });
  const session = await first.table({ game: "open-dice" }, ["ann"]);
  const { disk, clock } = first;
  await first.stop();
  const second = await testPlatform({ games, disk, clock });
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const load = second.store.load.bind(second.store);
  second.store.load = (id) => answered.then(() => load(id));
  const waits = second.act(session, "ann", { type: "bet", stake: 5 });
  const stopped = second.stop();
  answer();
  await stopped;
  expect(codeOf(await waits)).toBe("shutting_down");
  expect(clock.pending).toBe(0);
});

test("after a standstill a turn gets its grace, and whoever acts in it loses nothing", async () => {
  const platform = await testPlatform({ games });
  const config = { rollMs: 5_000 };
  const [mine, his] = [
    await platform.table({ game: "open-dice", config }, ["ann"]),
    await platform.table({ game: "open-dice", config }, ["bob"]),
  ];
  await platform.act(mine, "ann", { type: "bet", stake: 100 });
  await platform.act(his, "bob", { type: "bet", stake: 100 });
  platform.clock.jump(60_000);
  await platform.clock.advance(recoveryGraceMs - 1);
  expect(codeOf(await platform.act(mine, "ann", { type: "roll" }))).toBe("done");
  await platform.clock.advance(1);
  const kindsOf = async (session: string) =>
    (await chainOf(platform, session)).map((row) => decodeEntry(row).command.kind);
  expect(await kindsOf(mine)).toEqual(["create", "join", "act", "act"]);
  expect(await kindsOf(his)).toEqual(["create", "join", "act", "timeout"]);
  await platform.stop();
});

test("a session that is read anew in its grace keeps it", async () => {
  const platform = await testPlatform({ games });
  const config = { rollMs: 5_000 };
  const session = await platform.table({ game: "open-dice", config }, ["ann", "bob"]);
  await platform.act(session, "ann", { type: "bet", stake: 100 });
  platform.clock.jump(60_000);
  await platform.clock.advance(1);
  // The connection to the store did not outlive the standstill.
  platform.store.failNextCommit("before");
  expect(codeOf(await platform.act(session, "bob", { type: "quick", stake: 1 }))).toBe(
    "outcome_unknown",
  );
  await platform.clock.advance(recoveryGraceMs - 2);
  expect((await platform.standing(session)).state.stats.rounds).toBe(0);
  await platform.clock.advance(1);
  expect((await platform.standing(session)).state.stats.rounds).toBe(1);
  await platform.stop();
});

test("the time without a server does not count as idle", async () => {
  const one = await testPlatform({ games });
  const session = await one.table({ game: "open-dice" }, ["ann"]);
  await one.stop();
  await one.clock.advance(10 * 3_600_000);
  const two = await testPlatform({ games, disk: one.disk, clock: one.clock });
  await two.clock.advance(59 * 60_000);
  expect((await two.standing(session)).state.phase.status).toBe("in_progress");
  await two.clock.advance(2 * 60_000);
  expect((await two.standing(session)).state.phase).toMatchObject({ reason: "timeout" });
  await two.stop();
});

/** Three sessions; what was stored of the middle one is changed; then the server starts again. */
const tampered = async (
  change: (journal: NonNullable<ReturnType<Disk["journals"]["get"]>>) => void,
  turns = 3,
) => {
  const one = await testPlatform({ games });
  const sessions: string[] = [];
  for (const player of ["ann", "bob", "cid"]) {
    const session = await one.table({ game: "open-dice" }, [player]);
    for (let turn = 0; turn < turns; turn++)
      await one.act(session, player, { type: "quick", stake: 1 });
    sessions.push(session);
  }
  await one.stop();
  change(one.disk.journals.get(sessions[1]!)!);
  const two = await testPlatform({ games, disk: one.disk, clock: one.clock });
  const found = await Promise.all(sessions.map((session) => two.sessions.find(session)));
  const outcomes = await Promise.all(
    ["ann", "bob", "cid"].map((player, at) =>
      two.act(sessions[at]!, player, { type: "quick", stake: 1 }),
    ),
  );
  await two.stop();
  return { found: found.map((answer) => "refused" in answer), outcomes: outcomes.map(codeOf) };
};
const onlyTheOne = { found: [false, true, false], outcomes: ["done", "game_fault", "done"] };

test("[J3] an entry whose text was changed shuts its session, and no other", async () => {
  const result = await tampered(({ entries }) => {
    const entry = entries[2]!;
    entries[2] = { ...entry, body: entry.body.replace('"stake":1', '"stake":2') };
  });
  expect(result).toEqual(onlyTheOne);
});

test("[J3] an entry that was written anew with a hash of its own breaks the chain", async () => {
  const result = await tampered(({ entries }) => {
    const entry = entries[2]!;
    // A payout that never was: the state does not show it, only the chain does.
    const body = entry.body.replace('"amount":2', '"amount":200');
    expect(body).not.toBe(entry.body);
    entries[2] = { ...entry, body, hash: textHash(body) };
  });
  expect(result).toEqual(onlyTheOne);
});

test("[J3] a journal with a gap, or cut off, or with a stranger's entry, shuts its session", async () => {
  expect(await tampered(({ entries }) => entries.splice(2, 1))).toEqual(onlyTheOne);
  const swapped = await tampered(({ entries }) => {
    [entries[2], entries[3]] = [entries[3]!, entries[2]!];
  });
  expect(swapped).toEqual(onlyTheOne);
});

test("[J4] a snapshot that is not the state after its entry shuts its session", async () => {
  const result = await tampered((journal) => {
    const { seq, state } = journal.snapshot!;
    journal.snapshot = { seq, state: state.replace('"actions":', '"actions":1') };
  }, snapshotEveryEntries - 2);
  expect(result).toEqual(onlyTheOne);
});

test("[J4] a game whose code has changed under its version shuts its sessions, not the server", async () => {
  const one = await testPlatform({ games });
  const dice = await one.table({ game: "open-dice" }, ["ann"]);
  await one.act(dice, "ann", { type: "bet", stake: 10 });
  const match = await one.table({ game: "sealed-numbers" }, ["ann", "bob"]);
  await one.stop();
  const setup: Game["setup"] = (table) => ({ ...Object(openDice.setup(table)), last: 6 });
  const changed: Game = { ...openDice, setup };
  const two = await testPlatform({
    games: [changed, sealedNumbers],
    disk: one.disk,
    clock: one.clock,
  });
  expect(await two.sessions.find(dice)).toMatchObject({ refused: "game_fault" });
  expect(codeOf(await two.act(match, "ann", { type: "seal", number: 1 }))).toBe("done");
  expect(codeOf(await two.act(dice, "ann", { type: "bet", stake: 1 }))).toBe("game_fault");
  await two.stop();
});
