import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { backgammon } from "./game.ts";

test("backgammon keeps the game contract", () => {
  const configs = [
    { matchPoints: 0, cube: false },
    { matchPoints: 3, turnTimeoutMs: 1_000, reservePerPointMs: 5_000 },
    { matchPoints: 0, beavers: true, cubeMax: 16 },
    { matchPoints: 1 },
  ];
  const options = { playouts: 24, stepsMax: 260, configs };
  expect(checkGame(backgammon, options).problems).toEqual([]);
});
