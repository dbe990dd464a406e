import { randomFrom, seededDraws, type Game } from "@parlor/kit";
import { kuhnPoker } from "@parlor/games/kuhn-poker";
import { ticTacToe } from "@parlor/games/tic-tac-toe";
import { expect, test } from "vitest";
import { tableFor } from "./opening.ts";
import { newPlayouts } from "./playouts.ts";

const stepsOf = (game: Game, seed: string): readonly number[] => {
  const table = tableFor(game);
  const playout = newPlayouts(game, table, randomFrom(seededDraws(seed)));
  return Array.from({ length: 200 }, playout);
};

test("each playout begins anew and goes to the end of the game or of the round", () => {
  expect(new Set(stepsOf(ticTacToe, "1"))).toEqual(new Set([5, 6, 7, 8, 9]));
  expect(new Set(stepsOf(kuhnPoker, "1"))).toEqual(new Set([2, 3]));
});

test("the same draws play the same games", () => {
  expect(stepsOf(ticTacToe, "2")).toEqual(stepsOf(ticTacToe, "2"));
  expect(stepsOf(ticTacToe, "2")).not.toEqual(stepsOf(ticTacToe, "3"));
});
