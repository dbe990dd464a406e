import type { Command } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openDice } from "../testing/open-dice.ts";
import { stacks } from "../testing/stacks.ts";
import { codeOf, newId, testPlatform, type TestPlatform } from "../testing/test-platform.ts";

const games = [openDice, stacks];
const sound = { sums: { "PLAY/0": 0 }, discrepancies: [] };
const end = (by = "operator"): Command => ({ kind: "end", id: newId(), by, reason: "admin" });
const accounts = async (platform: TestPlatform): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await platform.store.accounts()).map(({ account, balance }) => [account, balance]),
  );

test("[M2] two sessions that spend the same balance at the same time: what is covered goes through", async () => {
  const platform = await testPlatform({ games });
  const sessions = [
    await platform.table({ game: "open-dice" }, ["ann"], 100),
    await platform.table({ game: "open-dice" }, ["ann"], 0),
    await platform.table({ game: "open-dice" }, ["ann"], 0),
  ];
  const outcomes = await Promise.all(
    sessions.map((session) => platform.act(session, "ann", { type: "bet", stake: 60 })),
  );
  expect(outcomes.map(codeOf)).toEqual(["done", "insufficient_funds", "insufficient_funds"]);
  expect(await platform.balance("ann")).toBe(40);
  const refusedThere = await platform.standing(sessions[1]!);
  expect([refusedThere.state.open[0], refusedThere.state.stats.bets]).toEqual([0, 0]);
  expect(await platform.treasury.audit()).toMatchObject(sound);
  await platform.stop();
});

test("[M2] any bets in any sessions at once: a purse never goes below zero, and none is refused that is covered", async () => {
  const bets = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 60 })), { maxLength: 16 });
  await fc.assert(
    fc.asyncProperty(bets, async (asked) => {
      const platform = await testPlatform({ games });
      const sessions: string[] = [];
      for (let table = 0; table < 4; table++)
        sessions.push(await platform.table({ game: "open-dice" }, ["ann"], table ? 0 : 100));
      let [spent, smallestRefused] = [0, Infinity];
      await Promise.all(
        asked.map(async ([table, stake]) => {
          const code = codeOf(await platform.act(sessions[table]!, "ann", { type: "bet", stake }));
          if (code === "done") spent += stake;
          if (code === "insufficient_funds") smallestRefused = Math.min(smallestRefused, stake);
        }),
      );
      expect(await platform.balance("ann")).toBe(100 - spent);
      expect(spent).toBeLessThanOrEqual(100);
      expect(smallestRefused).toBeGreaterThan(100 - spent);
      expect(await platform.treasury.audit()).toMatchObject(sound);
      await platform.stop();
    }),
    { numRuns: 40 },
  );
});

test("[M2] [M3] a stake is covered before its own win comes in, or the whole act is refused", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"], 0);
  const before = await platform.standing(session);
  const seen = [before.seq, structuredClone(before.state)];
  const outcome = await platform.act(session, "ann", { type: "quick", stake: 100 });
  expect(codeOf(outcome)).toBe("insufficient_funds");
  const after = await platform.standing(session);
  expect([after.seq, after.state]).toEqual(seen);
  expect(await accounts(platform)).toEqual({});
  expect(codeOf(await platform.act(session, "ann", { type: "bet", stake: 1 }))).toBe(
    "insufficient_funds",
  );
  await platform.stop();
});

test("[M3] voiding hands open bets back and says so; the table's account is swept", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann", "bob"]);
  await platform.act(session, "ann", { type: "bet", stake: 100 });
  await platform.act(session, "bob", { type: "quick", stake: 30 });
  const detail = "the table burnt down";
  const outcome = await platform.sessions.submit(session, {
    kind: "void",
    id: newId(),
    by: "operator",
    detail,
  });
  expect(outcome).toMatchObject({
    kind: "done",
    entry: {
      command: { detail },
      did: {
        ended: { reason: "error" },
        transfers: [
          { kind: "refund", credit: "player:ann", amount: 100 },
          { kind: "sweep", debit: "house", amount: 30 },
        ],
      },
    },
  });
  expect(await accounts(platform)).toEqual({
    [`table:${session}`]: 0,
    house: -30,
    "player:ann": 1_000,
    "player:bob": 1_030,
    world: -2_000,
  });
  expect(await platform.treasury.audit()).toMatchObject(sound);
  await platform.stop();
});

