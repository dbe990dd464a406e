import { checkGame } from "@parlor/kit/testing";
import type { BankKind } from "@parlor/kit";
import { expect, test } from "vitest";
import { games } from "../src/index.ts";

// The long form of what every server asks of a game before it lets it in.
const isLong = process.env["CI"] === "true";
/** How many games of chance choices are played: in everybody's run, and in some twenty seconds of CI. */
const playouts: Readonly<Record<string, readonly [short: number, long: number]>> = {
  "coin-flip": [100, 2_000],
  craps: [10, 150],
  roulette: [6, 50],
  blackjack: [10, 150],
  baccarat: [30, 500],
  crash: [50, 2_000],
  "slots-copper-orchard": [20, 1_000],
  "slots-tide-lantern": [20, 300],
  "video-poker": [20, 150],
  holdem: [20, 250],
  "kuhn-poker": [200, 10_000],
  "leduc-poker": [200, 5_000],
  "liars-dice": [100, 1_500],
  "tic-tac-toe": [200, 10_000],
  "connect-four": [100, 10_000],
  backgammon: [20, 1_000],
};

/** Tests that every shipped game with one of these banks keeps the contract. Two files call it, so that two cores share the work. */
export const testContract = (...banks: readonly BankKind[]): void => {
  test.for(
    games.filter(({ bank }) => banks.includes(bank)).map((game) => [game.id, game] as const),
  )("%s keeps the game contract", { timeout: 300_000 }, ([id, game]) => {
    const count = playouts[id]?.[isLong ? 1 : 0];
    expect(count).toBeDefined();
    expect(checkGame(game, { playouts: count ?? 0, stepsMax: 80 }).problems).toEqual([]);
  });
};
