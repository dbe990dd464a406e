import { choice, defineGame, randomFrom, seededDraws, type Game } from "@parlor/kit";
import { coinFlip } from "@parlor/games/coin-flip";
import { expect, test } from "vitest";
import { z } from "zod";
import { ExactValues } from "./exact-values.ts";
import { expectimaxBot } from "./expectimax-bot.ts";
import { openingOf, tableFor } from "./opening.ts";

/** A die may be thrown again, up to two times more; it pays ten a pip, for a stake of 30. */
const throwAgain = defineGame({
  id: "throw-again",
  version: "1.0.0",
  title: "Throw again",
  summary: "Keep it or throw again.",
  bank: "house",
  seats: { min: 1, max: 1 },
  config: z.object({}),
  actions: { begin: z.object({}), again: z.object({}), keep: z.object({}) },
  bets: { pips: { title: "Pips" } },
  setup: () => ({ face: 0, left: 2 }),
  act: {
    begin(state, _none, seat, table) {
      const taken = table.bank.take(seat, 30, "pips", { min: 30, max: 30 });
      if (taken) return taken;
      state.face = table.random.die();
      return undefined;
    },
    again(state, _none, _seat, table) {
      state.left -= 1;
      state.face = table.random.die();
    },
    keep(state, _none, seat, table) {
      table.bank.give(seat, 10 * state.face, "pips");
      Object.assign(state, { face: 0, left: 2 });
      table.finishRound();
    },
  },
  legal: ({ face, left }) =>
    face === 0 ? [choice("begin")] : [choice("keep"), ...(left > 0 ? [choice("again")] : [])],
  view: (state) => state,
});

const sightAt = (game: Game, state: unknown) => {
  const table = tableFor(game, { limits: { min: 100, max: 100 } });
  return {
    seat: 0,
    table,
    view: state,
    legal: game.legal(state, 0, table),
    now: 0,
    timers: [],
    mayWait: false,
    deal: () => structuredClone(state),
  };
};
const random = randomFrom(seededDraws(1));

test("values are exact: three throws of a die at best are worth 14/3", () => {
  const table = tableFor(throwAgain);
  const { state } = openingOf(throwAgain, table, random);
  const [begin] = new ExactValues(throwAgain, table, random).moves(
    sightAt(throwAgain, state),
    state,
    4,
  );
  // Keep 5 and more at first, then 4 and more: 17/4 with two throws, 14/3 with three.
  expect(begin?.values[0]).toBeCloseTo((10 * 14) / 3 - 30, 10);
});

test.each([
  [4, 2, "again"],
  [5, 2, "keep"],
  [3, 1, "again"],
  [4, 1, "keep"],
])("a %i with %i throws left: %s", (face, left, best) => {
  const bot = expectimaxBot(3)(throwAgain);
  expect(bot.choose(sightAt(throwAgain, { face, left }), random)).toEqual({ type: best });
});

test("a call of the coin is worth the house's two per cent less", () => {
  const sight = sightAt(coinFlip, { last: null });
  const values = new ExactValues(coinFlip, sight.table, random).moves(sight, { last: null }, 1);
  expect(values.map(({ values: worth }) => worth[0])).toEqual([-2, -2]);
});
