import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { ticTacToe } from "./game.ts";

test("tic-tac-toe keeps the game contract", () => {
  const configs = [{}, { turnTimeoutMs: 1_000 }];
  expect(checkGame(ticTacToe, { playouts: 40, stepsMax: 30, configs }).problems).toEqual([]);
});
