import { viewFor } from "@parlor/kit";
import { expect, test } from "vitest";
import { config } from "./config.ts";
import { craps } from "./game.ts";
import { scriptedTable } from "./testing/scripted-table.ts";

test("[CRAPS-1] every roll is a round of two draws", () => {
  const table = scriptedTable();
  table.bet("pass", 100);
  expect(table.session().round.number).toBe(1);
  table.roll(2, 4);
  expect(table.session().round.number).toBe(2);
  expect(table.events()[0]).toEqual({
    type: "rolled",
    data: { dice: [2, 4], total: 6, shooter: 0 },
  });
  table.roll(1, 2);
  expect(table.session().stats.rounds).toBe(2);
  expect(table.up()).toEqual(["pass 100"]);
});

test("[CRAPS-2] the puck: a table of rolls and the point after each", () => {
  const table = scriptedTable({ config: { shooterNeedsLineBet: false } });
  const rolls: readonly (readonly [number, number, number | null, string | null])[] = [
    [1, 1, null, null],
    [1, 2, null, null],
    [6, 6, null, null],
    [3, 4, null, null],
    [5, 6, null, null],
    [2, 2, 4, "point-set"],
    [5, 6, 4, null],
    [6, 6, 4, null],
    [3, 3, 4, null],
    [1, 3, null, "point-made"],
    [4, 6, 10, "point-set"],
    [1, 6, null, "seven-out"],
    [1, 4, 5, "point-set"],
    [2, 3, null, "point-made"],
    [4, 5, 9, "point-set"],
    [3, 4, null, "seven-out"],
    [3, 5, 8, "point-set"],
  ];
  for (const [first, second, point, told] of rolls) {
    table.roll(first, second);
    expect([first, second, table.game().point]).toEqual([first, second, point]);
    expect(table.told()[1] ?? null).toBe(told);
  }
});

test("[CRAPS-3] only a seven-out moves the dice, around the table", () => {
  const table = scriptedTable({ players: 3, config: { shooterNeedsLineBet: false } });
  table.roll(3, 4);
  table.roll(2, 2);
  table.roll(2, 2);
  expect(table.game().shooter).toBe(0);
  const sevenOut = () => {
    table.roll(2, 2);
    table.roll(3, 4);
    return table.game().shooter;
  };
  expect([sevenOut(), sevenOut(), sevenOut()]).toEqual([1, 2, 0]);
  table.leave(1);
  expect(sevenOut()).toBe(2);
  expect(table.events().at(-1)).toEqual({ type: "shooter-changed", data: { shooter: 2 } });
});

test("[CRAPS-4] the first to sit shoots; a shooter who leaves hands the dice and the point on", () => {
  const table = scriptedTable({ players: 0 });
  table.join(5);
  table.join(2);
  expect(table.game().shooter).toBe(5);
  table.bet("dont-pass", 100, 5);
  table.roll(2, 4);
  expect(table.leave(5)).toBe("");
  expect([table.game().shooter, table.game().point]).toEqual([2, 6]);
  expect(table.roll(1, 1)).toBe("");
});

test("[CRAPS-5] the shooter alone rolls, and needs a line bet for a come-out", () => {
  const table = scriptedTable({ players: 2 });
  expect(table.roll(1, 2, 1)).toBe("not_your_turn");
  expect(table.roll(1, 2)).toBe("line_bet_needed");
  table.bet("field", 100);
  table.bet("pass", 100, 1);
  expect(table.roll(1, 2)).toBe("line_bet_needed");
  table.bet("dont-pass", 100);
  expect(table.roll(2, 2)).toBe("");
  table.takeDown("dont-pass");
  expect(table.roll(5, 6)).toBe("");
  const free = scriptedTable({ config: { shooterNeedsLineBet: false } });
  expect(free.roll(1, 1)).toBe("");
});

test("[CRAPS-6] the dice are passed on between hands only", () => {
  const table = scriptedTable({ players: 2 });
  const pass = (seat: number) => table.act(seat, { type: "pass-dice" });
  expect(pass(1)).toBe("not_your_turn");
  table.bet("pass", 100);
  expect(pass(0)).toBe("");
  expect([table.game().shooter, table.up()]).toEqual([1, ["pass 100"]]);
  table.bet("pass", 100, 1);
  table.roll(2, 2);
  expect(pass(1)).toBe("point_is_on");
  table.roll(3, 4);
  table.leave(0);
  expect(pass(table.game().shooter ?? -1)).toBe("no_other_shooter");
});

