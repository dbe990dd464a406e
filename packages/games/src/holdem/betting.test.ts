import { expect, test } from "vitest";
import type { Config } from "./config.ts";
import { dealingOrder, QuickTable, rigged } from "./testing/quick-table.ts";

/** A table whose button is the last seat, with these stacks; the cards do not matter. */
const tableOf = (stacks: readonly number[], config: Partial<Config> = {}) => {
  const table = new QuickTable({ seatCount: stacks.length, config: { rake: "0/1", ...config } });
  const { random } = table;
  table.random = {
    ...random,
    int: (bound) => random.int(bound),
    drawFrom: (shoe) => random.drawFrom(shoe),
    pick: (items) => items[items.length - 1] as never, // there are two or more
  };
  table.sitDown(stacks);
  return table;
};

const raise = (to: number) => ({ type: "raise", to });
const bet = (to: number) => ({ type: "bet", to });
const rangeOf = (table: QuickTable) => {
  const choices = table.turn === null ? [] : table.legal(table.turn);
  return choices.find(({ type }) => type === "bet" || type === "raise")?.fields["to"];
};
const typesOf = (table: QuickTable) =>
  (table.turn === null ? [] : table.legal(table.turn))
    .map(({ type }) => type)
    .filter((type) => ["fold", "check", "call", "bet", "raise"].includes(type));
/** Whoever's turn it is does these one after the other. */
const playOn = (table: QuickTable, ...actions: readonly (string | { readonly type: string })[]) => {
  for (const action of actions) {
    const { turn } = table;
    expect(turn).not.toBeNull();
    expect(table.act(turn ?? -1, action)).toBe("");
  }
};

test("[HOLDEM-12] the order of turns before and after the flop, and the big blind's option", () => {
  const table = tableOf([1_000, 1_000, 1_000, 1_000]);
  const order: (number | null)[] = [];
  const go = (action: string) => (order.push(table.turn), playOn(table, action));
  for (const action of ["call", "call", "call"]) go(action);
  expect([table.turn, typesOf(table), table.hand.street]).toEqual([
    1,
    ["check", "raise"],
    "preflop",
  ]);
  for (const action of ["check", "check", "check", "check", "check"]) go(action);
  expect(order).toEqual([2, 3, 0, 1, 0, 1, 2, 3]);
  expect([table.hand.street, table.turn]).toEqual(["turn", 0]);
});

test("[HOLDEM-8] two players: the button posts the small blind, acts first, and last after the flop", () => {
  const table = tableOf([1_000, 1_000]);
  expect(table.stacks()).toEqual([900, 950]);
  expect(table.turn).toBe(1);
  playOn(table, "call", "check");
  expect([table.hand.street, table.turn]).toEqual(["flop", 0]);
});

test("[HOLDEM-13] what may be done with a bet to match and without, and who may not", () => {
  const table = tableOf([1_000, 1_000, 1_000]);
  expect(typesOf(table)).toEqual(["fold", "call", "raise"]);
  expect(table.act(2, "check")).toBe("bet_to_call");
  expect(table.act(2, bet(300))).toBe("already_bet");
  expect(table.act(0, "call")).toBe("not_your_turn");
  playOn(table, "call", "call");
  expect(table.act(1, "fold")).toBe("no_bet_to_call");
  expect(table.act(1, "call")).toBe("no_bet_to_call");
  playOn(table, "check");
  expect(typesOf(table)).toEqual(["check", "bet"]);
  expect(table.act(0, raise(300))).toBe("no_bet_to_call");
});

test("[HOLDEM-14] no-limit: the least raise is the last full one more, the most the stack", () => {
  const table = tableOf([10_000, 10_000, 10_000, 10_000]);
  expect(rangeOf(table)).toEqual({ min: 200, max: 10_000 });
  expect(table.act(2, raise(199))).toBe("below_minimum");
  expect(table.act(2, raise(10_001))).toBe("above_maximum");
  playOn(table, raise(350));
  expect(rangeOf(table)).toEqual({ min: 600, max: 10_000 });
  playOn(table, raise(1_000));
  expect(rangeOf(table)).toEqual({ min: 1_650, max: 10_000 });
  playOn(table, "fold", "fold", "call");
  expect(rangeOf(table)).toEqual({ min: 100, max: 9_000 });
});

