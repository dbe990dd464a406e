import { checkGame, scriptedSeeds, testTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { lastStone } from "./game.ts";

/** A table of two at which this seat begins. */
const tableOf = (config: object = {}, first = 0) =>
  testTable(lastStone, { seeds: scriptedSeeds([first]), setup: { config } });
const take = (stones: number) => ({ type: "take", stones });
const codeOf = (result: ReturnType<ReturnType<typeof tableOf>["act"]>): string =>
  result.kind === "refused" ? result.refusal.refused : result.kind;

test("last stone keeps the game contract", () => {
  const configs = [{}, { stones: 1 }, { stones: 30, takeMax: 10 }];
  const report = checkGame(lastStone, { playouts: 40, stepsMax: 60, configs });
  expect(report.problems).toEqual([]);
});

test.each([0, 1])("[LASTSTONE-1] when seat %i is drawn, it begins", (first) => {
  const table = tableOf({}, first);
  expect(table.view(null)).toEqual({ pile: 21, mover: first, winner: null });
  expect(table.deed?.draws).toEqual([[2, first]]);
  expect(table.deed?.events).toContainEqual({ type: "begun", data: { mover: first } });
});

test.each([
  [21, 1, "done"],
  [21, 3, "done"],
  [21, 4, "not_so_many"],
  [2, 3, "not_so_many"],
  [2, 2, "done"],
  [21, 0, "invalid_action"],
])("[LASTSTONE-2] of %i stones, %i are taken: %s", (stones, taken, expected) => {
  const table = tableOf({ stones });
  expect(codeOf(table.act(1, take(1)))).toBe("not_your_turn");
  expect(table.legal(1)).toEqual([]);
  expect(table.legal(0)).toEqual([
    { type: "take", fields: { stones: { min: 1, max: Math.min(stones, 3) } } },
  ]);
  expect(codeOf(table.act(0, take(taken)))).toBe(expected);
  const left = expected === "done" ? stones - taken : stones;
  expect(table.view(1)).toMatchObject({ pile: left });
});

test("[LASTSTONE-3] whoever takes the last one wins", () => {
  const table = tableOf({ stones: 4 });
  table.act(0, take(3));
  table.act(1, take(1));
  expect(table.view(null)).toEqual({ pile: 0, mover: null, winner: 1 });
  expect(table.state.phase).toMatchObject({ status: "ended", outcome: { places: [[1], [0]] } });
});

test("[LASTSTONE-4] whoever lets the time run out loses", () => {
  const table = tableOf();
  table.now += 30_000;
  expect(table.send({ kind: "timeout", timer: "turn" }).kind).toBe("done");
  expect(table.deed?.events).toContainEqual({ type: "won", data: { seat: 1, by: "timeout" } });
  expect(table.state.phase).toMatchObject({ status: "ended", outcome: { places: [[1], [0]] } });
});

test("[LASTSTONE-4] whoever leaves loses, whoever's turn it is", () => {
  const table = tableOf();
  expect(table.send({ kind: "leave", player: "player-1" }).kind).toBe("done");
  expect(table.deed?.events).toContainEqual({ type: "won", data: { seat: 0, by: "forfeit" } });
});
