import { Unenumerable } from "@parlor/kit";
import type { Game } from "@parlor/kit";
import { expect, test } from "vitest";
import {
  climbGame,
  comeOutGame,
  holdGame,
  raiseGame,
  surrenderGame,
} from "../test/decision-games.ts";
import { dieGame, forgetfulGame, hugeGame, rerollGame, walkGame } from "../test/table-games.ts";
import { enumerateBet, enumerateExactly, roundingAt } from "./enumerate-bet.ts";
import { findPlacements } from "./placements.ts";
import { nodeCountMax } from "./limits.ts";
import { settingOf } from "./position.ts";
import { rational, textOf } from "./rational.ts";

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

test("too many positions that come back to each other are said to be too many", () => {
  const game = walkGame(600, 1_200, [1, 2]);
  expect(() => enumerateBet({ game }, placed(game, "walk"), limits)).toThrow(Unenumerable);
});

test(
  "too many positions are said to be too many, although each move has few ways",
  { timeout: 120_000 },
  () => {
    const game = climbGame(nodeCountMax);
    expect(() => enumerateBet({ game }, placed(game, "climb"), limits)).toThrow(
      `more than ${nodeCountMax} positions`,
    );
  },
);

test("a long way up has the chance that it has, exactly", () => {
  const { measures } = enumerated(climbGame(999), "climb");
  expect(measures.hitFrequency).toEqual(rational(999n ** 1_000n, 1_000n ** 1_000n));
});

test("which cards to hold is decided by what each way of holding is worth", () => {
  const { measures, decides } = enumerated(holdGame, "pair");
  // A pair (1/3) is held: 1. Of two different cards one is drawn anew: a third makes a pair, so 2/3 is lost
  // on average; to draw both makes a pair as often, and to stand never does.
  expect(textOf(measures.hitFrequency)).toBe("5/9");
  expect(textOf(measures.perMade)).toBe("1/6");
  expect(decides).toBe(true);
});

test("a raise that is worth it is made, and counts as money at risk", () => {
  const { measures } = enumerated(raiseGame, "hand");
  // A 5 or a 6 is raised and wins two stakes, two times of six; four times of six one stake is lost.
  expect(textOf(measures.perMade)).toBe("0/1");
  expect(textOf(measures.perUnitAtRisk)).toBe("0/1");
  expect(measures.nets.map(({ net, chance }) => [textOf(net), textOf(chance)])).toEqual([
    ["-1/1", "2/3"],
    ["2/1", "1/3"],
  ]);
});

test.for([
  // Of a hand that wins one time in three a third of the stake is lost on average: half is dearer, a quarter is not.
  ["half of the stake", "1/2", "1/3", ["-1/1", "1/1"]],
  ["three quarters", "3/4", "1/4", ["-1/4"]],
  // At two thirds both are worth the same, and what the game lists first is done.
  ["two thirds, which is a tie", "2/3", "1/3", ["-1/1", "1/1"]],
] as const)("an early surrender is taken where it is cheaper: %s back", ([, back, edge, nets]) => {
  const { measures } = enumerated(surrenderGame(back), "hand");
  expect(textOf(measures.perMade)).toBe(edge);
  expect(measures.nets.map(({ net }) => textOf(net))).toEqual(nets);
});

test("odds that cost nothing are a tie, and leave the edge per bet made as it was", () => {
  const { measures, decides } = enumerated(comeOutGame, "line");
  // A point of even chances pays even money; the come-out is lost one time in four and won one in five.
  expect([textOf(measures.perMade), decides]).toEqual(["1/20", true]);
});
