import type { Action, Command } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { recentCommandsMax } from "../limits.ts";
import { openDice } from "../testing/open-dice.ts";
import { sealedNumbers } from "../testing/sealed-numbers.ts";
import {
  codeOf,
  joinBy,
  newId,
  testPlatform,
  type TestPlatform,
} from "../testing/test-platform.ts";
import { faulty } from "../testing/faulty.ts";

const games = [openDice, sealedNumbers, faulty()];
const actBy = (player: string, action: Action, id = newId()): Command => ({
  kind: "act",
  id,
  player,
  action,
});

/** Play until the command is far behind what the session remembers of itself. */
const playOn = async (platform: TestPlatform, session: string): Promise<void> => {
  for (let turn = 0; turn < recentCommandsMax; turn++)
    await platform.act(session, "ann", { type: "quick", stake: 1 });
};

test("[J2] a command sent again gets its stored reply and is not done again", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const command = actBy("ann", { type: "bet", stake: 100 });
  const first = await platform.sessions.submit(session, command);
  expect(await platform.sessions.submit(session, command)).toEqual(first);
  expect(await platform.balance("ann")).toBe(900);
  await platform.stop();
});

test("[J2] twice at once it is done once", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const command = actBy("ann", { type: "quick", stake: 100 });
  const [first, second] = await Promise.all([
    platform.sessions.submit(session, command),
    platform.sessions.submit(session, command),
  ]);
  expect(second).toEqual(first);
  expect(await platform.balance("ann")).toBe(1_100);
  await platform.stop();
});

test("[J2] the same id with other content, or from another player, is refused", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann", "bob"]);
  const done = actBy("ann", { type: "bet", stake: 100 });
  await platform.sessions.submit(session, done);
  const others: Command[] = [
    actBy("ann", { type: "bet", stake: 101 }, done.id),
    actBy("bob", { type: "bet", stake: 100 }, done.id),
    actBy("ann", { type: "roll" }, done.id),
    { kind: "leave", id: done.id, player: "ann" },
  ];
  for (const other of others)
    expect(codeOf(await platform.sessions.submit(session, other))).toBe("id_reused");
  await playOn(platform, session);
  for (const other of others)
    expect(codeOf(await platform.sessions.submit(session, other))).toBe("id_reused");
  await platform.stop();
});

test("[J2] the stored reply also comes when the game would refuse now, however long ago it was", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const command = actBy("ann", { type: "bet", stake: 100 });
  const first = await platform.sessions.submit(session, command);
  await playOn(platform, session);
  expect(codeOf(await platform.act(session, "ann", { type: "bet", stake: 100 }))).toBe("bet_open");
  expect(await platform.sessions.submit(session, command)).toEqual(first);
  await platform.stop();
});

test("[J2] the stored reply also comes when the purse is empty, or the game would fail now", async () => {
  const platform = await testPlatform({ games });
  const dice = await platform.table({ game: "open-dice" }, ["ann"], 100);
  const command = actBy("ann", { type: "bet", stake: 100 });
  const first = await platform.sessions.submit(dice, command);
  await platform.act(dice, "ann", { type: "take-down" });
  await playOn(platform, dice);
  await platform.treasury.withdraw(newId(), "ann", await platform.balance("ann"), "PLAY/0");
  expect(await platform.sessions.submit(dice, command)).toEqual(first);

  const failing = await platform.table({ game: "faulty", config: { failure: "throw" } }, ["bob"]);
  const bet = actBy("bob", { type: "bet", stake: 1 });
  const bets = await platform.sessions.submit(failing, bet);
  for (let turn = 0; turn < recentCommandsMax; turn++) {
    await platform.act(failing, "bob", { type: "take-down" });
    await platform.act(failing, "bob", { type: "bet", stake: 1 });
  }
  const failed = { ...bet, action: { type: "fail" } };
  expect(codeOf(await platform.sessions.submit(failing, failed))).toBe("id_reused");
  expect(await platform.sessions.submit(failing, bet)).toEqual(bets);
  await platform.stop();
});

test("[J2] the stored reply also comes after a restart", async () => {
  const one = await testPlatform({ games });
  const session = await one.table({ game: "open-dice" }, ["ann"]);
  const command = actBy("ann", { type: "bet", stake: 100 });
  const first = await one.sessions.submit(session, command);
  await playOn(one, session);
  await one.stop();
  const two = await testPlatform({ games, disk: one.disk, clock: one.clock });
  expect(await two.sessions.submit(session, command)).toEqual(first);
  expect(codeOf(await two.sessions.submit(session, { ...command, id: newId() }))).toBe("bet_open");
  await two.stop();
});