test("[HOLDEM-15] pot-limit: the call counts first, then everything in the middle", () => {
  const table = tableOf([10_000, 10_000, 10_000], { betting: "pot-limit" });
  expect(rangeOf(table)).toEqual({ min: 200, max: 350 });
  playOn(table, raise(350));
  // 350 is called into 500: with the small blind's 50 the pot is 500 + 300, and 350 + 800 may be bet.
  expect(rangeOf(table)).toEqual({ min: 600, max: 1_150 });
  playOn(table, "fold", "call");
  expect(rangeOf(table)).toEqual({ min: 100, max: 750 });
  const antes = tableOf([10_000, 10_000, 10_000], { betting: "pot-limit", ante: 10 });
  expect(rangeOf(antes)).toEqual({ min: 200, max: 380 });
});

test("[HOLDEM-15] pot-limit: the least raise is always open", () => {
  const table = tableOf([10, 1_000, 1_000], { betting: "pot-limit" });
  expect(rangeOf(table)).toEqual({ min: 200, max: 310 });
  const tiny = tableOf([10, 20, 5_000, 5_000], { betting: "pot-limit" });
  expect(rangeOf(tiny)).toEqual({ min: 200, max: 230 });
});

test("[HOLDEM-16] fixed-limit: steps, streets and the cap", () => {
  const table = tableOf([10_000, 10_000, 10_000], { betting: "fixed-limit" });
  const ranges = [];
  for (let raises = 0; raises < 3; raises++) {
    ranges.push(rangeOf(table));
    playOn(table, raise(200 + 100 * raises));
  }
  expect(ranges).toEqual([200, 300, 400].map((to) => ({ min: to, max: to })));
  expect(typesOf(table)).toEqual(["fold", "call"]);
  expect(table.act(table.turn ?? -1, raise(500))).toBe("bets_capped");
  playOn(table, "call", "call", "check", "check", "check");
  expect([table.hand.street, rangeOf(table)]).toEqual(["turn", { min: 200, max: 200 }]);
});

test("[HOLDEM-16] fixed-limit: no cap for two, unless it is set", () => {
  const raises = (headsUpUncapped: boolean) => {
    const table = tableOf([2_000, 2_000], { betting: "fixed-limit", headsUpUncapped });
    let count = 0;
    for (; typesOf(table).includes("raise"); count++) playOn(table, raise(200 + 100 * count));
    return count;
  };
  expect([raises(true), raises(false)]).toEqual([19, 3]);
});

test("[HOLDEM-16] fixed-limit: half a bet counts as one, less is completed", () => {
  const cases = [
    { stack: 149, next: 200, again: false },
    { stack: 150, next: 250, again: true },
  ];
  for (const { stack, next, again } of cases) {
    const table = tableOf([10_000, 10_000, 10_000, stack], { betting: "fixed-limit" });
    playOn(table, "call", raise(stack));
    expect(rangeOf(table)).toEqual({ min: next, max: next });
    playOn(table, "call", "call");
    expect(typesOf(table)).toEqual(again ? ["fold", "call", "raise"] : ["fold", "call"]);
  }
});

test("[HOLDEM-17] a short all-in does not open the betting again for who has acted", () => {
  const table = tableOf([10_000, 10_000, 10_000, 700]);
  playOn(table, raise(500), raise(700));
  // The blinds have not acted: they may raise, by the last full raise above the all-in.
  expect(rangeOf(table)).toEqual({ min: 1_100, max: 10_000 });
  playOn(table, "call", "call");
  expect([table.turn, typesOf(table)]).toEqual([2, ["fold", "call"]]);
  expect(table.act(2, raise(1_100))).toBe("raise_closed");
});

