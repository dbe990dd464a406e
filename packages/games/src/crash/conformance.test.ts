import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { crash } from "./game.ts";

test("crash keeps the game contract, in all its variants", () => {
  const configs = [
    {},
    { multiplierMax: 200, pauseMs: 500 },
    { manualCashOut: false, targetMin: 150, doublingMs: 1_000, multiplierMax: 2_000 },
    { profitMax: 300, edge: "1/2", bettingMs: 1_000 },
    { doublingMs: 30_000, sweepMs: 5_000, edge: "0/1" },
  ];
  expect(checkGame(crash, { playouts: 60, stepsMax: 80, configs }).problems).toEqual([]);
});
