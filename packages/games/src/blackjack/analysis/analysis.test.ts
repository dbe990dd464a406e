import { declaredEdge, exactRatioOf, randomFrom, seededDraws } from "@parlor/kit";
import { expect, test } from "vitest";
import type { Ledger } from "../bet-ids.ts";
import { config as schema, type Config } from "../config.ts";
import { blackjack } from "../game.ts";
import { playRounds } from "../testing/fast-rounds.ts";
import { cardsOf, scriptedTable } from "../testing/scripted-table.ts";
import { newAdviser } from "./advice.ts";
import { bestAction } from "./strategy.ts";

const textOf = (bet: Ledger, over: Partial<Config>) =>
  declaredEdge(blackjack, bet, schema.parse(over))?.edge ?? "0/1";
const edgeOf = (bet: Ledger, over: Partial<Config>): number => {
  const { numerator, denominator } = exactRatioOf(textOf(bet, over));
  const digits = 10n ** 12n;
  return Number((numerator * digits) / denominator) / 1e12;
};
const infinite = { decks: "infinite" } as const;

test.each<[string, Partial<Config>, number]>([
  ["S17", {}, 0.51173],
  ["H17", { dealerHitsSoft17: true }, 0.7311],
  ["one split", { splitHandsMax: 2 }, 0.57039],
  ["aces resplit", { resplitAces: true }, 0.43469],
  ["late surrender", { surrender: "late" }, 0.42622],
  ["early surrender, where the players gain", { surrender: "early" }, -0.12163],
  ["no hole card", { holeCard: "none" }, 0.62526],
])("[BJ-34] [BJ-35] the edge with an infinite shoe, %s", (_, over, percent) => {
  expect(100 * edgeOf("main", { ...infinite, ...over })).toBeCloseTo(percent, 4);
});

test("[BJ-35] the exact edge of the standard rules with an infinite shoe", () => {
  expect(textOf("main", infinite)).toBe(
    "469430306791487675426722237/91733330193268616658399616009",
  );
});

test.each<Partial<Config>>([
  {},
  { dealerHitsSoft17: true, surrender: "late", resplitAces: true, hitSplitAces: true },
  { surrender: "early", doubleOn: "10-11", blackjackPays: "6/5" },
])("[BJ-35] where only original bets are lost, a hole card changes nothing: %j", (over) => {
  const open = {
    ...infinite,
    ...over,
    holeCard: "none",
    dealerBlackjackTakes: "original",
  } as const;
  expect(textOf("main", open)).toBe(textOf("main", { ...infinite, ...over }));
});

const isLong = process.env["CI"] === "true";
// The lab plays millions: `parlor prove blackjack`.
const roundCount = isLong ? 100_000 : 15_000;
test.each<[string, Partial<Config>]>([
  ["infinite", infinite],
  ["eight decks, H17, late surrender", { decks: 8, dealerHitsSoft17: true, surrender: "late" }],
  ["six decks", {}],
  ["six decks, no hole card, early surrender", { holeCard: "none", surrender: "early" }],
  ["two decks, aces resplit and played on", { decks: 2, resplitAces: true, hitSplitAces: true }],
  ["one deck", { decks: 1 }],
  ["one deck, 6 to 5, double on 10 and 11", { decks: 1, blackjackPays: "6/5", doubleOn: "10-11" }],
])(
  "[BJ-36] the edge is what rounds come to that the reducers play: %s",
  { timeout: 120_000 },
  (name, over) => {
    const { edge, standardError } = playRounds(over, roundCount, name);
    expect(Math.abs(edge - edgeOf("main", over))).toBeLessThan(4 * standardError);
  },
);

test.each<[Ledger, Partial<Config>, string]>([
  ["insurance", {}, "23/311"],
  ["insurance", infinite, "1/13"],
  ["insurance", { decks: 1 }, "1/17"],
  ["perfect-pairs", {}, "19/311"],
  ["perfect-pairs", { decks: 8 }, "17/415"],
  ["perfect-pairs", infinite, "-1/52"],
  ["twenty-one-plus-three", {}, "28958/626665"],
  ["twenty-one-plus-three", { decks: 8 }, "4596/124085"],
])("[BJ-37] %s costs what counting gives: %j", (bet, over, edge) => {
  expect(textOf(bet, over)).toBe(edge);
});

test.each([
  ["Ts 6s", "Td", {}, "hit"],
  ["Ts 6s", "Td", { surrender: "late" }, "surrender"],
  ["8s 8d", "Td", {}, "split"],
  ["Ts Td", "6d", {}, "stand"],
  ["5s 5d", "6d", {}, "double"],
  ["As 7s", "9d", {}, "hit"],
  ["As 7s", "6d", {}, "double"],
  ["6s 5d", "Ad", {}, "hit"],
  ["6s 5d", "Ad", { dealerHitsSoft17: true }, "double"],
  ["6s 5d", "Ad", { decks: 1 }, "double"],
  ["2s 2d", "3d", {}, "split"],
  ["2s 2d", "3d", { doubleAfterSplit: false }, "hit"],
] as const)("[BJ-38] with %s against %s and %j the hint is to %s", (cards, up, over, advice) => {
  const hands = [{ cards: cardsOf(cards) }];
  const [open] = cardsOf(up);
  if (!open) throw new Error("an open card");
  const adviser = newAdviser(schema.parse(over));
  expect(adviser.advise({ moment: "turn", up: open, hands, hand: 0 })).toBe(advice);
});

test.each([
  ["As Ks", {}, "decline"],
  ["As Ks", { blackjackPays: "6/5" }, "even-money"],
  ["Ts 6s", { surrender: "early" }, "surrender"],
  ["Ts 9s", { surrender: "early" }, "decline"],
] as const)(
  "[BJ-38] with %s against an ace and %j, before the look, to %s",
  (cards, over, advice) => {
    const adviser = newAdviser(schema.parse(over));
    const hands = [{ cards: cardsOf(cards) }];
    expect(adviser.advise({ moment: "offers", up: "Ad", hands, hand: 0 })).toBe(advice);
  },
);

test.each<Partial<Config>>([
  { decks: 1, surrender: "early", splitHandsMax: 3 },
  { holeCard: "none", surrender: "late", doubleOn: "9-11", doubleAfterSplit: false },
  { ...infinite, blackjackPays: "6/5", resplitAces: true },
  { decks: 2, holeCard: "none", surrender: "early", hitSplitAces: true, dealerHitsSoft17: true },
])("[BJ-38] a hint is always legal: %j", (over) => {
  const table = scriptedTable({ config: over, draw: seededDraws(`hints ${JSON.stringify(over)}`) });
  const config = table.setup.config as Config; // this game's own
  const random = randomFrom(seededDraws(1));
  for (let round = 0; round < 300; round++) {
    table.bet(100);
    table.say("deal");
    while (table.game().phase !== "betting") {
      const legal = table.legal().map(({ type }) => type);
      const { type } = bestAction(table.game(), config);
      expect(legal).toContain(type);
      // Hints are asked for in hands that were played badly too.
      const other = random.pick(legal.filter((one) => one !== "insure"));
      table.say(random.int(3) === 0 ? other : type);
    }
  }
});
