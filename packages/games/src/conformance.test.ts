import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { games } from "./index.ts";

// The long form of what every server asks of a game before it lets it in.
const long = process.env["CI"] === "true";
const playouts: Readonly<Record<string, number>> = long
  ? { "tic-tac-toe": 5_000, "coin-flip": 2_000, craps: 200, blackjack: 200 }
  : { "tic-tac-toe": 200, "coin-flip": 100, craps: 10, blackjack: 10 };

test.for(games.map((game) => [game.id, game] as const))(
  "%s keeps the game contract",
  { timeout: 300_000 },
  ([id, game]) => {
    expect(checkGame(game, { playouts: playouts[id] ?? 1_000, stepsMax: 80 }).problems).toEqual([]);
  },
);
