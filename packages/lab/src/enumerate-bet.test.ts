import type { Game } from "@parlor/kit";
import { expect, test } from "vitest";
import { dieGame, forgetfulGame, hugeGame, rerollGame, walkGame } from "../test/table-games.ts";
import { enumerateBet, enumerateExactly, roundingAt } from "./enumerate-bet.ts";
import { findPlacements } from "./placements.ts";
import { settingOf } from "./position.ts";
import { rational, textOf } from "./rational.ts";
import { Unenumerable } from "./unenumerable.ts";

const limits = { min: 100, max: 1_000_000 };
const placed = (game: Game, bet: string) => {
  const placement = findPlacements(settingOf(game, { limits }), [bet]).get(bet);
  if (placement === undefined) throw new Error(`${bet} is not offered`);
  return placement;
};
const enumerated = (game: Game, bet: string, history: readonly string[] = []) => {
  const found = enumerateExactly({ game, history }, placed(game, bet));
  if (found === undefined) throw new Error("every stake is rounded");
  return found;
};

test("a bet on a six at 11/2 for 1 costs 1/12, with its variance and its hits", () => {
  const { measures, positionCount } = enumerated(dieGame(), "six", ["rolls"]);
  expect(textOf(measures.perMade)).toBe("1/12");
  expect(textOf(measures.hitFrequency)).toBe("1/6");
  // (11/2)² / 6 less the square of the mean of 11/12.
  expect(textOf(measures.variance)).toBe("605/144");
  expect(measures.nets.map(({ net, chance }) => [textOf(net), textOf(chance)])).toEqual([
    ["-1/1", "5/6"],
    ["9/2", "1/6"],
  ]);
  expect(positionCount).toBe(1);
});

test("rounding at the smallest stake is counted on top: 15 returns 82 instead of 82.5", () => {
  const game = dieGame();
  const { measures } = enumerated(game, "six");
  const rounding = roundingAt({ game }, placed(game, "six"), { min: 15, max: 100 }, measures);
  expect(rounding?.stake).toBe(15);
  expect(textOf(rounding!.added)).toBe("1/180");
  const even = roundingAt({ game }, placed(game, "six"), { min: 16, max: 100 }, measures);
  expect(textOf(even!.added)).toBe("0/1");
});

// The chance to go from i to N before 0 is (1 - r^i) / (1 - r^N), r the chance of down over up; i / N
// where they are even.
test.for([
  [1, 3, [1, 2]],
  [2, 5, [1, 2]],
  [3, 10, [2, 3]],
  [2, 4, [9, 20]],
  [20, 40, [2, 5]],
] as const)("ruin is solved exactly where play comes back: from %s to %s", ([from, to, up]) => {
  const { measures, positionCount } = enumerated(walkGame(from, to, up), "walk");
  const [down, of] = [BigInt(up[1] - up[0]), BigInt(up[0])];
  // With r = down / of: of^(N - i) · (of^i - down^i) / (of^N - down^N).
  const [i, n] = [BigInt(from), BigInt(to)];
  const exact =
    down === of
      ? rational(i, n)
      : rational(of ** (n - i) * (of ** i - down ** i), of ** n - down ** n);
  expect(textOf(measures.hitFrequency)).toBe(textOf(exact));
  expect(positionCount).toBe(to);
});

test("where the player decides, play is the best: keep from 4 on, else roll again", () => {
  const { measures, decides } = enumerated(rerollGame, "face");
  // (4 + 5 + 6) / 36 kept, half of the dice rolled again at 7/12: 5/12 + 7/24 comes back.
  expect(textOf(measures.perMade)).toBe("7/24");
  expect(decides).toBe(true);
  // Doubling would cost 5/12 of a second stake, so nobody does, and nobody takes the bet back.
  expect(textOf(measures.perUnitAtRisk)).toBe("7/24");
  expect(textOf(measures.perResolved!)).toBe("7/24");
});

test("the history that a game names must not matter", () => {
  expect(() => enumerated(forgetfulGame, "heads", ["flips"])).toThrow("depends on its history");
});

test("what has too many cases is said to have, although its bets are found", () => {
  const game = hugeGame();
  const placement = placed(game, "low");
  expect(() => enumerateBet({ game }, placement, limits)).toThrow(Unenumerable);
});