test("[J2] the command that ended the session gets its stored reply, not that the session has ended", async () => {
  const platform = await testPlatform({ games });
  const match = await platform.table({ game: "sealed-numbers" }, ["ann", "bob"]);
  const seal = (player: string) => actBy(player, { type: "seal", number: 3 });
  for (let round = 1; round < 3; round++)
    for (const player of ["ann", "bob"]) await platform.sessions.submit(match, seal(player));
  await platform.sessions.submit(match, seal("ann"));
  const last = seal("bob");
  // The second one waits in the queue while the first one ends the session.
  const [first, queued, another] = await Promise.all([
    platform.sessions.submit(match, last),
    platform.sessions.submit(match, last),
    platform.sessions.submit(match, seal("ann")),
  ]);
  expect(first).toMatchObject({ kind: "done", entry: { did: { ended: { reason: "completed" } } } });
  expect(queued).toEqual(first);
  expect(codeOf(another)).toBe("session_ended");
  expect(await platform.sessions.submit(match, last)).toEqual(first);

  const table = await platform.table({ game: "open-dice" }, ["ann"]);
  const end: Command = { kind: "end", id: newId(), by: "operator", reason: "admin" };
  const ended = await platform.sessions.submit(table, end);
  expect(codeOf(ended)).toBe("done");
  expect(await platform.sessions.submit(table, end)).toEqual(ended);
  const other: Command = { ...end, by: "host" };
  expect(codeOf(await platform.sessions.submit(table, other))).toBe("id_reused");
  expect(codeOf(await platform.leave(table, "ann"))).toBe("session_ended");
  await platform.stop();
});

test("[J2] a refused command changed nothing, so its id is free", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const roll = actBy("ann", { type: "roll" });
  expect(codeOf(await platform.sessions.submit(session, roll))).toBe("nothing_open");
  await platform.act(session, "ann", { type: "bet", stake: 1 });
  expect(codeOf(await platform.sessions.submit(session, roll))).toBe("done");
  await platform.stop();
});

test("nobody can take the ids of the platform's own commands, and so stop a clock", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  await platform.act(session, "ann", { type: "bet", stake: 100 });
  const { seq } = await platform.standing(session);
  const id = `system:timeout:${seq}`;
  for (const command of [
    actBy("ann", { type: "quick", stake: 1 }, id),
    { ...joinBy("bob"), id },
    { kind: "pause", id, by: "host" } as const,
  ])
    expect(codeOf(await platform.sessions.submit(session, command))).toBe("invalid_command");
  await platform.clock.advance(30_000);
  expect((await platform.standing(session)).state.stats.rounds).toBe(1);
  await platform.stop();
});

test("[J2] however commands are repeated and mixed up, money moves once", async () => {
  const kinds = fc.constantFrom<Action>(
    { type: "bet", stake: 7 },
    { type: "take-down" },
    { type: "roll" },
    { type: "quick", stake: 3 },
  );
  const sends = fc.array(fc.tuple(fc.nat(11), fc.boolean(), fc.nat(3)), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(kinds, { minLength: 12, maxLength: 12 }),
      sends,
      async (all, sent) => {
        const platform = await testPlatform({ games: [openDice] });
        const session = await platform.table({ game: "open-dice" }, ["ann"], 100);
        const commands = all.map((action) => actBy("ann", action));
        const replies = new Map<string, unknown>();
        const waiting: Promise<void>[] = [];
        for (const [index, wait, breaks] of sent) {
          const command = commands[index]!;
          if (breaks === 0) platform.store.failNextCommit(index % 2 ? "before" : "after");
          const send = async (): Promise<void> => {
            const outcome = await platform.sessions.submit(session, command);
            if (outcome.kind !== "done") return;
            expect(replies.get(command.id) ?? outcome).toEqual(outcome);
            replies.set(command.id, outcome);
          };
          waiting.push(send());
          if (wait) await Promise.all(waiting.splice(0));
        }
        await Promise.all(waiting);
        const entries = await platform.store.entries(session, 0, 1_000);
        const ids = entries.map(({ commandId }) => commandId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of replies.keys()) expect(ids).toContain(id);
        expect((await platform.treasury.audit()).discrepancies).toEqual([]);
        const { state } = await platform.standing(session);
        const { volume, payouts } = state.stats;
        expect(await platform.balance("ann")).toBe(100 - volume + payouts);
        await platform.stop();
      },
    ),
    { numRuns: 25 },
  );
});