test("[HOLDEM-17] short all-ins that add up to a full raise open it again", () => {
  const table = tableOf([800, 10_000, 10_000, 650]);
  playOn(table, raise(400), raise(650), raise(800), "call");
  // 800 is 400 more than when the seat acted, and the last full raise was 300.
  expect([table.turn, rangeOf(table)]).toEqual([2, { min: 1_100, max: 10_000 }]);
});

test("[HOLDEM-17] a raise that is just full opens the betting again", () => {
  const table = tableOf([10_000, 10_000, 10_000]);
  playOn(table, raise(300), raise(500), "fold");
  expect([table.turn, rangeOf(table)]).toEqual([2, { min: 700, max: 10_000 }]);
});

test("[HOLDEM-17] a short all-in bet does not open the betting for who has checked", () => {
  const table = tableOf([10_000, 10_000, 130]);
  playOn(table, "call", "call", "check", "check", "check", bet(30));
  expect([table.turn, typesOf(table)]).toEqual([0, ["fold", "call"]]);
});

test("[HOLDEM-18] nobody raises whom nobody can call, and nobody is asked for nothing", () => {
  const table = tableOf([300, 1_000]);
  playOn(table, raise(1_000));
  expect([table.turn, typesOf(table)]).toEqual([0, ["fold", "call"]]);
  const covered = tableOf([1_000, 300]);
  playOn(covered, raise(300));
  expect(typesOf(covered)).toEqual(["fold", "call"]);
  expect(covered.act(0, raise(600))).toBe("nobody_to_call");
  playOn(covered, "call");
  expect(covered.hand.results).not.toBeNull();
  // The big blind is all-in for less than the small blind: the hand runs out at once.
  expect(tableOf([30, 1_000]).hand.results).not.toBeNull();
});

test("[HOLDEM-10] a short big blind leaves the betting that of a whole one", () => {
  const table = tableOf([1_000, 40, 1_000]);
  expect(typesOf(table)).toEqual(["fold", "call", "raise"]);
  playOn(table, "call");
  expect(table.stacks()).toEqual([950, 0, 900]);
  expect(rangeOf(table)).toEqual({ min: 200, max: 1_000 });
});

test("[HOLDEM-11] a straddle is a raise before the cards, and the straddler acts last", () => {
  const table = new QuickTable({ seatCount: 4, config: { straddle: true } });
  const cards = dealingOrder([0, 1, 2, 3], ["2c3c", "4c5c", "6c7c", "8c9c"], "");
  table.random = rigged(3, cards);
  for (const seat of [0, 1, 2, 3]) table.sit(seat);
  expect(table.act(2, { type: "straddle", on: true })).toBe("");
  expect(table.act(2, { type: "straddle", on: true })).toBe("no_straddle");
  for (const seat of [0, 1, 2, 3]) expect(table.act(seat, { type: "sit-in" })).toBe("not_out");
  for (const sitter of table.state.sitters) if (sitter) sitter.stack = 4_000;
  expect(table.act(0, { type: "buy-in", amount: 1 })).toBe("");
  expect([table.turn, table.hand.level, rangeOf(table)]).toEqual([
    3,
    200,
    { min: 400, max: 4_000 },
  ]);
  playOn(table, "call", "call", "call");
  expect([table.turn, typesOf(table)]).toEqual([2, ["check", "raise"]]);
});

test("[HOLDEM-11] no straddle without the rule, for two, or without the chips", () => {
  const plain = tableOf([1_000, 1_000, 1_000]);
  expect(plain.act(0, { type: "straddle", on: true })).toBe("no_straddle");
  const two = new QuickTable({ seatCount: 2, config: { straddle: true } });
  for (const seat of [0, 1]) two.sit(seat);
  for (const seat of [0, 1]) two.act(seat, { type: "straddle", on: true });
  for (const seat of [0, 1]) two.act(seat, { type: "buy-in", amount: 4_000 });
  expect(two.hand.level).toBe(100);
});
