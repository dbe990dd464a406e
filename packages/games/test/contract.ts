import { checkGame } from "@parlor/kit/testing";
import type { Game } from "@parlor/kit";
import { expect, test } from "vitest";
import { games } from "../src/index.ts";

// The long form of what every server asks of a game before it lets it in: it takes minutes, and all others seconds.
const playouts = process.env["CI"] === "true" ? 10_000 : 100;

/** The house games of many seats take about as long as all the other games. */
export const isHouseTable = ({ bank, seats }: Game): boolean => bank === "house" && seats.max > 1;

/** Tests that every shipped game of this kind keeps the contract. Two files call it, so that two cores share the work. */
export const testContract = (isMeant: (game: Game) => boolean): void => {
  test.for(games.filter(isMeant).map((game) => [game.id, game] as const))(
    "%s keeps the game contract",
    { timeout: 600_000 },
    ([, game]) => {
      expect(checkGame(game, { playouts, stepsMax: 80 }).problems).toEqual([]);
    },
  );
};
