import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { craps } from "./game.ts";

test("craps keeps the game contract", () => {
  const configs = [
    {},
    { winnersStay: false, putBets: true, buyCommission: "on-win", layCommission: "on-win" },
    { shooterNeedsLineBet: false, placeOnComeOut: true, hardwaysOnComeOut: true },
  ];
  expect(checkGame(craps, { playouts: 12, stepsMax: 150, configs }).problems).toEqual([]);
});
