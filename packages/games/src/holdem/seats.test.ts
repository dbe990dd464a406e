import { seededDraws, randomFrom } from "@parlor/kit";
import { expect, test } from "vitest";
import type { Config } from "./config.ts";
import { stakesOf } from "./stakes.ts";
import { QuickTable } from "./testing/quick-table.ts";

const tableOf = (seatCount: number, config: Partial<Config> = {}) => {
  const random = randomFrom(seededDraws(1));
  const lastButton = { pick: (items: readonly unknown[]) => items.at(-1) as never };
  const rest = {
    int: (bound: number) => random.int(bound),
    drawFrom: random.drawFrom.bind(random),
  };
  return new QuickTable({
    seatCount,
    config: { rake: "0/1", ...config },
    random: { ...random, ...rest, ...lastButton },
  });
};
const seated = (
  stacks: readonly number[],
  config: Partial<Config> = {},
  seatCount = stacks.length,
) => {
  const table = tableOf(seatCount, config);
  table.sitDown(stacks);
  return table;
};
const buyIn = (amount: number) => ({ type: "buy-in", amount });
const typesOf = (table: QuickTable, seat: number) => table.legal(seat).map(({ type }) => type);

/** Everybody folds until the hand is over; then the next one begins. */
const nextHand = (table: QuickTable) => {
  while (table.turn !== null)
    if (table.act(table.turn, "fold") !== "") table.act(table.turn, "check");
  if (table.timers.has("next-hand")) table.expire("next-hand");
};
const positions = (table: QuickTable) => {
  const { button, smallBlind, bigBlind } = table.state;
  return [button, smallBlind, bigBlind, table.hand.players.map(({ seat }) => seat)];
};
const posted = (table: QuickTable) =>
  table.events
    .splice(0)
    .flatMap(({ type, data }) =>
      type === "posted" ? [Object.values(data as object).join(" ")] : [],
    );

test("[HOLDEM-1] buy-ins and top-ups are within the limits, and not while in a hand", () => {
  const table = tableOf(3);
  for (const seat of [0, 1, 2]) table.sit(seat);
  expect(table.legal(0)).toEqual([
    { type: "buy-in", fields: { amount: { min: 4_000, max: 10_000 } } },
  ]);
  expect(table.act(0, buyIn(3_999))).toBe("below_minimum");
  expect(table.act(0, buyIn(10_001))).toBe("above_maximum");
  expect(table.act(0, buyIn(5_000))).toBe("");
  expect(table.legal(0)[0]?.fields).toEqual({ amount: { min: 1, max: 5_000 } });
  expect(table.act(0, buyIn(5_000))).toBe("");
  expect(table.act(0, buyIn(1))).toBe("stack_full");
  expect(table.act(1, buyIn(4_000))).toBe("");
  expect(table.turn).not.toBeNull();
  expect(table.act(1, buyIn(1_000))).toBe("in_hand");
  expect(table.act(2, buyIn(4_000))).toBe("");
  nextHand(table);
  expect(table.hand.players.length).toBe(3);
});

test("[HOLDEM-1] a folded hand may buy chips", () => {
  const table = seated([1_000, 1_000, 1_000]);
  expect(table.act(2, buyIn(9_000))).toBe("in_hand");
  table.act(2, "fold");
  expect(table.act(2, buyIn(9_000))).toBe("");
});

test("[HOLDEM-2] the whole stack goes back at the leave, and to the wallet only then", () => {
  const table = seated([1_000, 1_000, 1_000]);
  nextHand(table);
  const { net } = table;
  const before = [...net];
  expect(before).toEqual([-1_000, -1_000, -1_000]);
  const left = table.stacks()[1];
  expect(table.leave(1)).toBe("");
  expect(net[1]).toBe(-1_000 + (left ?? 0));
});

test("[HOLDEM-3] [HOLDEM-4] who leaves folds; what was put in is the stake of those who are left", () => {
  const table = seated([1_000, 1_000, 1_000, 1_000]);
  expect(table.leave(1)).toBe("");
  expect([table.turn, table.net[1], table.balance]).toEqual([2, -100, 3_100]);
  const stakes = [0, 0, 0, 0];
  for (const { seat, amount } of stakesOf(table.state)) stakes[seat] = (stakes[seat] ?? 0) + amount;
  // 100 for three: the odd chip goes to the first from the button's left.
  expect(stakes).toEqual([1_034, 0, 1_033, 1_033]);
  expect(table.leave(2)).toBe("");
  expect(table.turn).toBe(3);
  expect(table.leave(0)).toBe("");
  expect([table.hand.results?.[0]?.shares, table.stacks()]).toEqual([
    [{ seat: 3, amount: 150 }],
    [null, null, null, 1_150],
  ]);
});

