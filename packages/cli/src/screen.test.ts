import type { TableUpdate } from "@parlor/client";
import { expect, test } from "vitest";
import { screenOf, walletText } from "./screen.ts";

const update = (view: unknown, events: readonly object[] = [], more: object = {}): TableUpdate =>
  ({
    info: { title: "Craps" },
    view: {
      status: "in_progress",
      round: { number: 3 },
      you: 1,
      players: [{ id: "a", name: "Ada" }, { id: "b", name: "Bob" }, null, null],
      view,
    },
    events,
    ...more,
  }) as unknown as TableUpdate; // only what the screen looks at

const head = "-- Craps, in progress, round 3 | 0: Ada, 1: Bob (you), 2 free";

test("a view is a line a field, and a line a bet, with money in the currency's own units", () => {
  const view = {
    point: null,
    shooter: 0,
    rolls: [],
    bets: [
      { seat: 0, bet: "pass", amount: 1_000, commission: 0, works: true },
      { seat: 1, bet: "buy-4", amount: 2_050, commission: 5, works: false },
    ],
    dice: [[1, 2]],
  };
  expect(screenOf(update(view), 2).split("\n")).toEqual([
    head,
    "   shooter: 0",
    "   bets:",
    "     seat=0 bet=pass amount=10.00 works=true",
    "     seat=1 bet=buy-4 amount=20.50 commission=0.05 works=false",
    "   dice: [[1,2]]",
  ]);
  expect(screenOf(update({ stake: 7 }), null).split("\n")[1]).toBe("   stake: 7");
});

test("events come first, without those that say nothing new", () => {
  const events = [
    { type: "action-processed", data: { seat: 0 } },
    { type: "rolled", data: { dice: [3, 4], total: 7 } },
    { type: "bet-placed", data: { stake: 100, total: 1_100 } },
    { type: "drawn", data: {} },
    { type: "round-finished", data: { number: 1 } },
  ];
  expect(screenOf(update(null, events), 2).split("\n")).toEqual([
    "  * rolled dice=[3,4] total=7",
    "  * bet-placed stake=1.00 total=11.00",
    "  * drawn",
    head,
  ]);
});

test("what is too much for a screen is cut at its old end", () => {
  const events = Array.from({ length: 40 }, (_, n) => ({ type: `event-${n}`, data: null }));
  const shown = screenOf(update({ long: Array(200).fill(7) }, events, { missed: [4, 9] }), 2);
  const lines = shown.split("\n");
  expect(lines.slice(0, 3)).toEqual([
    "  * entries 4 to 9 went by unseen",
    "  * 28 more, and then",
    "  * event-28 null",
  ]);
  expect(lines).toHaveLength(16);
  expect(lines.at(-1)).toMatch(/^ {3}long: ….*7\]$/);
  expect(lines.at(-1)!.length).toBeLessThan(120);
});

test("a wallet has all its currencies", () => {
  expect(walletText({ "PLAY/2": 97_800, "EUR/0": 5 })).toBe("978.00 PLAY, 5 EUR");
  expect(walletText(null)).toBe("");
});
