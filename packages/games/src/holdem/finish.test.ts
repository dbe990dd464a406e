import { expect, test } from "vitest";
import type { Config } from "./config.ts";
import { dealingOrder, QuickTable, rigged } from "./testing/quick-table.ts";

interface Deal {
  readonly stacks: readonly number[];
  /** By seat, such as "AcAd". */
  readonly hole: readonly string[];
  readonly board?: string;
  readonly config?: Partial<Config>;
}

/** A first hand with the button in the last seat, and these cards. */
const deal = ({ stacks, hole, board = "", config = {} }: Deal): QuickTable => {
  const seats = stacks.map((_, seat) => seat);
  const random = rigged(stacks.length - 1, dealingOrder(seats, hole, board));
  const own = { rake: "0/1", ...config } as Partial<Config>; // a fraction, as the schema will say
  const table = new QuickTable({ seatCount: stacks.length, config: own, random });
  table.sitDown(stacks);
  return table;
};

type Move = string | { readonly type: string };
const playOn = (table: QuickTable, ...actions: readonly Move[]) => {
  for (const action of actions) expect(table.act(table.turn ?? -1, action)).toBe("");
};
const raise = (to: number) => ({ type: "raise", to });
const bet = (to: number) => ({ type: "bet", to });
const shownBy = (table: QuickTable) =>
  table.events.flatMap(({ type, data }) => {
    const { seat } = data as { readonly seat: number }; // these two events have one
    if (type === "cards-shown") return [`${seat} shows`];
    return type === "cards-mucked" ? [`${seat} mucks`] : [];
  });
const pots = (table: QuickTable) =>
  table.hand.results?.map(({ amount, eligible, shares }) => ({
    amount,
    eligible: eligible.toSorted((a, b) => a - b),
    won: Object.fromEntries(shares.map((share) => [share.seat, share.amount])),
  }));

const quiet = ["check", "check", "check"];

test("[HOLDEM-19] the last player takes the pot unseen, and a bet that nobody called goes back first", () => {
  const table = deal({ stacks: [1_000, 1_000, 1_000], hole: ["AcAd", "KcKd", "7h2c"] });
  playOn(table, raise(600), "fold", "fold");
  expect(table.stacks()).toEqual([950, 900, 1_150]);
  expect(table.hand.results?.[0]?.amount).toBe(250);
  expect(
    table.events.filter(({ type }) => type === "bet-returned").map(({ data }) => data),
  ).toEqual([{ seat: 2, amount: 500 }]);
  expect(shownBy(table)).toEqual([]);
  expect(table.roundsFinished).toBe(1);
});

test("[HOLDEM-20] three stacks all-in make a main pot and two side pots", () => {
  const table = deal({
    stacks: [300, 700, 1_500, 2_000],
    hole: ["AcAd", "KcKd", "QcQd", "JcJd"],
    board: "2h3h7s8s9d",
  });
  playOn(table, raise(1_500), raise(2_000), "call", "call");
  expect(pots(table)).toEqual([
    { amount: 1_200, eligible: [0, 1, 2, 3], won: { 0: 1_200 } },
    { amount: 1_200, eligible: [1, 2, 3], won: { 1: 1_200 } },
    { amount: 1_600, eligible: [2, 3], won: { 2: 1_600 } },
  ]);
  expect(table.stacks()).toEqual([1_200, 1_200, 1_600, 500]);
});

test("[HOLDEM-20] what a folded hand put in beyond all others belongs to the last pot", () => {
  const table = deal({
    stacks: [400, 5_000, 300],
    hole: ["AcAd", "KcKd", "QcQd"],
    board: "2h3h7s8s9d",
  });
  playOn(table, "call", "call", raise(2_000));
  expect(table.leave(1)).toBe("");
  expect(table.turn).toBe(2);
  playOn(table, "call", "call");
  expect(pots(table)).toEqual([
    { amount: 900, eligible: [0, 2], won: { 0: 900 } },
    { amount: 1_800, eligible: [0], won: { 0: 1_800 } },
  ]);
});