test("[HOLDEM-4] who is all-in stays; a seat that is taken again has no part in the hand", () => {
  const table = seated([300, 1_000, 1_000]);
  table.act(2, "call");
  table.act(0, { type: "raise", to: 300 });
  expect(table.leave(0)).toBe("all_in");
  expect(table.leave(1)).toBe("");
  table.sit(1);
  expect(table.act(1, buyIn(4_000))).toBe("");
  expect([table.turn, table.hand.players.length]).toEqual([2, 3]);
  expect(typesOf(table, 1)).toEqual(["buy-in", "sit-out"]);
  expect(table.act(2, "fold")).toBe("");
  expect(table.stacks()).toEqual([500, 4_000, 900]);
  expect(table.leave(0)).toBe("");
});

test("[HOLDEM-4] a leave out of turn that decides the hand ends it", () => {
  const table = seated([1_000, 200, 1_000]);
  table.act(2, { type: "raise", to: 200 });
  table.act(0, "call");
  table.act(1, "call");
  expect([table.hand.street, table.turn]).toEqual(["flop", 0]);
  expect(table.leave(2)).toBe("");
  // Seat 1 is all-in, so nobody is left to bet against.
  expect(table.hand.results).not.toBeNull();
});

test("[HOLDEM-5] sitting out begins with the next hand and ends when the player says so", () => {
  const table = seated([1_000, 1_000, 1_000]);
  expect(table.act(0, "sit-in")).toBe("not_out");
  expect(table.act(2, "sit-out")).toBe("");
  expect(table.act(2, "sit-out")).toBe("already_out");
  expect(table.act(2, "call")).toBe("");
  nextHand(table);
  expect(table.hand.players.map(({ seat }) => seat)).not.toContain(2);
  table.act(0, "sit-out");
  nextHand(table);
  expect(table.timers.size).toBe(0);
  expect(table.act(2, "sit-in")).toBe("");
  expect(table.hand.players.map(({ seat }) => seat).toSorted((a, b) => a - b)).toEqual([1, 2]);
  const empty = tableOf(2);
  empty.sit(0);
  expect(empty.act(0, "sit-out")).toBe("no_chips");
});

test("[HOLDEM-6] a hand begins at once with the second who is ready, the next by the timer", () => {
  const table = tableOf(3);
  for (const seat of [0, 1, 2]) table.sit(seat);
  table.act(0, buyIn(4_000));
  expect(table.state.hand).toBeNull();
  table.act(1, buyIn(4_000));
  expect(table.state.handCount).toBe(1);
  table.act(2, buyIn(4_000));
  while (table.turn !== null) table.act(table.turn, "fold");
  expect(table.timers.get("next-hand")?.ms).toBe(4_000);
  table.act(2, "sit-out");
  table.act(2, "sit-in");
  expect(table.state.handCount).toBe(1);
  table.expire("next-hand");
  expect(table.state.handCount).toBe(2);
});

test("[HOLDEM-7] the blinds move one player on; who goes leaves a dead small blind, then a dead button", () => {
  const table = seated([9_000, 9_000, 9_000, 9_000, 9_000]);
  expect(positions(table)).toEqual([4, 0, 1, [0, 1, 2, 3, 4]]);
  nextHand(table);
  expect(positions(table)).toEqual([0, 1, 2, [1, 2, 3, 4, 0]]);
  while (table.turn !== null) table.act(table.turn, "fold");
  table.leave(2);
  table.told();
  table.expire("next-hand");
  expect(positions(table)).toEqual([1, 2, 3, [3, 4, 0, 1]]);
  expect(posted(table)).toEqual(["3 big-blind 100"]);
  nextHand(table);
  expect(positions(table)).toEqual([2, 3, 4, [3, 4, 0, 1]]);
  nextHand(table);
  expect(positions(table)).toEqual([3, 4, 0, [4, 0, 1, 3]]);
});

test("[HOLDEM-8] from three to two and back: nobody has the big blind twice running", () => {
  const table = seated([9_000, 9_000, 9_000]);
  expect(table.state.bigBlind).toBe(1);
  while (table.turn !== null) table.act(table.turn, "fold");
  table.leave(0);
  table.expire("next-hand");
  expect(positions(table)).toEqual([1, 1, 2, [2, 1]]);
  nextHand(table);
  expect(positions(table)).toEqual([2, 2, 1, [1, 2]]);
  table.sit(0);
  table.act(0, buyIn(9_000));
  nextHand(table);
  // The new player sits between button and big blind, and has to wait.
  expect(positions(table)).toEqual([1, 1, 2, [2, 1]]);
  nextHand(table);
  expect(positions(table)).toEqual([1, 2, 0, [2, 0, 1]]);
});

