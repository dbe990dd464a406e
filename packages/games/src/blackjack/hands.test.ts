import { expect, test } from "vitest";
import type { Config } from "./config.ts";
import { scriptedTable } from "./testing/scripted-table.ts";

type Over = Partial<Config>;

/** Deals, does what is said, and tells what 100 have become; a word with a card gets it. */
const play = (deal: string, moves: readonly string[], cards = "", over: Over = {}, stake = 100) => {
  const table = scriptedTable({ config: over, limits: { min: 1, max: 100_000 } });
  table.deal(deal, stake);
  if (cards) table.comes(cards);
  const refused = moves.map((move) => table.say(move)).filter(Boolean);
  if (refused.length > 0) return refused.join(" ");
  if (table.game().phase !== "betting") return "open";
  expect(table.left()).toBe(0);
  return table.net();
};

test.each([
  ["draws to 16", "Tc 6d Tc", "Ts 5h", {}, -100],
  ["stands on 17", "Tc 7d Tc", "Ts", {}, 100],
  ["stands on soft 17", "Tc 6d 8c", "As", {}, 100],
  ["draws on soft 17 where it is the rule", "Tc 6d 8c", "As 4h", { dealerHitsSoft17: true }, -100],
  ["stands on hard 17 all the same", "Tc 6d 8c", "Ac Td", { dealerHitsSoft17: true }, 100],
  ["goes above 21", "Tc 6d 2c", "Ts 6h", {}, 100],
] as const)("[BJ-13] the dealer %s", (_, deal, cards, over, net) => {
  expect(play(deal, ["stand"], cards, over)).toBe(net);
});

test("[BJ-14] under an ace or a ten the dealer looks at once, under others at the end", () => {
  expect(play("Tc Kd 6c Ah", [])).toBe(-100);
  expect(play("Tc Ad 6c", ["decline"], "Kh")).toBe(-100);
  expect(play("Tc Kd Ac Ah", [])).toBe(0);
  expect(play("Tc Kd 6c Kh", ["stand"])).toBe(-100);
  expect(play("Tc 9d Ac", [])).toBe(150);
});

const none: Over = { holeCard: "none" };
const original: Over = { holeCard: "none", dealerBlackjackTakes: "original" };
test.each([
  ["a double is lost whole", "6c Kd 5c", ["double"], "Tc Ah", none, -200],
  ["or only its original half", "6c Kd 5c", ["double"], "Tc Ah", original, -100],
  ["a split is lost whole", "8c Kd 8d", ["split", "stand", "stand"], "Tc Td Ah", none, -200],
  ["or one hand of it", "8c Kd 8d", ["split", "stand", "stand"], "Tc Td Ah", original, -100],
  ["broken hands", "8c Kd 8d", ["split", "hit", "hit"], "Tc Ts Td Th", none, -200],
  ["broken ones too", "8c Kd 8d", ["split", "hit", "hit"], "Tc Ts Td Th Ah", original, -100],
  [
    "which are lost otherwise",
    "8c Kd 8d",
    ["split", "hit", "hit"],
    "Tc Ts Td Th 9h",
    original,
    -200,
  ],
  ["a blackjack pushes", "Ac Kd Kc", [], "Ah", none, 0],
  ["a blackjack is paid", "Ac Kd Kc", [], "9h", none, 150],
  ["21 loses to it", "5c Kd 6c", ["hit"], "Tc Ah", none, -100],
] as const)("[BJ-16] without a hole card: %s", (_, deal, moves, cards, over, net) => {
  const table = scriptedTable({ config: over });
  table.comes(deal);
  table.bet(100);
  table.comes(cards);
  table.say("deal");
  for (const move of moves) expect(table.say(move)).toBe("");
  expect([table.net(), table.left(), table.game().phase]).toEqual([net, 0, "betting"]);
});

test.each([
  ["20 beats 19", "Tc 9d Ks", "Td", 100],
  ["19 pushes 19", "Tc 9d 9s", "Td", 0],
  ["18 loses to 19", "Tc 9d 8s", "Td", -100],
] as const)("[BJ-17] %s", (_, deal, cards, net) => {
  expect(play(deal, ["stand"], cards)).toBe(net);
});

test("[BJ-18] a blackjack pays 3 to 2, or 6 to 5, and beats 21", () => {
  expect(play("Ac 9d Ks", [])).toBe(150);
  expect(play("Ac 9d Ks", [], "", { blackjackPays: "6/5" })).toBe(120);
  expect(play("Ac Kd Ks 9c", [])).toBe(150);
});

