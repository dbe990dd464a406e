import { expect, test } from "vitest";
import { z } from "zod";
import { brokenBanks, soundPot } from "../../test/broken-banks.ts";
import { brokenGames, soundButton, type BrokenGame } from "../../test/broken.ts";
import { dieGame } from "../../test/die.ts";
import { highCard } from "../../test/high-card.ts";
import { jackpotSlot } from "../../test/jackpot.ts";
import { choice, refuse, type Deed, type Game, type Step } from "../index.ts";
import { checkGame } from "./check-game.ts";
import { playout } from "./playout.ts";
import { conformanceRules } from "./report.ts";
import { checkMoney } from "./watch.ts";

test.each([
  ["a house game with open bets", dieGame],
  ["a card game with hidden hands that the players bank", highCard],
  ["a card game whose rounds are sealed", { ...highCard, rounds: "sealed" } as const],
  ["a game without money", soundButton],
  ["a house game with a pool", jackpotSlot],
  ["a game that the players bank, with rake and a pool", soundPot],
])("%s passes, quickly and at length", (_, game) => {
  expect(checkGame(game)).toEqual({ ok: true, problems: [] });
  expect(checkGame(game, { playouts: 20, stepsMax: 150, seed: "long" })).toEqual({
    ok: true,
    problems: [],
  });
});

const allBroken = [...brokenGames, ...brokenBanks].map((broken) => [broken.name, broken] as const);
const problemOf = ({ check, reason }: BrokenGame) =>
  expect.objectContaining({
    check,
    rule: conformanceRules[check],
    detail: expect.stringMatching(reason),
  });

test.each(allBroken)("%s: found", (_, broken) => {
  const report = checkGame(broken.game);
  expect(report.ok).toBe(false);
  expect(report.problems).toContainEqual(problemOf(broken));
});

test.each(allBroken)("%s: found by looking closely at one command in sixteen", (_, broken) => {
  const report = checkGame(broken.game, { playouts: 60, closeSteps: 0 });
  expect(report.problems).toContainEqual(problemOf(broken));
});

test("a registration looks closely at each command, a long run at one in sixteen from some command on", () => {
  let views = 0;
  const view = (): null => {
    views += 1;
    return null;
  };
  const viewsOf = (closeSteps?: number): number => {
    views = 0;
    const seats = { min: 1, max: 1 };
    const game: Game = { ...soundButton, seats, view };
    expect(checkGame(game, closeSteps === undefined ? {} : { closeSteps }).ok).toBe(true);
    return views;
  };
  const atEach = viewsOf();
  expect(atEach).toBeGreaterThan(1_000);
  expect(viewsOf(0) / atEach).toBeGreaterThan(1 / 24);
  expect(viewsOf(0) / atEach).toBeLessThan(1 / 12);
  const mixed = viewsOf(600);
  expect(mixed).toBeGreaterThan(viewsOf(0) + 400);
  expect(mixed).toBeLessThan(atEach);
});

test("an action may leave out a field that its schema fills in", () => {
  const standard = {
    ...soundButton,
    actions: { press: z.object({ times: z.int().default(1) }) },
    legal: () => [choice("press", { times: [1] })],
    act: {
      press: (_state: unknown, action: unknown) =>
        (action as { times: number }).times === 1 ? undefined : refuse("invalid_action"),
    },
  };
  expect(checkGame(standard)).toEqual({ ok: true, problems: [] });
});

test("a report is the same for the same seed, and names the seed of each playout's problem", () => {
  const broken = brokenGames.find(({ check }) => check === "legal")!.game;
  const report = checkGame(broken, { seed: "s" });
  expect(checkGame(broken, { seed: "s" })).toEqual(report);
  expect(report.problems.map(({ seed }) => seed)).toContainEqual(expect.stringMatching(/^s\/\d+$/));
});

test("a game with many faults is told all of them, each once", () => {
  const report = checkGame({
    ...dieGame,
    view: undefined,
    id: "NO",
    title: "",
    bets: {},
  } as unknown as Game);
  expect(report.problems.map(({ check }) => check)).toEqual([
    "identity",
    "identity",
    "schemas",
    "bets",
  ]);
});

test("[CONF-12] money that a deed does not account for is found", () => {
  const steps = [...playout(dieGame, { seed: 3, stepsMax: 20 })];
  const paid = steps.find(
    ({ result }) => result.kind === "done" && result.deed.transfers.length > 0,
  )!;
  const found = (change: (done: Extract<Step, { kind: "done" }>) => Step): string[] => {
    const notes: string[] = [];
    if (paid.result.kind !== "done") throw new Error("the playout has no paid step");
    checkMoney(dieGame, { ...paid, result: change(paid.result) }, (check, detail) =>
      notes.push(`${check}: ${detail}`),
    );
    return notes;
  };
  expect(found((done) => done)).toEqual([]);
  const lost = found((done) => ({ ...done, state: { ...done.state, tableBalance: 1 } }));
  expect(lost).toEqual([expect.stringMatching(/^money: .*lost count/)]);
  const kept = found((done) => ({
    ...done,
    state: { ...done.state, phase: { status: "ended", at: 0, reason: "error", outcome: null } },
  }));
  expect(kept).toEqual([expect.stringMatching(/^money: .*ended with \d+ at the table/)]);
  const odd = found((done) => ({
    ...done,
    deed: { ...done.deed, transfers: [{ ...done.deed.transfers[0]!, amount: 0.5 }] },
  }));
  expect(odd[0]).toMatch(/0.5, which is no amount/);
});

test("[CONF-12] a jackpot that its pool cannot pay, or does not say what it was paid from, is found", () => {
  const won = [...playout(jackpotSlot, { seed: 3, stepsMax: 60 })].find(
    ({ result }) => result.kind === "done" && result.deed.pools && result.deed.transfers.length > 2,
  );
  if (won?.result.kind !== "done") throw new Error("the playout has no jackpot");
  const { result } = won;
  const found = (change: Partial<Deed>): string[] => {
    const notes: string[] = [];
    const changed = { ...result, deed: { ...result.deed, ...change } };
    checkMoney(jackpotSlot, { ...won, result: changed }, (check, detail) =>
      notes.push(`${check}: ${detail}`),
    );
    return notes;
  };
  expect(found({})).toEqual([]);
  const unpaid = result.deed.transfers.filter(({ kind }) => kind !== "seed");
  expect(found({ transfers: unpaid })).toContainEqual(expect.stringMatching(/not in the pool/));
  expect(found({ pools: { grand: 1_000_000 } })).toEqual([expect.stringMatching(/does not say/)]);
});