test("[M4] the table's account is the open bets and the house's result; a finished session's is zero", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann", "bob"]);
  const table = `table:${session}`;
  const checks = async () => {
    const { state } = await platform.standing(session);
    const { volume, payouts } = state.stats;
    const open = state.open.reduce((sum, amount) => sum + amount, 0);
    const kept = (await accounts(platform))[table] ?? 0;
    expect([kept, state.tableBalance]).toEqual([volume - payouts, volume - payouts]);
    return { kept, open };
  };
  await platform.act(session, "ann", { type: "bet", stake: 100 });
  expect(await checks()).toEqual({ kept: 100, open: 100 });
  await platform.act(session, "bob", { type: "quick", stake: 10 });
  expect(await checks()).toEqual({ kept: 90, open: 100 });
  await platform.act(session, "ann", { type: "roll" });
  await checks();
  await platform.act(session, "bob", { type: "bet", stake: 7 });
  await platform.act(session, "bob", { type: "take-down" });
  await checks();
  await platform.sessions.submit(session, end());
  expect((await accounts(platform))[table]).toBe(0);
  expect(await platform.treasury.audit()).toMatchObject(sound);
  await platform.stop();
});

test("[M4] where the players bank the game, the table holds the stacks at every commit", async () => {
  const platform = await testPlatform({ games });
  const players = ["ann", "bob", "cid"];
  const session = await platform.table({ game: "stacks" }, players);
  const held = async () => {
    const { state } = await platform.standing(session);
    const { stacks: own } = state.game as { stacks: number[] }; // the test game's own state
    const sum = own.reduce((total, chips) => total + chips, 0);
    expect(state.open).toEqual(own);
    expect((await accounts(platform))[`table:${session}`]).toBe(sum);
  };
  for (const player of players) await platform.act(session, player, { type: "buy-in", stake: 200 });
  await held();
  await platform.act(session, "ann", { type: "push", to: 1, chips: 150 });
  await held();
  await platform.leave(session, "ann");
  await held();
  expect(await platform.balance("ann")).toBe(850);
  await platform.sessions.submit(session, end());
  expect([await platform.balance("bob"), await platform.balance("cid")]).toEqual([1_150, 1_000]);
  expect(await platform.treasury.audit()).toMatchObject(sound);
  await platform.stop();
});

test("the house takes no bets at a table once it is as far behind there as it may be", async () => {
  const platform = await testPlatform({ games, settings: { tableLiabilityMax: 150 } });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const quick = () => platform.act(session, "ann", { type: "quick", stake: 100 });
  expect([codeOf(await quick()), codeOf(await quick()), codeOf(await quick())]).toEqual([
    "done",
    "done",
    "table_liability",
  ]);
  expect(await platform.balance("ann")).toBe(1_200);
  await platform.stop();
});

test("a host may neither pause nor end while money is on the table; the operator may", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  await platform.act(session, "ann", { type: "bet", stake: 100 });
  const pause = (by: string): Command => ({ kind: "pause", id: newId(), by });
  const code = async (command: Command) => codeOf(await platform.sessions.submit(session, command));
  expect([await code(pause("host")), await code(end("host"))]).toEqual([
    "stakes_open",
    "stakes_open",
  ]);
  expect(await code(pause("operator"))).toBe("done");
  expect(await code(end("host"))).toBe("stakes_open");
  expect(await code(end("operator"))).toBe("done");
  expect(await platform.balance("ann")).toBe(1_000);
  await platform.stop();
});

test("[M1] random play over several tables and stores that break: the books add up", async () => {
  const moves = fc.constantFrom("bet", "roll", "quick", "take-down", "leave", "join", "end");
  const turns = fc.array(fc.tuple(fc.nat(1), fc.nat(2), moves, fc.nat(9)), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(turns, async (played) => {
      const platform = await testPlatform({ games });
      const players = ["ann", "bob", "cid"];
      const tables = [
        await platform.table({ game: "open-dice" }, players, 50),
        await platform.table({ game: "open-dice" }, players, 50),
      ];
      for (const [table, seat, move, luck] of played) {
        const [session, player] = [tables[table]!, players[seat]!];
        if (luck === 0) platform.store.failNextCommit(seat ? "before" : "after");
        if (move === "join") await platform.join(session, player);
        else if (move === "leave") await platform.leave(session, player);
        else if (move === "end") await platform.sessions.submit(session, end("host"));
        else await platform.act(session, player, { type: move, stake: 1 + 10 * luck });
      }
      const audit = await platform.treasury.audit();
      expect(audit).toMatchObject(sound);
      await platform.stop();
    }),
    { numRuns: 30 },
  );
});
