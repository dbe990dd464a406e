import { declaredEdge } from "@parlor/kit";
import { checkGame, scriptedSeeds, testTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { secondDraw } from "./game.ts";

/** A table of one player at which these numbers are drawn: the second is counted among the others. */
const tableWith = (...draws: readonly number[]) =>
  testTable(secondDraw, {
    seeds: scriptedSeeds(draws),
    setup: { limits: { min: 10, max: 500, step: 10 } },
  });
const draw = (stake: number) => ({ type: "draw", stake });
const call = (called: string) => ({ type: "call", call: called });
const codeOf = (result: ReturnType<ReturnType<typeof tableWith>["act"]>): string =>
  result.kind === "refused" ? result.refusal.refused : result.kind;

test("second draw keeps the game contract", () => {
  const configs = [{}, { numbers: 2, payout: "1/1" }];
  const report = checkGame(secondDraw, { playouts: 40, stepsMax: 60, configs });
  expect(report.problems).toEqual([]);
});

test.each([
  [10, "done"],
  [500, "done"],
  [0, "invalid_action"],
  [9, "below_minimum"],
  [510, "above_maximum"],
  [15, "invalid_amount"],
])("[SECONDDRAW-1] a stake of %i: %s", (stake, expected) => {
  const table = tableWith(6);
  expect(codeOf(table.act(0, draw(stake)))).toBe(expected);
  if (expected !== "done") return;
  expect(table.deed?.draws).toEqual([[13, 6]]);
  expect(table.view(null)).toMatchObject({ first: 7, stake });
});

test.each([
  [0, 1],
  [5, 6],
  [6, 8],
  [11, 13],
])("[SECONDDRAW-2] after a 7, the draw %i of twelve is the number %i", (drawn, second) => {
  const table = tableWith(6, drawn);
  table.act(0, draw(10));
  table.act(0, call("higher"));
  expect(table.deed?.draws).toEqual([[12, drawn]]);
  expect(table.view(0)).toMatchObject({ first: null, last: { first: 7, second } });
});

test.each([
  ["higher", 11, 100, 125],
  ["higher", 0, 100, 0],
  ["lower", 0, 100, 125],
  ["lower", 11, 100, 0],
  ["lower", 0, 10, 12],
])(
  "[SECONDDRAW-3] %s, when draw %i follows a 7, returns for %i: %i",
  (called, drawn, stake, won) => {
    const table = tableWith(6, drawn);
    table.act(0, draw(stake));
    table.act(0, call(called));
    expect(table.state.tableBalance).toBe(stake - won);
    expect(table.deed?.events).toEqual([
      { type: "called", data: { call: called, second: drawn === 0 ? 1 : 13, won } },
    ]);
  },
);

test("[SECONDDRAW-4] the declared edge is what all pairs leave to the house under the better call", () => {
  const stake = 100;
  let kept = 0;
  for (let first = 0; first < 13; first++)
    for (let other = 0; other < 12; other++) {
      const table = tableWith(first, other);
      table.act(0, draw(stake));
      table.act(0, call(first < 6 ? "higher" : "lower"));
      kept += table.state.tableBalance;
    }
  expect(kept * 26).toBe(13 * 12 * stake);
  expect(declaredEdge(secondDraw, "call", secondDraw.config.parse({}))?.edge).toBe("1/26");
});

test.each([
  ["5/4", true],
  ["1/1", true],
  ["13/10", true],
  ["131/100", false],
  ["99/100", false],
])("[SECONDDRAW-4] whether a payout of %s may be configured: %j", (payout, allowed) => {
  expect(secondDraw.config.safeParse({ payout }).success).toBe(allowed);
});

test("[SECONDDRAW-5] whoever does not call in time loses the stake", () => {
  const table = tableWith(6);
  table.act(0, draw(100));
  table.now += 20_000;
  expect(table.send({ kind: "timeout", timer: "call" }).kind).toBe("done");
  expect(table.deed?.events).toEqual([{ type: "timed-out", data: {} }]);
  expect(table.deed?.finished).toBeTruthy();
  expect(table.view(0)).toMatchObject({ first: null, last: { call: null, won: 0 } });
});

test("[SECONDDRAW-6] an open round has to be called first", () => {
  const table = tableWith(6);
  expect(codeOf(table.act(0, call("higher")))).toBe("nothing_drawn");
  table.act(0, draw(100));
  expect(codeOf(table.act(0, draw(100)))).toBe("call_first");
  expect(codeOf(table.send({ kind: "leave", player: "player-0" }))).toBe("call_first");
  expect(table.legal(0)).toEqual([{ type: "call", fields: { call: ["higher", "lower"] } }]);
});