test.each([
  ["any two cards", "Tc 6d 2c", {}, "open"],
  ["9 to 11: 9", "4c 6d 5c", { doubleOn: "9-11" }, "open"],
  ["9 to 11: 8", "3c 6d 5c", { doubleOn: "9-11" }, "cannot_double"],
  ["9 to 11: 12", "Tc 6d 2c", { doubleOn: "9-11" }, "cannot_double"],
  ["9 to 11: soft 20", "Ac 6d 9c", { doubleOn: "9-11" }, "cannot_double"],
  ["10 and 11: 9", "4c 6d 5c", { doubleOn: "10-11" }, "cannot_double"],
  ["10 and 11: 11", "6c 6d 5c", { doubleOn: "10-11" }, "open"],
] as const)("[BJ-19] a hand may be doubled on %s", (_, deal, over, answer) => {
  const table = scriptedTable({ config: over });
  table.deal(deal);
  const listed = table.legal().some(({ type }) => type === "double");
  expect(listed).toBe(answer === "open");
  table.comes("2h Td Tc");
  expect(table.say("double")).toBe(listed ? "" : answer);
});

test("[BJ-19] a double takes the stake once more for one card, and only the first two cards may be doubled", () => {
  expect(play("6c 6d 5c", ["double"], "Tc Td Th")).toBe(200);
  expect(play("6c 6d 5c", ["double"], "2c Td 5h")).toBe(-200);
  expect(play("Tc 6d 5c", ["double"], "Tc")).toBe(-200);
  expect(play("2c 6d 2d", ["hit", "double"], "3c")).toBe("cannot_double");
});

test("[BJ-20] a pair becomes two hands, each with its card when its turn comes, up to four", () => {
  const table = scriptedTable();
  table.deal("Kc 6d Ts");
  table.comes("Qd");
  expect(table.say("split")).toBe("");
  expect(table.hands().map(({ cards }) => cards)).toEqual([["Kc", "Qd"], ["Ts"]]);
  table.comes("Jd");
  table.say("split");
  table.comes("Jh");
  table.say("split");
  expect(table.hands().map(({ stake }) => stake)).toEqual([100, 100, 100, 100]);
  expect(table.say("split")).toBe("cannot_split");
  expect(table.legal().map(({ type }) => type)).toEqual(["hit", "stand", "double"]);
  table.comes("2c 3c 4c Th Kh");
  for (const stand of Array(4).fill("stand")) table.say(stand);
  // The dealer went above 21.
  expect([table.net(), table.left()]).toEqual([400, 0]);
  expect(play("8c 6d 8d", ["split"], "", { splitHandsMax: 1 })).toBe("cannot_split");
  expect(play("8c 6d 9d", ["split"])).toBe("cannot_split");
});

test("[BJ-1] ace and ten after a split are 21 and no blackjack", () => {
  expect(play("Ac 9d As", ["split"], "Kc Kd Th")).toBe(200);
  expect(play("Ac 6d As", ["split"], "Kc Kd 5h Th")).toBe(0);
});

test("[BJ-21] hands of a split may be doubled where it is the rule", () => {
  const after = (doubleAfterSplit: boolean) =>
    play("8c 6d 8d", ["split", "double", "stand"], "3c Tc Td Kh Kd", { doubleAfterSplit });
  expect(after(true)).toBe(300);
  expect(after(false)).toContain("cannot_double");
});

test("[BJ-22] split aces get one card each, unless they are played on or split again", () => {
  expect(play("Ac 6d As", ["split"], "2c 3d Th 5h")).toBe(-200);
  const on = scriptedTable({ config: { hitSplitAces: true } });
  on.deal("Ac 6d As");
  on.comes("2c");
  on.say("split");
  expect(on.legal().map(({ type }) => type)).toEqual(["hit", "stand", "double"]);
  const again = scriptedTable({ config: { resplitAces: true } });
  again.deal("Ac 6d As");
  again.comes("Ad");
  again.say("split");
  expect(again.legal().map(({ type }) => type)).toEqual(["stand", "split"]);
  expect(again.say("hit")).toBe("cannot_hit");
  const never = scriptedTable();
  never.deal("Ac 6d As");
  never.comes("Ad Ah Kh Kd");
  never.say("split");
  expect([never.net(), never.hands().length]).toEqual([200, 2]);
});

