import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { roulette } from "./game.ts";

test("roulette keeps the game contract at every kind of table", () => {
  const configs = [
    { evenMoneyOnZero: "en-prison", prisonOnZero: "stays" },
    { wheel: "american", announcedBets: false, outsideMinimumTimes: 3 },
    { wheel: "triple-zero", evenMoneyOnZero: "la-partage", insideMaximum: "1/1" },
    { evenMoneyOnZero: "en-prison", neighboursMax: 9 },
  ];
  expect(checkGame(roulette, { playouts: 12, stepsMax: 100, configs }).problems).toEqual([]);
});
