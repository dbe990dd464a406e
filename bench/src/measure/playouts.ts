// Random play from setup to the end of the game, or where there is money of the round, by the game's own reducers on one core.
import { parseArgs } from "node:util";
import { newPlayouts, tableFor } from "@parlor/bots";
import { randomFrom, seededDraws } from "@parlor/kit";
import { gameOf } from "../game-of.ts";
import { printFigures } from "../measuring.ts";
import { durationOf, durationOptions, ratesOf } from "../rate.ts";

const { values } = parseArgs({
  options: {
    game: { type: "string", default: "tic-tac-toe" },
    /** As few as the game takes, unless told otherwise. */
    seats: { type: "string" },
    ...durationOptions,
  },
});

const game = gameOf(values.game);
const table = tableFor(game, values.seats === undefined ? {} : { seatCount: Number(values.seats) });
const playout = newPlayouts(game, table, randomFrom(seededDraws("bench")));
const { playouts, steps } = ratesOf(durationOf(values), () => ({ playouts: 1, steps: playout() }));
printFigures({
  playoutsPerSecond: playouts,
  stepsPerSecond: steps,
  stepsPerPlayout: steps / playouts,
});
