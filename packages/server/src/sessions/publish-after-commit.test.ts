import { expect, test } from "vitest";
import { openDice } from "../testing/open-dice.ts";
import { codeOf, newId, testPlatform, type TestPlatform } from "../testing/test-platform.ts";

const games = [openDice];

/** Everything that leaves the platform: events, balances, and what a look shows. */
const watched = (platform: TestPlatform, session: string, player: string) => {
  const told: string[] = [];
  platform.hub.listen(session, ({ entry }) => told.push(`entry ${entry.seq}`));
  platform.hub.listenBalance(player, (_currency, balance) => told.push(`balance ${balance}`));
  return told;
};

test("[J1] while the write is under way no reply, event, view or balance is out", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const told = watched(platform, session, "ann");
  const before = platform.sessions.look(await platform.standing(session), 0);
  const release = platform.store.hold();

  let reply: string | undefined;
  const acting = platform
    .act(session, "ann", { type: "bet", stake: 100 })
    .then((outcome) => (reply = codeOf(outcome)));
  await platform.clock.settle();
  expect(platform.store.held).toBe(1);
  expect([reply, told, await platform.balance("ann")]).toEqual([undefined, [], 1_000]);
  expect(platform.sessions.look(await platform.standing(session), 0)).toEqual(before);
  expect(await platform.store.feedEnd()).toBe(2);

  release();
  await acting;
  expect([reply, told, await platform.balance("ann")]).toEqual([
    "done",
    ["entry 3", "balance 900"],
    900,
  ]);
  await platform.stop();
});

test("[J1] what waits for one write is written by the next, together and in order", async () => {
  const platform = await testPlatform({ games });
  const tables = [];
  for (let table = 0; table < 3; table++)
    tables.push(await platform.table({ game: "open-dice" }, ["ann"]));
  const release = platform.store.hold();
  const written = platform.store.batches.length;
  const acts = tables.flatMap((session) => [
    platform.act(session, "ann", { type: "bet", stake: 10 }),
    platform.act(session, "ann", { type: "take-down" }),
  ]);
  await platform.clock.settle();
  release();
  expect((await Promise.all(acts)).map(codeOf)).toEqual(Array(6).fill("done"));
  const sizes = platform.store.batches.slice(written).map((batch) => batch.length);
  expect(sizes).toEqual([3, 3]);
  await platform.stop();
});

test.each(["before", "after"] as const)(
  "[J1] when the store breaks %s the write, the outcome is unknown, and the same command tells it",
  async (when) => {
    const platform = await testPlatform({ games });
    const session = await platform.table({ game: "open-dice" }, ["ann"]);
    const told = watched(platform, session, "ann");
    const id = newId();
    platform.store.failNextCommit(when);
    const bet = () => platform.act(session, "ann", { type: "bet", stake: 100 }, id);
    expect(codeOf(await bet())).toBe("outcome_unknown");
    expect(told).toEqual([]);
    const written = when === "after";
    expect(await platform.balance("ann")).toBe(written ? 900 : 1_000);
    expect((await platform.standing(session)).seq).toBe(written ? 3 : 2);
    // What is durable is told as soon as it is read back, and not only when somebody asks again.
    expect(told).toEqual(written ? ["entry 3", "balance 900"] : []);

    expect(await bet()).toMatchObject({ kind: "done", entry: { seq: 3, command: { id } } });
    expect(await platform.balance("ann")).toBe(900);
    expect((await platform.treasury.audit()).discrepancies).toEqual([]);
    await platform.stop();
  },
);

test("[J1] commands that waited behind a broken write are done on what the disk holds", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  platform.store.failNextCommit("after");
  const outcomes = await Promise.all([
    platform.act(session, "ann", { type: "bet", stake: 100 }),
    platform.act(session, "ann", { type: "bet", stake: 100 }),
    platform.act(session, "ann", { type: "take-down" }),
  ]);
  expect(outcomes.map(codeOf)).toEqual(["outcome_unknown", "bet_open", "done"]);
  expect(await platform.balance("ann")).toBe(1_000);
  await platform.stop();
});

test("[J1] one session's broken write takes no other session with it for longer than a retry", async () => {
  const platform = await testPlatform({ games });
  const [one, other] = [
    await platform.table({ game: "open-dice" }, ["ann"]),
    await platform.table({ game: "open-dice" }, ["bob"]),
  ];
  platform.store.failNextCommit("before");
  expect(codeOf(await platform.act(one, "ann", { type: "bet", stake: 1 }))).toBe("outcome_unknown");
  expect(codeOf(await platform.act(other, "bob", { type: "bet", stake: 1 }))).toBe("done");
  await platform.stop();
});

test("a session whose memory was dropped keeps its clock, as soon as the store answers again", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  await platform.act(session, "ann", { type: "bet", stake: 100 });
  platform.store.breakDown(true);
  const outcome = await platform.act(session, "ann", { type: "take-down" });
  expect(codeOf(outcome)).toBe("outcome_unknown");
  expect(codeOf(await platform.act(session, "ann", { type: "take-down" }))).toBe("outcome_unknown");
  expect(await platform.sessions.find(session)).toEqual({ refused: "outcome_unknown" });
  await platform.clock.advance(5_000);
  platform.store.breakDown(false);
  // Nobody asks for the session any more: the roll has to come by itself.
  await platform.clock.advance(30_000);
  const { state } = await platform.standing(session);
  expect([state.stats.rounds, state.open]).toEqual([1, [0, 0, 0, 0]]);
  await platform.stop();
});

test("a listener that throws keeps neither the reply nor the news from anybody", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  platform.hub.listen(session, () => {
    throw new Error("a bug");
  });
  const told = watched(platform, session, "ann");
  expect(codeOf(await platform.act(session, "ann", { type: "bet", stake: 100 }))).toBe("done");
  expect(told).toEqual(["entry 3", "balance 900"]);
  await platform.stop();
});

test("whoever hears of a new session at once finds the one that goes on", async () => {
  const platform = await testPlatform({ games });
  const found: Promise<unknown>[] = [];
  platform.hub.listen("all", ({ session }) => found.push(platform.sessions.find(session)));
  const session = await platform.open({ game: "open-dice" });
  expect(await found[0]).toBe(session);
  expect(await platform.sessions.find(session.id)).toBe(session);
  await platform.stop();
});

test("a session whose opening may be on the disk is taken up by itself", async () => {
  const platform = await testPlatform({ games });
  platform.store.failNextCommit("after");
  const opened = await platform.sessions.open({ game: "open-dice" }, "host");
  expect(opened).toEqual({ refused: "outcome_unknown" });
  expect(platform.sessions.activeCount).toBe(0);
  await platform.clock.advance(1_000);
  expect(platform.sessions.activeCount).toBe(1);
  await platform.stop();
});