test("[HOLDEM-21] each pot is split apart, odd chips one by one from the button's left", () => {
  const table = deal({
    stacks: [101, 303, 303, 303],
    hole: ["2c3d", "4c5d", "6c7d", "2d3c"],
    board: "AhKhQhJhTh",
    config: { smallBlind: 1, bigBlind: 2, ante: 1 },
  });
  playOn(table, raise(202), "call", "call", "call");
  playOn(table, "check", "check", bet(20), "call", "fold", "check", "check", "check", "check");
  expect(pots(table)).toEqual([
    { amount: 404, eligible: [0, 1, 3], won: { 0: 135, 1: 135, 3: 134 } },
    { amount: 346, eligible: [1, 3], won: { 1: 173, 3: 173 } },
  ]);
});

test("[HOLDEM-22] the rake: pots apart, rounded down, up to the cap, and nothing without a flop", () => {
  const cards = { hole: ["AcAd", "KcKd", "QcQd"], board: "2h3h7s8s9d" };
  const raked = (config: Partial<Config>, ...moves: readonly Move[]) => {
    const table = deal({
      stacks: [399, 1_000, 1_000],
      ...cards,
      config: { rake: "1/20", ...config },
    });
    playOn(table, ...moves);
    const kept = table.hand.results?.map((result) => result.raked);
    expect(table.raked).toBe(kept?.reduce((sum, one) => sum + one, 0));
    return [kept, table.stacks()];
  };
  // Pots of 1,197 and 1,202: a twentieth is 59.85 and 60.1.
  const allIn = [raise(1_000), "call", "call"];
  expect(raked({}, ...allIn)).toEqual([
    [59, 60],
    [1_138, 1_142, 0],
  ]);
  expect(raked({ rakeCap: 1 }, ...allIn)).toEqual([
    [59, 41],
    [1_138, 1_161, 0],
  ]);
  expect(raked({ rakeCap: 0 }, ...allIn)).toEqual([
    [0, 0],
    [1_197, 1_202, 0],
  ]);
  const folded = [raise(300), "fold", "fold"];
  expect(raked({}, ...folded)).toEqual([[0], [349, 900, 1_150]]);
  expect(raked({ noFlopNoDrop: false }, ...folded)).toEqual([[12], [349, 900, 1_138]]);
});

test("[HOLDEM-23] the last to bet on the river shows first; who cannot win mucks", () => {
  const hole = ["AcAd", "KcKd", "QcQd"];
  const play = (...river: readonly Move[]) => {
    const table = deal({ stacks: [1_000, 1_000, 1_000], hole, board: "2h3h7s8s9d" });
    playOn(table, "call", "call", "check", ...quiet, ...quiet, ...river);
    expect(table.stacks()[0]).toBeGreaterThan(1_000);
    return shownBy(table);
  };
  expect(play(...quiet)).toEqual(["0 shows", "1 mucks", "2 mucks"]);
  expect(play("check", "check", bet(100), "call", "call")).toEqual([
    "2 shows",
    "0 shows",
    "1 mucks",
  ]);
  expect(play("check", bet(100), "call", "call")).toEqual(["1 shows", "2 mucks", "0 shows"]);
});

test("[HOLDEM-23] a hand that ties is shown", () => {
  const hole = ["AcKd", "2c3d", "AdKc"];
  const table = deal({ stacks: [1_000, 1_000, 1_000], hole, board: "AhKhQs8s9d" });
  playOn(table, "call", "call", "check", ...quiet, ...quiet, ...quiet);
  expect(shownBy(table)).toEqual(["0 shows", "1 mucks", "2 shows"]);
});

