import { expect, test } from "vitest";
import { netOf, rollReport } from "./roll-report.ts";

const rolled = (seq: number, first: number, second: number) => {
  const dice: [number, number] = [first, second];
  return { seq, type: "rolled", data: { dice, total: first + second, shooter: 0 } } as const;
};
const lost = (seq: number, stake: number) =>
  ({ seq, type: "bet-lost", data: { seat: 0, bet: "pass", stake } }) as const;

test("before the first roll there is nothing to report", () => {
  expect(rollReport([{ seq: 1, type: "shooter-changed", data: { shooter: 0 } }])).toBeUndefined();
});

test("a report is of the last roll alone", () => {
  const report = rollReport([
    rolled(4, 6, 6),
    lost(4, 500),
    rolled(9, 3, 4),
    {
      seq: 9,
      type: "bet-won",
      data: { seat: 1, bet: "lay-4", stake: 20, won: 10, commission: 1, paid: 9, stays: true },
    },
    { seq: 9, type: "bet-moved", data: { seat: 1, bet: "come", stake: 5, to: "come-6" } },
    lost(9, 30),
    { seq: 9, type: "seven-out", data: { point: 4 } },
  ]);
  expect(report).toMatchObject({ seq: 9, dice: [3, 4], total: 7, call: "Seven out" });
  expect(report?.lines).toEqual([
    { seat: 1, title: "Lay 4", verdict: "won", net: 9 },
    { seat: 1, title: "Come", verdict: "moved", net: 0, to: "Come on 6" },
    { seat: 0, title: "Pass line", verdict: "lost", net: -30 },
  ]);
  expect(netOf(report?.lines ?? [])).toBe(-21);
});

test.each([
  [1, 1, "Aces"],
  [4, 4, "8 the hard way"],
  [5, 3, "8"],
  [5, 6, "Yo, eleven"],
])("%i and %i is called %s", (first, second, call) => {
  expect(rollReport([rolled(1, first, second)])?.call).toBe(call);
});
