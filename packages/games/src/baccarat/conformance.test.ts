import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { baccarat } from "./game.ts";

test("baccarat keeps the game contract at every kind of table", () => {
  const configs = [
    {},
    { decks: 1, cutCard: 40, banker: "no-commission" },
    { decks: 2, pairBets: false, superSix: false, dragonBonus: false, tiePays: 9 },
  ];
  expect(checkGame(baccarat, { playouts: 12, stepsMax: 120, configs }).problems).toEqual([]);
});
