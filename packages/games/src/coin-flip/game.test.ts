import {
  declaredEdge,
  exactRatioOf,
  randomFrom,
  ratioOf,
  scale,
  seededDraws,
  type Fraction,
  type Limits,
} from "@parlor/kit";
import { checkGame, playout, scriptedSeeds, testTable } from "@parlor/kit/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { coinFlip } from "./game.ts";

const sides = ["heads", "tails"] as const;
const [heads, tails] = [0, 1];

/** A table of one player at which the coin falls as the draws say. */
const tableWith = (
  draws: readonly number[],
  payout: Fraction = "98/50",
  limits: Limits = { min: 1, max: 10_000 },
) =>
  testTable(coinFlip, {
    players: 1,
    seeds: scriptedSeeds(draws),
    setup: { config: { payout }, limits },
  });
const flip = (call: string, stake: number) => ({ type: "flip", call, stake });

test("coin flip conforms, with every payout", () => {
  const configs = [{}, { payout: "2/1" }, { payout: "1/1" }, { payout: "193/100" }];
  expect(checkGame(coinFlip, { playouts: 100, stepsMax: 100, configs })).toEqual({
    ok: true,
    problems: [],
  });
});

test.each([
  ["what the limits allow", flip("heads", 10), "done"],
  ["the maximum", flip("tails", 500), "done"],
  ["less than the minimum", flip("heads", 9), "below_minimum"],
  ["more than the maximum", flip("heads", 505), "above_maximum"],
  ["an amount between two steps", flip("heads", 12), "invalid_amount"],
  ["nothing", flip("heads", 0), "invalid_action"],
  ["half a unit", flip("heads", 10.5), "invalid_action"],
  ["on the edge", flip("edge", 10), "invalid_action"],
  ["without a call", { type: "flip", stake: 10 }, "invalid_action"],
])("[COIN-1] a stake of %s", (_, action, expected) => {
  const table = tableWith([heads, heads], "98/50", { min: 10, max: 500, step: 5 });
  const result = table.act(0, action);
  expect(result.kind === "refused" ? result.refusal.refused : result.kind).toBe(expected);
  expect(table.legal(0)).toEqual([
    { type: "flip", fields: { call: sides, stake: { min: 10, max: 500, step: 5 } } },
  ]);
});

test("[COIN-2] the coin lands by one draw of two", () => {
  for (const [draw, side] of sides.entries()) {
    const table = tableWith([draw]);
    table.act(0, flip("heads", 10));
    expect(table.deed?.draws).toEqual([[2, draw]]);
    expect(table.view(null)).toEqual({ last: side });
  }
});

test.each([
  ["heads", heads, 100, "98/50", 196],
  ["tails", tails, 100, "98/50", 196],
  ["heads", tails, 100, "98/50", 0],
  ["tails", heads, 100, "98/50", 0],
  ["heads", heads, 1, "98/50", 1],
  ["heads", heads, 33, "98/50", 64],
  ["heads", heads, 100, "2/1", 200],
  ["heads", heads, 7, "3/2", 10],
  ["heads", heads, 7, "1/1", 7],
] as const)(
  "[COIN-3] a call of %s when draw %i falls returns, for %i at %s, %i",
  (call, draw, stake, payout, won) => {
    const table = tableWith([draw], payout);
    table.act(0, flip(call, stake));
    const kinds = table.deed?.transfers.map(({ kind, amount }) => `${kind} ${amount}`);
    expect(kinds).toEqual(won > 0 ? [`bet ${stake}`, `payout ${won}`] : [`bet ${stake}`]);
    expect(table.state.tableBalance).toBe(stake - won);
  },
);

test("[COIN-4] the declared edge is what both sides of the coin leave to the house, under any payout", () => {
  expect(declaredEdge(coinFlip, "call", coinFlip.config.parse({}))).toEqual({
    edge: "1/50",
    per: "bet made",
  });
  const payouts = fc
    .tuple(fc.integer({ min: 1, max: 1_000 }), fc.nat(1_000))
    .map(
      ([denominator, more]): Fraction =>
        `${denominator + (more % (denominator + 1))}/${denominator}`,
    );
  fc.assert(
    fc.property(payouts, fc.constantFrom(...sides), (payout, call) => {
      const { edge } = declaredEdge(coinFlip, "call", coinFlip.config.parse({ payout }))!;
      const { numerator, denominator } = exactRatioOf(edge);
      // A stake that divides exactly, so that nothing is rounded; both outcomes of the one draw.
      const stake = ratioOf(payout).denominator;
      const kept = [heads, tails].reduce((sum, draw) => {
        const table = tableWith([draw], payout);
        table.act(0, flip(call, stake));
        return sum + table.state.tableBalance;
      }, 0);
      expect(BigInt(kept) * denominator).toBe(2n * BigInt(stake) * numerator);
    }),
    { numRuns: 60 },
  );
});

test("[COIN-4] rounding down costs a win less than one unit", () => {
  const random = randomFrom(seededDraws("rounding"));
  for (let tries = 0; tries < 200; tries++) {
    const stake = 1 + random.int(10_000);
    const table = tableWith([heads]);
    table.act(0, flip("heads", stake));
    const won = stake - table.state.tableBalance;
    expect(won).toBe(scale(stake, "98/50", "down"));
    expect(98 * stake - 50 * won).toBeLessThan(50);
  }
});

test("[COIN-5] every flip is a round, leaves nothing on the table and reveals its seed", () => {
  let flips = 0;
  for (const { command, result } of playout(coinFlip, { seed: "rounds", stepsMax: 60 })) {
    if (result.kind !== "done" || command?.kind !== "act") continue;
    flips += 1;
    expect(result.deed.finished).toMatchObject({ number: flips });
    expect(result.state.open).toEqual([0]);
    expect(result.state.round.clientSeed).toBeNull();
  }
  expect(flips).toBeGreaterThan(50);
});

test("[COIN-6] everybody sees what landed and hears what it won", () => {
  const table = tableWith([tails]);
  expect(table.view(null)).toEqual({ last: null });
  table.act(0, flip("tails", 50));
  expect(table.deed?.events).toEqual([
    { type: "landed", data: { side: "tails", call: "tails", won: 98 } },
  ]);
  for (const eyes of [0, null]) expect(table.view(eyes)).toEqual({ last: "tails" });
});

test.each([
  ["1/1", true],
  ["2/1", true],
  ["201/100", false],
  ["99/100", false],
  ["0/1", false],
])("[COIN-7] whether a payout of %s may be configured: %j", (payout, allowed) => {
  expect(coinFlip.config.safeParse({ payout }).success).toBe(allowed);
});
