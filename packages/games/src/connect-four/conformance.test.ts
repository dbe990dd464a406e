import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { connectFour } from "./game.ts";

test("connect four keeps the game contract", () => {
  const configs = [
    {},
    { columns: 4, rows: 4, first: "random" },
    { columns: 5, rows: 4, line: 3, turnTimeoutMs: 1_000, reserveMs: 3_000 },
    { columns: 12, rows: 12, line: 8 },
  ];
  expect(checkGame(connectFour, { playouts: 60, stepsMax: 80, configs }).problems).toEqual([]);
});
