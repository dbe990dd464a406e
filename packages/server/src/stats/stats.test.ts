import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEntry } from "../journal/contract.ts";
import { openDice } from "../testing/open-dice.ts";
import { jackpotSlot, rakedPot } from "../testing/pool-games.ts";
import { sealedNumbers } from "../testing/sealed-numbers.ts";
import { newId, testPlatform, type TestPlatform } from "../testing/test-platform.ts";

const games = [openDice, sealedNumbers];

/** The figures, worked out anew from all journals. */
const fromJournals = async (platform: TestPlatform) => {
  const entries = (await platform.store.feed(0, 100_000)).map(decodeEntry);
  const commands = (kind: string) => entries.filter(({ command }) => command.kind === kind);
  const sum = (kind: string) =>
    entries
      .flatMap(({ did }) => did.transfers)
      .filter((transfer) => transfer.kind === kind)
      .reduce((total, { amount }) => total + amount, 0);
  const bets = entries.flatMap(({ did }) => did.transfers).filter(({ kind }) => kind === "bet");
  return {
    sessionsCreated: commands("create").length,
    sessionsEnded: entries.filter(({ did }) => did.ended).length,
    actions: commands("act").length,
    rounds: entries.filter(({ did }) => did.finished).length,
    bets: bets.length,
    volume: sum("bet") - sum("refund"),
    payouts: sum("payout") + sum("jackpot"),
  };
};

test("a played sequence is counted for what it was", async () => {
  const platform = await testPlatform({ games });
  const dice = await platform.table({ game: "open-dice" }, ["ann", "bob"]);
  await platform.act(dice, "ann", { type: "bet", stake: 100 });
  await platform.act(dice, "ann", { type: "bet", stake: 100 }); // refused: not counted
  await platform.act(dice, "bob", { type: "bet", stake: 40 });
  await platform.act(dice, "bob", { type: "take-down" });
  await platform.act(dice, "bob", { type: "quick", stake: 7 });
  await platform.act(dice, "ann", { type: "roll" });
  await platform.open({ game: "sealed-numbers" });
  const end = { kind: "end", id: newId(), by: "operator", reason: "admin" } as const;
  await platform.sessions.submit(dice, end);
  await platform.clock.advance(1_500);
  const won = (await platform.balance("ann")) > 1_000 ? 200 : 0;
  expect(platform.stats.platform()).toEqual({
    uptimeMs: 1_500,
    games: 2,
    sessionsCreated: 2,
    sessionsActive: 1,
    sessionsEnded: 1,
    actions: 5,
    rounds: 1,
    bets: 3,
    volume: { "PLAY/0": 107 },
    payouts: { "PLAY/0": 14 + won },
    rake: {},
  });
  await platform.stop();
});

test("whatever is played, the figures are what the journals add up to, and each session's are its own", async () => {
  const moves = fc.constantFrom("bet", "roll", "quick", "take-down", "leave", "join", "end");
  const turns = fc.array(fc.tuple(fc.nat(2), fc.nat(1), moves), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(turns, async (played) => {
      const platform = await testPlatform({ games });
      const players = ["ann", "bob"];
      const tables: string[] = [];
      for (let table = 0; table < 3; table++)
        tables.push(await platform.table({ game: "open-dice" }, players, 100));
      for (const [table, seat, move] of played) {
        const [session, player] = [tables[table]!, players[seat]!];
        if (move === "join") await platform.join(session, player);
        else if (move === "leave") await platform.leave(session, player);
        else if (move === "end") {
          const id = newId();
          await platform.sessions.submit(session, { kind: "end", id, by: "host", reason: "admin" });
        } else await platform.act(session, player, { type: move, stake: 11 });
      }
      const told = platform.stats.platform();
      const { volume, payouts, ...counts } = await fromJournals(platform);
      expect(told).toMatchObject(counts);
      expect([told.volume["PLAY/0"] ?? 0, told.payouts["PLAY/0"] ?? 0]).toEqual([volume, payouts]);
      const own = await Promise.all(tables.map((id) => platform.standing(id)));
      const sum = (figure: "actions" | "rounds" | "bets" | "volume" | "payouts") =>
        own.reduce((total, { state }) => total + state.stats[figure], 0);
      expect([sum("actions"), sum("rounds"), sum("bets"), sum("volume"), sum("payouts")]).toEqual([
        counts.actions,
        counts.rounds,
        counts.bets,
        volume,
        payouts,
      ]);
      expect(told.sessionsActive).toBe(counts.sessionsCreated - counts.sessionsEnded);
      await platform.stop();
    }),
    { numRuns: 20 },
  );
});