test("[BJ-23] late surrender keeps half, and nothing against a blackjack", () => {
  const late: Over = { surrender: "late" };
  expect(play("Tc 9d 6c", ["surrender"], "", late)).toBe(-50);
  expect(play("Tc Kd 6c 9h", ["surrender"], "", late)).toBe(-50);
  expect(play("Tc Kd 6c Ah", [], "", late)).toBe(-100);
  expect(play("Tc 9d 6c", ["surrender"])).toBe("cannot_surrender");
  expect(play("2c 9d 6c", ["hit", "surrender"], "2d", late)).toBe("cannot_surrender");
  expect(play("8c 9d 8d", ["split", "surrender"], "2d", late)).toBe("cannot_surrender");
  const open: Over = { surrender: "late", holeCard: "none" };
  expect(play("Tc Kd 6c", ["surrender"], "Ah", open)).toBe(-100);
  expect(play("Tc Kd 6c", ["surrender"], "9h", open)).toBe(-50);
});

test("[BJ-24] early surrender keeps half whatever the dealer has", () => {
  const early: Over = { surrender: "early" };
  expect(play("Tc Kd 6c", ["surrender"], "", early)).toBe(-50);
  expect(play("Tc Ad 6c", ["surrender"], "", early)).toBe(-50);
  expect(play("Tc 9d 6c", ["surrender"], "", early)).toBe(-50);
  expect(play("Tc Kd 6c", ["decline", "surrender"], "9h", early)).toBe("cannot_surrender");
  const open: Over = { surrender: "early", holeCard: "none" };
  expect(play("Tc Kd 6c", ["surrender"], "", open)).toBe(-50);
});

test("[BJ-25] what does not divide is rounded down", () => {
  expect(play("Ac 9d Ks", [], "", {}, 5)).toBe(7);
  expect(play("Ac 9d Ks", [], "", { blackjackPays: "6/5" }, 4)).toBe(4);
  expect(play("Tc 9d 6c", ["surrender"], "", { surrender: "late" }, 5)).toBe(-3);
  expect(play("Tc 9d 9s", ["stand"], "Td", {}, 5)).toBe(0);
});

const insured = (amount: number, deal: string, rest: string, over: Over = {}) => {
  const table = scriptedTable({ config: over });
  table.deal(deal);
  if (rest) table.comes(rest);
  const answer = table.act(0, { type: "insure", amount });
  return { table, answer };
};

test("[BJ-26] insurance pays 2 to 1 against a blackjack, for up to half the bet", () => {
  expect(insured(50, "Tc Ad 6c", "Kh").table.net()).toBe(0);
  expect(insured(20, "Tc Ad 6c", "Kh").table.net()).toBe(-60);
  expect(insured(50, "Tc Ad 6c", "9h").table.net()).toBe(-50);
  expect(insured(51, "Tc Ad 6c", "").answer).toBe("above_maximum");
  expect(insured(50, "Tc Kd 6c 9h", "").answer).toBe("not_offered");
  expect(insured(50, "Tc Ad 6c 9h", "", { insurance: false }).answer).toBe("not_offered");
  expect(insured(50, "Ac Ad Kc", "Kh").table.net()).toBe(100);
  const open = insured(50, "Tc Ad 6c", "", { holeCard: "none" }).table;
  open.comes("Kh");
  open.say("stand");
  expect(open.net()).toBe(0);
});

test("[BJ-26] whoever is insured may still give the hand up early, and is insured once", () => {
  const { table } = insured(50, "Tc Ad 6c", "", { surrender: "early" });
  expect(table.act(0, { type: "insure", amount: 50 })).toBe("already_insured");
  table.comes("Kh");
  expect(table.say("surrender")).toBe("");
  expect(table.net()).toBe(50);
});

test("[BJ-27] a blackjack against an ace may be paid even money at once", () => {
  expect(play("Ac Ad Kc", ["even-money"])).toBe(100);
  expect(play("Ac Ad Kc", ["decline"], "Kh")).toBe(0);
  expect(play("Ac Ad Kc", ["decline"], "9h")).toBe(150);
  expect(play("Tc Ad 6c", ["even-money"])).toBe("no_blackjack");
  expect(play("Ac Ad Kc", ["even-money"], "", { evenMoney: false })).toBe("no_blackjack");
});
