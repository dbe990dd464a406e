import { coinFlip } from "@parlor/games/coin-flip";
import { craps } from "@parlor/games/craps";
import type { Game } from "@parlor/kit";
import { expect, test } from "vitest";
import { rudeGame } from "../test/rude-game.ts";
import { hugeGame, rerollGame } from "../test/table-games.ts";
import { enumerateBet, tableFor } from "./enumerate-bet.ts";
import { contradiction, estimateOf } from "./estimate.ts";
import { findPlacements } from "./placements.ts";
import { settingOf } from "./position.ts";
import { proveGame, provedBy } from "./prove.ts";
import { toNumber } from "./rational.ts";
import { newSimulator, type Strategy } from "./simulate.ts";
import { emptyTally, mergeTallies, type Tally } from "./tally.ts";

const limits = { min: 5_040, max: 1_000_000_000 };
const ready = (game: Game, bet: string, seed: string, strategy?: Strategy) => {
  const what = { game, history: game.id === "craps" ? ["rolls"] : [] };
  const placement = findPlacements(settingOf(game, { ...what, limits }), [bet]).get(bet)!;
  const { setting, stake } = tableFor(what, placement)!;
  const simulation = { setting, placement, seed, ...(strategy ? { strategy } : {}) };
  return { what, placement, stake, simulator: newSimulator(simulation) };
};
const chunks = (simulator: { chunk(index: number): Tally }, from: number, to: number): Tally =>
  Array.from({ length: to - from }, (_, index) => simulator.chunk(from + index)).reduce(
    mergeTallies,
    emptyTally,
  );

test.for([
  ["call", coinFlip, 5, 1],
  ["pass", craps, 5, 3.37],
  ["dont-pass", craps, 3, 3.37],
  ["place-6", craps, 1, null],
  ["come", craps, 2, null],
  ["field", craps, 2, 1],
  ["pass-odds", craps, 1, null],
  ["even", rudeGame, 5, 1],
] as const)(
  "simulation agrees with enumeration within four standard errors: %s",
  { timeout: 60_000 },
  ([bet, game, count, roundsPerBet]) => {
    const { what, placement, simulator, stake } = ready(game, bet, "a fixed seed");
    const tally = chunks(simulator, 0, count);
    const exact = enumerateBet(what, placement, { ...limits, max: 1e12 })!.measures;
    for (const per of ["bet made", "bet resolved"] as const) {
      const estimate = estimateOf(tally, stake, per);
      const edge = toNumber(per === "bet made" ? exact.perMade : exact.perResolved!);
      expect(Math.abs(estimate.edge - edge)).toBeLessThan(4 * estimate.standardError);
      expect(estimate.deviation / Math.sqrt(toNumber(exact.variance))).toBeCloseTo(1, 1);
      expect(estimate.hitFrequency).toBeCloseTo(toNumber(exact.hitFrequency), 1);
      // The error that is stated is that of so many bets: no more, no less.
      const size = Math.sqrt(toNumber(exact.variance) / tally.betCount);
      expect(estimate.standardError / size).toBeGreaterThan(0.9);
      expect(estimate.standardError / size).toBeLessThan(1.15);
    }
    expect(tally.roundCount / tally.betCount).toBeCloseTo(
      roundsPerBet ?? tally.roundCount / tally.betCount,
      1,
    );
  },
);

test("two halves are the whole, whoever plays them and in whatever order", () => {
  const [one, other] = [ready(craps, "pass", "x"), ready(craps, "pass", "x")];
  const whole = chunks(one.simulator, 0, 4);
  const second = chunks(other.simulator, 2, 4);
  const first = chunks(other.simulator, 0, 2);
  expect(mergeTallies(first, second)).toEqual(whole);
  // What is kept in a file is gone on with.
  const kept: Tally = JSON.parse(JSON.stringify(first));
  expect(mergeTallies(kept, second)).toEqual(whole);
  expect(chunks(ready(craps, "pass", "y").simulator, 0, 2)).not.toEqual(first);
  expect(first.outcomes).not.toEqual(second.outcomes);
});

test("a strategy decides where there is something to decide", () => {
  const keepFrom =
    (least: number): Strategy =>
    (state) => {
      const { face } = state as { readonly face: number }; // the state of the reroll game
      return { type: face >= least ? "keep" : "again" };
    };
  const edge = (least: number) => {
    const { simulator, stake } = ready(rerollGame, "face", "decided", keepFrom(least));
    return estimateOf(chunks(simulator, 0, 3), stake, "bet made");
  };
  // The best keeps from 4 on and costs 7/24; who always keeps pays 5/12.
  expect(Math.abs(edge(4).edge - 7 / 24)).toBeLessThan(4 * edge(4).standardError);
  expect(Math.abs(edge(1).edge - 5 / 12)).toBeLessThan(4 * edge(1).standardError);
});

test("an edge that cannot be enumerated holds or fails by four standard errors", () => {
  const tableLimits = { min: 100, max: 50_000 };
  const verdict = (game: Game) => {
    const proof = proveGame({ game }, { tableLimits })[0]!;
    expect(proof.finding.kind).toBe("unenumerable");
    expect(proof.problem).toContain("cannot be enumerated");
    const { simulator, stake } = ready(game, "low", "huge");
    return provedBy(proof, chunks(simulator, 0, 10), stake);
  };
  expect(verdict(hugeGame("1/50"))).toMatchObject({
    problem: null,
    finding: { kind: "simulated" },
  });
  expect(verdict(hugeGame("1/25")).problem).toContain("standard errors from");
  expect(verdict(hugeGame("0/1")).problem).toContain("standard errors from");
});

test("a declared edge is told from an estimate by its distance in standard errors", () => {
  const { simulator, stake } = ready(coinFlip, "call", "z");
  const estimate = estimateOf(chunks(simulator, 0, 1), stake, "bet made");
  const at = (errors: number) => {
    const edge = estimate.edge + errors * estimate.standardError;
    return contradiction(
      { edge: `${Math.round(edge * 1e12)}/1000000000000`, per: "bet made" },
      estimate,
    );
  };
  expect([at(3.9), at(-1)]).toEqual([null, null]);
  expect(at(4.1)).toContain("4.1 standard errors");
});
