import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { backgammon } from "./game.ts";

// Long enough for whole games; that of every game, beside this one, plays more and shorter ones.
test("backgammon keeps the game contract", { timeout: 120_000 }, () => {
  const configs = [
    { matchPoints: 0, cube: false },
    { matchPoints: 3, turnTimeoutMs: 1_000, reservePerPointMs: 5_000 },
    { matchPoints: 0, beavers: true, cubeMax: 16 },
    { matchPoints: 1 },
  ];
  const playouts = process.env["CI"] === "true" ? 400 : 24;
  const options = { playouts, stepsMax: 260, configs };
  expect(checkGame(backgammon, options).problems).toEqual([]);
});