/** Four players; seat 3 sits out while both blinds go by, and comes back. */
const backAgain = (missedBlinds: "post" | "wait") => {
  const table = seated([9_000, 9_000, 9_000, 9_000], { missedBlinds });
  expect(positions(table)).toEqual([3, 0, 1, [0, 1, 2, 3]]);
  table.act(3, "sit-out");
  nextHand(table);
  nextHand(table);
  expect(table.state.sitters[3]).toMatchObject({ owesBig: true, owesSmall: false });
  nextHand(table);
  expect(table.state.sitters[3]).toMatchObject({ owesBig: true, owesSmall: true });
  expect(positions(table)).toEqual([2, 0, 1, [0, 1, 2]]);
  table.act(3, "sit-in");
  table.told();
  nextHand(table);
  return table;
};

test("[HOLDEM-9] who missed the blinds posts them: the big one live, the small one dead", () => {
  const table = backAgain("post");
  expect(positions(table)).toEqual([0, 1, 2, [1, 2, 3, 0]]);
  expect(posted(table)).toEqual([
    "1 small-blind 50",
    "2 big-blind 100",
    "3 missed-big-blind 100",
    "3 missed-small-blind 50",
  ]);
  expect([table.turn, typesOf(table, 3)]).toEqual([3, ["check", "raise", "sit-out"]]);
  expect(table.state.sitters[3]).toMatchObject({ owesBig: false, owesSmall: false });
});

test("[HOLDEM-9] or waits for the big blind, and then owes nothing else", () => {
  const table = backAgain("wait");
  expect(positions(table)).toEqual([0, 1, 2, [1, 2, 0]]);
  table.told();
  nextHand(table);
  expect(positions(table)).toEqual([1, 2, 3, [2, 3, 0, 1]]);
  expect(posted(table)).toEqual(["2 small-blind 50", "3 big-blind 100"]);
});

test("[HOLDEM-9] who is new posts the big blind alone, but not on the button or beside it", () => {
  const table = seated([9_000, 9_000, 9_000], {}, 6);
  expect(positions(table)).toEqual([2, 0, 1, [0, 1, 2]]);
  for (const seat of [4, 5]) table.sit(seat);
  table.act(4, buyIn(9_000));
  nextHand(table);
  // The button is on 0, the big blind on 2: seat 4 is behind it.
  table.act(5, buyIn(9_000));
  expect(positions(table)).toEqual([0, 1, 2, [1, 2, 4, 0]]);
  expect(posted(table)).toContain("4 missed-big-blind 100");
  nextHand(table);
  expect(positions(table)).toEqual([1, 2, 4, [2, 4, 5, 0, 1]]);
  table.sit(3);
  table.act(3, buyIn(9_000));
  nextHand(table);
  expect(positions(table)).toEqual([2, 4, 5, [4, 5, 0, 1, 2]]);
  nextHand(table);
  // Seat 3 lies on the dead stretch behind the button as it would have to post: now it is behind the big blind.
  expect(positions(table).slice(0, 3)).toEqual([4, 5, 0]);
  expect(table.hand.players.some(({ seat }) => seat === 3)).toBe(true);
});

test("[HOLDEM-9] where fewer than two could play, the table begins anew", () => {
  const table = seated([9_000, 9_000], { missedBlinds: "wait" }, 4);
  table.sit(2);
  table.act(2, buyIn(9_000));
  while (table.turn !== null) table.act(table.turn, "fold");
  table.leave(1);
  expect(table.state.sitters[2]?.owesBig).toBe(true);
  table.expire("next-hand");
  expect(table.hand.players.length).toBe(2);
  expect(table.state.sitters[2]?.owesBig).toBe(false);
});

test("[HOLDEM-10] antes of each player, or of the big blind for all", () => {
  const each = seated([1_000, 1_000, 5], { ante: 10 });
  expect(each.stacks()).toEqual([940, 890, 0]);
  expect(posted(each)).toEqual([
    "0 ante 10",
    "1 ante 10",
    "2 ante 5",
    "0 small-blind 50",
    "1 big-blind 100",
  ]);
  const one = seated([1_000, 130, 1_000], { ante: 100, antePaidBy: "big-blind" });
  expect(posted(one)).toEqual(["0 small-blind 50", "1 big-blind 100", "1 ante 30"]);
  one.act(2, "call");
  one.act(0, "call");
  // The dead ante is in the main pot: nobody has to match it, and none of it goes back.
  expect([one.hand.street, one.turn]).toEqual(["flop", 0]);
  expect(one.hand.players.reduce((sum, { put, dead }) => sum + put + dead, 0)).toBe(330);
});

test("[HOLDEM-31] choices between hands are those of the seat", () => {
  const table = seated([10_000, 9_000], { straddle: true });
  expect(typesOf(table, 0)).toEqual(["sit-out", "straddle"]);
  expect(table.act(0, "show")).toBe("nothing_to_show");
  while (table.turn !== null) table.act(table.turn, "fold");
  expect(typesOf(table, 0)).toEqual(["show", "sit-out", "straddle"]);
  expect(typesOf(table, 1)).toEqual(["show", "buy-in", "sit-out", "straddle"]);
});
