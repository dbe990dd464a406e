import { choice } from "@parlor/kit";
import { expect, test } from "vitest";
import { howTo, typedAction } from "./typed-action.ts";

const flip = choice("flip", { call: ["heads", "tails"], stake: { min: 100, max: 500, step: 100 } });
const place = choice("place", { cell: [0, 4, 8] });
const line = choice("bet", { bet: ["pass"], amount: { min: 100, max: 500 } });
const odds = choice("bet", { bet: ["pass-odds"], amount: { min: 100, max: 1_500 } });
const draw = choice("draw", { count: { min: 0, max: 3 } });
const money = { choices: [flip, place, line, odds, draw, choice("roll")], scale: 2 };
const action = (type: string, fields: object = {}) => ({ type, ...fields });

test.each([
  ["flip heads 5", action("flip", { call: "heads", stake: 500 })],
  ["  flip   tails  1.00 ", action("flip", { call: "tails", stake: 100 })],
  ["flip stake=2 heads", action("flip", { call: "heads", stake: 200 })],
  ["flip call=heads stake=2.", action("flip", { call: "heads", stake: 200 })],
  ["place 4", action("place", { cell: 4 })],
  ["bet pass 5", action("bet", { bet: "pass", amount: 500 })],
  ["bet pass-odds 15", action("bet", { bet: "pass-odds", amount: 1_500 })],
  ["draw 3", action("draw", { count: 3 })],
  ["roll", action("roll")],
])("%j is an action", (text, expected) => {
  expect(typedAction(text, money)).toEqual(expected);
});

test.each([
  ["dance", "You can: flip, place, bet, draw, roll (? shows how)"],
  ["__proto__", "You can: flip, place, bet, draw, roll (? shows how)"],
  ["flip", "Something is missing: flip <call> <stake> (? shows how)"],
  ["flip heads", "Something is missing: flip <call> <stake> (? shows how)"],
  ["flip heads 5 now", "Too much: now (? shows how)"],
  ["flip heads 5 why=not", "Too much: why=not (? shows how)"],
  ["flip heads 5 __proto__=1", "Too much: __proto__=1 (? shows how)"],
  ["flip edge 5", "Not like that now: flip <call> <stake> (? shows how)"],
  ["flip heads 6", "Not like that now: flip <call> <stake> (? shows how)"],
  ["flip heads 1.50", "Not like that now: flip <call> <stake> (? shows how)"],
  ["flip heads 1.001", "Not like that now: flip <call> <stake> (? shows how)"],
  ["flip heads -1", "Not like that now: flip <call> <stake> (? shows how)"],
  ["flip heads 1e2", "Not like that now: flip <call> <stake> (? shows how)"],
  ["flip heads five", "Not like that now: flip <call> <stake> (? shows how)"],
  ["draw 1.5", "Not like that now: draw <count> (? shows how)"],
  ["place 5", "Not like that now: place <cell> (? shows how)"],
])("%j is none: %s", (text, problem) => {
  expect(typedAction(text, money)).toBe(problem);
});

test("where nothing can be done, that is what is said", () => {
  expect(typedAction("roll", { choices: [], scale: 2 })).toBe("You can do nothing right now.");
});

test("without money, an amount is a number like any other", () => {
  const free = { choices: [line], scale: null };
  expect(typedAction("bet pass 300", free)).toEqual(action("bet", { bet: "pass", amount: 300 }));
});

test("how a choice is typed fits into a terminal's lines", () => {
  const many = choice("bet", {
    bet: Array.from({ length: 30 }, (_, n) => `number-${n}`),
    amount: { min: 100, max: 50_000, step: 100 },
  });
  const lines = howTo(many, money);
  expect(lines[0]).toBe("  bet <bet> <amount>");
  expect(lines[1]).toMatch(/^ {6}bet: number-0, number-1,.*,$/);
  expect(lines.at(-2)).toMatch(/^ {11}.*number-29$/);
  expect(lines.at(-1)).toBe("      amount: 1.00 to 500.00 in steps of 1.00");
  for (const one of lines) expect(one.length).toBeLessThanOrEqual(76);
  const words = lines
    .slice(1, -1)
    .join(" ")
    .match(/number-\d+/g);
  expect(words).toHaveLength(30);
});
