// Iterations of the tree search a second on one core, always from the opening: a tree of so many iterations over and over.
import { parseArgs } from "node:util";
import { dealtFor, openingOf, searchFor, tableFor } from "@parlor/bots";
import { randomFrom, seededDraws, type BotSight } from "@parlor/kit";
import { gameOf } from "../game-of.ts";
import { printFigures } from "../measuring.ts";
import { durationOf, durationOptions, ratesOf } from "../rate.ts";

const { values } = parseArgs({
  options: {
    game: { type: "string", default: "tic-tac-toe" },
    iterations: { type: "string", default: "1000" },
    ...durationOptions,
  },
});

const game = gameOf(values.game);
const table = tableFor(game);
const random = randomFrom(seededDraws("bench"));
const { state, now, timers } = openingOf(game, table, random);
const seat = table.seats.find((one) => game.legal(state, one, table).length > 0) ?? 0;
const sight: BotSight = {
  seat,
  table,
  view: game.view(state, seat, table),
  legal: game.legal(state, seat, table),
  now,
  timers: timers.filter(({ secret }) => !secret),
  mayWait: false,
  deal: (dealing) => dealtFor(game, state, seat, dealing),
};

/** What is proven is not searched on: only iterations that were made are counted. */
const think = (): { readonly iterations: number } => {
  const search = searchFor(game, sight, random);
  let iterations = 0;
  for (; iterations < Number(values.iterations) && !search.isSolved; iterations++) search.iterate();
  search.best();
  return { iterations };
};
printFigures({ iterationsPerSecond: ratesOf(durationOf(values), think).iterations });