test("[CRAPS-7] the clock rolls for a shooter with a line bet, else passes the dice", () => {
  const table = scriptedTable({ players: 3, config: { rollTimeoutMs: 5_000 } });
  expect(table.timer()).toBeUndefined();
  table.bet("pass", 100, 1);
  const since = table.timer()?.dueAt;
  expect(table.timer()).toEqual({ dueAt: 5_000, seat: 0 });
  table.bet("pass", 100, 2);
  expect(table.timer()?.dueAt).toBe(since);
  table.timeUp();
  expect([table.told(), table.game().shooter]).toEqual([["shooter-changed"], 1]);
  expect(table.timer()).toEqual({ dueAt: 10_000, seat: 1 });
  table.timeUp(2, 2);
  expect([table.told(), table.game().point]).toEqual([["rolled", "point-set"], 4]);
  table.timeUp(3, 4);
  expect([table.game().shooter, table.up(1), table.up(2)]).toEqual([2, [], []]);
  expect(table.timer()).toBeUndefined();
});

test("[CRAPS-8] a table left alone comes to rest, and an action wakes it", () => {
  const table = scriptedTable({ players: 3 });
  table.bet("place-6", 600, 1);
  for (const shooter of [1, 2, 0]) {
    expect(table.timeUp()).toBe("");
    expect(table.game().shooter).toBe(shooter);
  }
  expect(table.timer()).toBeUndefined();
  expect(table.timeUp()).toBe("timer_not_due");
  table.call("place-6", "on", 1);
  expect(table.timer()?.seat).toBe(0);
  table.takeDown("place-6", 1);
  expect(table.timer()).toBeUndefined();
  table.bet("place-6", 600, 1);
  for (const _ of [1, 2, 3]) table.timeUp();
  table.join(3);
  expect(table.timer()?.seat).toBe(0);
});

test("[CRAPS-9] a contract bet is decided even when nobody takes the dice", () => {
  const table = scriptedTable({ players: 2 });
  table.bet("pass", 100);
  table.roll(2, 2);
  table.bet("come", 100);
  table.roll(3, 3);
  table.roll(2, 2);
  expect(table.up()).toEqual(["come-6 100"]);
  table.timeUp();
  expect(table.told()).toEqual(["shooter-changed"]);
  table.timeUp(4, 4);
  expect(table.told()).toEqual(["rolled", "point-set"]);
  table.timeUp(3, 4);
  expect(table.told()).toEqual(["rolled", "bet-lost", "seven-out", "shooter-changed"]);
  expect(table.timer()).toBeUndefined();
});

test("[CRAPS-9] fidgeting does not put a contract bet off", () => {
  const table = scriptedTable({ players: 2 });
  table.bet("pass", 100);
  table.roll(2, 2);
  table.bet("come", 100);
  table.roll(3, 3);
  table.roll(2, 2);
  table.timeUp();
  table.bet("field", 100);
  table.takeDown("field");
  table.timeUp(4, 4);
  expect(table.told()).toEqual(["rolled", "point-set"]);
});

test("[CRAPS-7] the clock goes on for a shooter who bets when it has gone all around", () => {
  const table = scriptedTable({ players: 2 });
  table.bet("place-6", 600, 1);
  table.timeUp();
  table.bet("pass", 100);
  table.timeUp();
  expect([table.game().shooter, table.timer()?.seat]).toEqual([0, 0]);
  table.timeUp(2, 2);
  expect(table.told()).toEqual(["rolled", "point-set"]);
});

