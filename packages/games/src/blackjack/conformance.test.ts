import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { blackjack } from "./game.ts";

const configs = [
  {},
  { surrender: "early", decks: 1, penetration: "9/10", resplitAces: true, hitSplitAces: true },
  { holeCard: "none", dealerBlackjackTakes: "original", surrender: "late", decks: 2 },
  { decks: "infinite", blackjackPays: "6/5", dealerHitsSoft17: true, evenMoney: false },
  { holeCard: "none", surrender: "early", doubleOn: "9-11", splitHandsMax: 2 },
];

test("blackjack keeps the game contract under rules of all kinds", { timeout: 120_000 }, () => {
  const playouts = process.env["CI"] === "true" ? 100 : 15;
  expect(checkGame(blackjack, { playouts, stepsMax: 150, configs }).problems).toEqual([]);
});