test("every five minutes, or as often as the operator wants, the log has the figures", async () => {
  const platform = await testPlatform({ games });
  const often = await testPlatform({ games, settings: { statsReportMs: 10_000 } });
  await platform.open({ game: "open-dice" });
  const reports = (of: TestPlatform) =>
    of.logged.filter(({ sentence }) => sentence === "statistics");
  await platform.clock.advance(5 * 60_000 - 1);
  expect(reports(platform)).toEqual([]);
  await platform.clock.advance(1);
  expect(reports(platform)).toEqual([
    { level: "info", facts: platform.stats.platform(), sentence: "statistics" },
  ]);
  await platform.clock.advance(10 * 60_000);
  expect(reports(platform)).toHaveLength(3);
  await often.clock.advance(35_000);
  expect(reports(often)).toHaveLength(3);
  await Promise.all([platform.stop(), often.stop()]);
  await platform.clock.advance(60 * 60_000);
  expect(reports(platform)).toHaveLength(3);
});

test("Prometheus reads the same figures, by game, currency, reason and code", async () => {
  const platform = await testPlatform({ games });
  const dice = await platform.table({ game: "open-dice" }, ["ann"]);
  await platform.act(dice, "ann", { type: "quick", stake: 30 });
  await platform.act(dice, "ann", { type: "bet", stake: 5 });
  await platform.act(dice, "ann", { type: "take-down" });
  await platform.leave(dice, "ann");
  await platform.open({ game: "open-dice" });
  platform.stats.refused("not_seated");
  platform.stats.took(3);
  await platform.clock.advance(2_000);
  const text = await platform.stats.metrics();
  for (const line of [
    'parlor_sessions_created_total{game="open-dice"} 2',
    'parlor_sessions_ended_total{game="open-dice",reason="players_left"} 1',
    'parlor_actions_total{game="open-dice"} 3',
    'parlor_bets_total{game="open-dice"} 2',
    'parlor_bet_volume_minor_units_total{game="open-dice",currency="PLAY/0"} 35',
    'parlor_refunds_minor_units_total{game="open-dice",currency="PLAY/0"} 5',
    'parlor_payouts_minor_units_total{game="open-dice",currency="PLAY/0"} 60',
    'parlor_refusals_total{code="not_seated"} 1',
    'parlor_command_seconds_bucket{le="0.005"} 1',
    'parlor_command_seconds_bucket{le="0.0025"} 0',
    "parlor_sessions_active 1",
    "parlor_games 2",
    "parlor_uptime_seconds 2",
  ])
    expect(text.split("\n")).toContain(line);
  expect(platform.stats.metricsType).toContain("text/plain");
  await platform.stop();
});

test("jackpots are payouts, and rake and what goes into pools are counted apart", async () => {
  const platform = await testPlatform({ games: [jackpotSlot, rakedPot] });
  const slot = await platform.table({ game: "jackpot-slot", config: { odds: 2 } }, ["ann"]);
  await platform.act(slot, "ann", { type: "spin", stake: 100 });
  const pot = await platform.table({ game: "raked-pot" }, ["ann", "bob"]);
  for (const player of ["ann", "bob"])
    await platform.act(pot, player, { type: "ante", stake: 100 });
  await platform.act(pot, "bob", { type: "show" });
  const { volume, payouts, rake } = platform.stats.platform();
  const figures = await fromJournals(platform);
  expect(volume).toEqual({ "PLAY/0": 300 });
  expect(payouts).toEqual({ "PLAY/0": figures.payouts });
  expect(rake).toEqual({ "PLAY/0": 20 });
  const own = (await Promise.all([slot, pot].map((id) => platform.standing(id)))).map(
    ({ state }) => state.stats.payouts,
  );
  expect(own.reduce((sum, paid) => sum + paid, 0)).toBe(figures.payouts);
  const lines = (await platform.stats.metrics()).split("\n");
  const of = (game: string) => `{game="${game}",currency="PLAY/0"}`;
  expect(lines).toContain(`parlor_rake_minor_units_total${of("raked-pot")} 20`);
  expect(lines).toContain(`parlor_contributions_minor_units_total${of("raked-pot")} 10`);
  expect(lines).toContain(`parlor_contributions_minor_units_total${of("jackpot-slot")} 10`);
  const won = own[0] ?? 0;
  expect(lines).toContain(`parlor_jackpots_minor_units_total${of("jackpot-slot")} ${won}`);
  await platform.stop();
});