test("[CRAPS-10] who leaves gets back what is no contract, and stays with what is one", () => {
  const table = scriptedTable({ players: 2 });
  for (const bet of ["pass", "field", "buy-4", "hard-6"] as const) table.bet(bet, 1_000);
  expect(table.leave(0)).toBe("");
  expect([table.cash(0), table.up(0)]).toEqual([0, []]);
  table.join(0);
  table.bet("pass", 1_000, 0);
  table.bet("dont-pass", 1_000, 1);
  table.roll(2, 2);
  table.bet("dont-pass-odds", 1_000, 1);
  expect(table.leave(0)).toBe("bets_must_stand");
  expect(table.leave(1)).toBe("");
  expect(table.cash(1)).toBe(0);
  table.roll(3, 4);
  expect(table.leave(0)).toBe("");
});

test("[CRAPS-11] limits hold for the whole bet, in steps", () => {
  const table = scriptedTable({ limits: { min: 500, max: 2_000, step: 100 } });
  const cases = [
    [499, "below_minimum"],
    [2_100, "above_maximum"],
    [550, "invalid_amount"],
    [600, ""],
    [50, "below_minimum"],
    [150, "invalid_amount"],
    [100, ""],
    [1_400, "above_maximum"],
    [1_300, ""],
    [100, "above_maximum"],
  ] as const;
  for (const [amount, answer] of cases) expect(table.bet("place-6", amount)).toBe(answer);
  expect(table.cash()).toBe(-2_000);
});

test("[CRAPS-11] no bet is so large that its win could not be paid", () => {
  const table = scriptedTable({ limits: { min: 1, max: 1_000_000_000_000 } });
  expect(table.bet("hop-1-1", 25_000_000_001)).toBe("above_maximum");
  table.bet("hop-1-1", 25_000_000_000);
  table.bet("pass", 25_000_000_000);
  expect(table.roll(1, 1)).toBe("");
  expect(table.net()).toBe(29 * 25_000_000_000);
});

test("[CRAPS-12] winnings are rounded down", () => {
  const table = scriptedTable({ limits: { min: 1, max: 1_000 } });
  table.bet("pass", 1);
  table.roll(3, 3);
  table.bet("place-8", 5);
  table.bet("horn", 1);
  table.bet("pass-odds", 1);
  table.roll(4, 4);
  // 5 at 7 to 6 is 5.83; the horn has lost.
  expect(table.net()).toBe(5 - 1);
  table.bet("horn", 1);
  table.roll(6, 6);
  expect(table.net()).toBe(4 + 6);
  table.roll(2, 4);
  // Pass 1, odds of 1 at 6 to 5: 1.2.
  expect(table.net()).toBe(10 + 1 + 1);
});

test("[CRAPS-14] a void hands everything back, commission too", () => {
  const table = scriptedTable({ players: 2 });
  table.bet("pass", 1_000);
  table.roll(2, 2);
  table.bet("pass-odds", 3_000);
  table.bet("buy-10", 1_000);
  table.bet("lay-10", 1_000, 1);
  expect([table.cash(0), table.cash(1)]).toEqual([-5_050, -1_025]);
  table.end();
  expect([table.cash(0), table.cash(1), table.balance("house")]).toEqual([0, 0, 0]);
});

test("[CRAPS-44] everybody sees the same, and only so many rolls of it", () => {
  const table = scriptedTable({ players: 2, config: { shooterNeedsLineBet: false } });
  for (let rolls = 0; rolls < 25; rolls++) table.roll(1, rolls % 2 ? 1 : 2);
  table.bet("buy-4", 1_000, 1);
  table.bet("pass", 500, 1);
  const seen = viewFor(craps, table.setup, table.session(), 0);
  expect(seen).toEqual({
    point: null,
    shooter: 0,
    rolls: Array.from({ length: 20 }, (_, index) => [1, index % 2 ? 2 : 1]),
    bets: [
      { seat: 1, bet: "buy-4", amount: 1_000, commission: 50, call: "house", works: false },
      { seat: 1, bet: "pass", amount: 500, commission: 0, call: "house", works: true },
    ],
  });
  expect(viewFor(craps, table.setup, table.session(), null)).toEqual(seen);
  expect(viewFor(craps, table.setup, table.session(), 1)).toEqual(seen);
});

test("[CRAPS-43] an empty configuration is a whole one", () => {
  const standard = config.parse({});
  expect([standard.dontBar, standard.oddsOn6And8, standard.commission]).toEqual([12, 5, "1/20"]);
});