test("[HOLDEM-24] all-in: every hand is turned up before the board runs out", () => {
  const hole = ["AcAd", "KcKd", "QcQd"];
  const table = deal({ stacks: [1_000, 300, 1_000], hole, board: "2h3h7s8s9d" });
  playOn(table, "fold", raise(1_000));
  table.told();
  playOn(table, "call");
  expect(table.told()).toEqual([
    "moved",
    "bet-returned",
    "cards-shown",
    "cards-shown",
    "board-dealt",
    "board-dealt",
    "board-dealt",
    "pot-won",
    "hand-ended",
  ]);
  expect(table.hand.board).toEqual(["2h", "3h", "7s", "8s", "9d"]);
});

test("[HOLDEM-24] a player who is all-in at the showdown: nobody mucks", () => {
  const hole = ["AcAd", "KcKd", "QcQd"];
  const table = deal({ stacks: [1_000, 100, 1_000], hole, board: "2h3h7s8s9d" });
  const two = ["check", "check"];
  playOn(table, "call", "call", ...two, ...two, ...two);
  expect(shownBy(table)).toEqual(["0 shows", "1 shows", "2 shows"]);
});

test("[HOLDEM-25] cards may be shown after the hand, once, and never before", () => {
  const table = deal({ stacks: [1_000, 1_000, 1_000], hole: ["AcAd", "KcKd", "7h2c"] });
  expect(table.act(2, "show")).toBe("nothing_to_show");
  playOn(table, raise(600), "fold", "fold");
  for (const seat of [2, 1]) expect(table.act(seat, "show")).toBe("");
  expect(table.act(2, "show")).toBe("nothing_to_show");
  expect(table.events.at(-1)).toEqual({
    type: "cards-shown",
    data: { seat: 1, cards: ["Kc", "Kd"], category: null },
  });
  const mucked = deal({ stacks: [900, 900], hole: ["AcAd", "KcKd"], board: "2h3h7s8s9d" });
  playOn(mucked, "call", "check", "check", "check", "check", "check", "check", "check");
  expect(mucked.act(0, "show")).toBe("nothing_to_show");
  expect(mucked.act(1, "show")).toBe("");
  expect(mucked.events.at(-1)?.data).toEqual({ seat: 1, cards: ["Kc", "Kd"], category: "pair" });
});

test("[HOLDEM-29] cards come one to each from the button's left, another to each, and then the board", () => {
  const table = deal({
    stacks: [900, 900, 900],
    hole: ["Ac2c", "Ad2d", "Ah2h"],
    board: "2s3s4s5s6s",
  });
  const dealt = table.events.filter(({ type }) => type === "cards-dealt");
  expect(dealt.map(({ data, to }) => [data, to])).toEqual([
    [{ seat: 0, cards: ["Ac", "2c"] }, [0]],
    [{ seat: 1, cards: ["Ad", "2d"] }, [1]],
    [{ seat: 2, cards: ["Ah", "2h"] }, [2]],
  ]);
  expect(table.hand.shoe.left).toBe(46);
  playOn(table, "call", "call", "check");
  expect([table.hand.board, table.hand.shoe.left]).toEqual([["2s", "3s", "4s"], 43]);
});

test.for([
  { hole: ["Ac2d", "KcKd"], board: "3h4s5c9dTh", won: [1_800, 0], why: "the ace below the two" },
  { hole: ["AcAd", "2h3h"], board: "KhQh7h8s9d", won: [0, 1_800], why: "a flush over a pair" },
  { hole: ["AcKd", "AdQc"], board: "Ah7s8s2d3c", won: [1_800, 0], why: "the kicker" },
  { hole: ["AcKd", "AdKc"], board: "Ah7s8s2d3c", won: [900, 900], why: "suits do not rank" },
  {
    hole: ["2c3d", "AcAd"],
    board: "ThJhQhKhAh",
    won: [900, 900],
    why: "the board is the best hand",
  },
])("[HOLDEM-28] the best five of seven win: $why", ({ hole, board, won }) => {
  const table = deal({ stacks: [900, 900], hole, board });
  playOn(table, raise(900), "call");
  expect(table.stacks()).toEqual(won);
});
