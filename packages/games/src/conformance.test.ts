import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { games } from "./index.ts";

// The long form of what every server asks of a game before it lets it in.
const long = process.env["CI"] === "true";
/** How many games of chance choices are played, in everybody's run and in CI. */
const playouts: Readonly<Record<string, readonly [short: number, long: number]>> = {
  "coin-flip": [100, 2_000],
  craps: [10, 200],
  roulette: [6, 150],
  blackjack: [10, 200],
  baccarat: [30, 1_000],
  "slots-copper-orchard": [20, 2_000],
  "slots-tide-lantern": [20, 2_000],
  "video-poker": [20, 1_000],
  "tic-tac-toe": [200, 5_000],
  "connect-four": [100, 10_000],
  backgammon: [20, 2_500],
  crash: [50, 2_000],
  holdem: [20, 600],
  "kuhn-poker": [200, 10_000],
  "leduc-poker": [200, 10_000],
  "liars-dice": [100, 4_000],
};

test.for(games.map((game) => [game.id, game] as const))(
  "%s keeps the game contract",
  { timeout: 300_000 },
  ([id, game]) => {
    const count = playouts[id]?.[long ? 1 : 0] ?? 1_000;
    expect(checkGame(game, { playouts: count, stepsMax: 80 }).problems).toEqual([]);
  },
);
