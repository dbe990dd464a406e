import { expect, test } from "vitest";
import { pairWin, threeCardWin } from "./side-bets.ts";
import { cardsOf, scriptedTable } from "./testing/scripted-table.ts";

test.each([
  ["8c 8c", "perfect-pair"],
  ["8c 8s", "coloured-pair"],
  ["8d 8h", "coloured-pair"],
  ["8d 8c", "mixed-pair"],
  ["Kd Qd", null],
] as const)("[BJ-30] %s is %s", (cards, win) => {
  const [first, second] = cardsOf(cards);
  expect(first && second && pairWin(first, second)).toBe(win);
});

test.each([
  ["8c 8c 8c", "suited-trips"],
  ["8c 8d 8c", "trips"],
  ["9c 8c Tc", "straight-flush"],
  ["Ac 3c 2c", "straight-flush"],
  ["Ac Kd Qc", "straight"],
  ["3c Ad 2c", "straight"],
  ["Kc Ad 2c", null],
  ["Kc 9c 2c", "flush"],
  ["Kc Kd 2c", null],
] as const)("[BJ-31] %s is %s, in whichever order", (cards, win) => {
  const [a, b, c] = cardsOf(cards);
  if (!a || !b || !c) throw new Error("three cards");
  for (const [x, y, z] of [
    [a, b, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ] as const)
    expect(threeCardWin(x, y, z)).toBe(win);
});

test("[BJ-29] side bets are settled at the deal, whatever becomes of the hand", () => {
  const table = scriptedTable();
  table.bet(100);
  table.bet(100, 0, "perfect-pairs");
  table.bet(200, 0, "twenty-one-plus-three");
  table.comes("8c 8d 8s");
  table.say("deal");
  expect(table.net()).toBe(1_200 + 6_000);
  expect(table.open()).toBe(100);
  expect(table.game().places[0]?.sideBets.map(({ win, paid }) => [win, paid])).toEqual([
    ["coloured-pair", 1_300],
    ["trips", 6_200],
  ]);
});
