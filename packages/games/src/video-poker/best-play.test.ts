import {
  cardIndex,
  deck,
  declaredEdge,
  isRefusal,
  randomFrom,
  exactRatioOf,
  seededDraws,
  Turn,
  type Card,
} from "@parlor/kit";
import { testSetup } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { categories, categoryOfCards } from "./categories.ts";
import { completionCounts } from "./completions.ts";
import { config, paysOf, payTables } from "./config.ts";
import { canonicalDeals, categoryWays, newVideoPokerCounter } from "./count.ts";
import { videoPoker } from "./game.ts";
import {
  bestHoldOf,
  drawWays,
  holds,
  newBestHold,
  newHoldValues,
  risingHand,
  worthOf,
} from "./holds.ts";
import type { State } from "./state.ts";
import { newVideoPokerStrategy } from "./strategy.ts";

const standard = config.parse({});
const fullPay = paysOf(standard, 5);
const cardsOf = (text: string) => text.split(" ") as Card[]; // the tests write cards

/** One drawing of the production reducers after this deal; `draw` decides every card. */
const reduce = (
  cards: readonly Card[],
  held: readonly number[],
  draw: (bound: number) => number,
) => {
  const { limits, currency } = testSetup(videoPoker);
  const turn = new Turn({
    game: videoPoker,
    config: standard,
    limits,
    currency,
    seats: [0],
    seatCount: 1,
    running: true,
    now: 0,
    timers: {},
    timersAt: 0,
    random: randomFrom(draw),
    tableBalance: 0,
    liabilityMax: 1_000_000,
    pools: null,
  });
  const state: State = { round: { cards: [...cards], coins: 5, hands: 1, stake: 5 }, last: null };
  const answer = videoPoker.act["draw"]?.(state, { held }, 0, turn);
  expect(isRefusal(answer)).toBe(false);
  return state.last?.won ?? 0;
};

/** What all draws after a hold return in all for one coin, by the production reducers; each order of draws once. */
const bruteForce = (cards: readonly Card[], held: readonly number[]): number => {
  const count = 5 - held.length;
  const ways: number[] = Array<number>(count).fill(0);
  let [sum, orders] = [0, 1];
  for (let k = 2; k <= count; k++) orders *= k;
  for (;;) {
    let next = 0;
    sum += reduce(cards, held, () => ways[next++] ?? 0);
    let last = count - 1;
    while (last >= 0 && ways[last] === 46 - last) ways[last--] = 0;
    if (last < 0) return sum / 5 / orders;
    ways[last] = (ways[last] ?? 0) + 1;
  }
};

test(
  "[VIDEO-POKER-11] the counting of draws is what the reducers pay, on sampled deals and holds",
  { timeout: 60_000 },
  () => {
    const random = randomFrom(seededDraws("deals and holds"));
    const valuesOf = newHoldValues(fullPay);
    const long = process.env["CI"] === "true";
    for (let tries = 0; tries < (long ? 400 : 60); tries++) {
      const hand = random.shuffle(deck).slice(0, 5);
      // Three drawn cards have 97,290 orders, so fewer of them are tried.
      const held = random.pick(holds.filter(({ length }) => length >= (tries % 20 === 0 ? 2 : 3)));
      const { cards } = risingHand(hand);
      const bits = cards.reduce(
        (sum, card, at) =>
          held.some((place) => cardIndex(hand[place]!) === card) ? sum | (1 << at) : sum,
        0,
      );
      expect([hand, held, valuesOf(cards)[bits]]).toEqual([hand, held, bruteForce(hand, held)]);
    }
  },
);

test("[VIDEO-POKER-11] draws of many cards come to what is counted by going through all hands", () => {
  const hand = cardsOf("2c 7d 9h Js Ac").map(cardIndex);
  const others = deck.map((_, card) => card).filter((card) => !hand.includes(card));
  const values = newHoldValues(fullPay)(hand);
  const sums = [0, 0];
  for (let a = 0; a < 47; a++)
    for (let b = a + 1; b < 47; b++)
      for (let c = b + 1; c < 47; c++)
        for (let d = c + 1; d < 47; d++) {
          const drawn = [others[a]!, others[b]!, others[c]!, others[d]!];
          for (const [index, kept] of [hand[3]!, hand[4]!].entries())
            sums[index]! += fullPay[categoryOfCards([kept, ...drawn])] ?? 0;
        }
  expect([values[1 << 3], values[1 << 4]]).toEqual(sums);
});

test("[VIDEO-POKER-11] hands by their ranks are all hands", () => {
  // oxfmt-ignore
  expect(Array.from(completionCounts([]))).toEqual([
    2_062_860, 337_920, 123_552, 54_912, 10_200, 5_108, 3_744, 624, 36, 4,
  ]);
  for (const [held, count] of [
    [[0], 249_900],
    [[0, 51], 19_600],
    [[3, 7, 11], 1_176],
    [[0, 1, 2, 3], 48],
  ] as const)
    expect(Array.from(completionCounts(held)).reduce((sum, one) => sum + one)).toBe(count);
});

test.each([
  ["a pat royal flush", "As Ks Qs Js Ts", [0, 1, 2, 3, 4]],
  ["four to a royal before a flush", "As Ks Qs Js 2s", [0, 1, 2, 3]],
  ["a high pair before four to a flush", "Ks Kh 2s 5s 9s", [0, 1]],
  ["four to a flush before a low pair", "2s 2h Ks 5s 9s", [0, 2, 3, 4]],
  ["a low pair before one high card", "2s 2h Kd 5s 9c", [0, 1]],
  ["two suited high cards", "Ks Js 4d 8c 2h", [0, 1]],
  ["nothing", "2c 4d 6h 8s Tc", []],
])("[VIDEO-POKER-11] the best hold is %s: of %s", (_, text, held) => {
  expect(newBestHold(fullPay)(cardsOf(text)).held).toEqual(held);
});

test("[VIDEO-POKER-11] it is as good as every other hold, whatever order the cards came in", () => {
  const random = randomFrom(seededDraws("orders"));
  const [best, valuesOf] = [newBestHold(fullPay), newHoldValues(fullPay)];
  for (let tries = 0; tries < 200; tries++) {
    const hand = random.shuffle(deck).slice(0, 5);
    const found = best(hand);
    expect(bestHoldOf(fullPay, hand)).toEqual(found);
    const values = valuesOf(risingHand(hand).cards);
    const worths = holds.map(({ length }, bits) => worthOf(values[bits]!, length));
    expect(worthOf(found.pays, found.held.length)).toBe(Math.max(...worths));
    expect(found.draws).toBe(drawWays[5 - found.held.length]);
    const shuffled = random.shuffle(hand);
    const kept = (cards: readonly Card[], held: readonly number[]) =>
      new Set(held.map((at) => cards[at]));
    expect(kept(shuffled, best(shuffled).held)).toEqual(kept(hand, found.held));
  }
});

test("[VIDEO-POKER-11] it depends on the pay table and on the number of coins", () => {
  const heldUnder = (custom: object, coins: number, text: string) =>
    newBestHold(paysOf(config.parse(custom), coins))(cardsOf(text)).held;
  // Two suited cards of a royal are worth more than one king only where the royal has its bonus.
  expect(heldUnder({}, 1, "Th Kh 5c 2d 4h")).toEqual([1]);
  expect(heldUnder({}, 5, "Th Kh 5c 2d 4h")).toEqual([0, 1]);
  // Where a high pair returns three coins, a jack is worth more than a pair of eights.
  const generous = { payTable: "custom", custom: { jacksOrBetter: 3 } };
  expect(heldUnder({}, 5, "7h 2c 8s 8d Jc")).toEqual([2, 3]);
  expect(heldUnder(generous, 5, "7h 2c 8s 8d Jc")).toEqual([4]);
});

test("[VIDEO-POKER-12] the declared edges of every pay table are those that everybody knows", () => {
  // oxfmt-ignore
  const known = { "9/6": "0.995439", "9/5": "0.984498", "8/6": "0.983927", "8/5": "0.972984", "7/5": "0.961472", "6/5": "0.949961" };
  for (const payTable of payTables) {
    const declared = declaredEdge(videoPoker, "five-coins", config.parse({ payTable }));
    const { numerator, denominator } = exactRatioOf(declared!.edge);
    expect([payTable, (1 - Number(numerator) / Number(denominator)).toFixed(6)]).toEqual([
      payTable,
      known[payTable],
    ]);
  }
});

test(
  "[VIDEO-POKER-12] [VIDEO-POKER-13] the count of all deals gives the declared edge, and as many cases as there are",
  { timeout: 60_000 },
  () => {
    const counted = newVideoPokerCounter()("five-coins", {}, 5);
    const cases = counted.ways.reduce((sum, { ways }) => sum + ways, 0n);
    expect(cases).toBe(2_598_960n * 7_669_695n);
    const returned = counted.ways.reduce(
      (sum, { outcome, ways }) => sum + BigInt(outcome.returned) * ways,
      0n,
    );
    const { numerator, denominator } = exactRatioOf(
      declaredEdge(videoPoker, "five-coins", standard)!.edge,
    );
    expect((5n * cases - returned) * denominator).toBe(5n * cases * numerator);
  },
);

test("[VIDEO-POKER-13] canonical deals stand for all deals", () => {
  let [count, ways] = [0, 0];
  for (const one of canonicalDeals()) {
    count += 1;
    ways += one.ways;
  }
  expect([count, ways]).toEqual([134_459, 2_598_960]);
});

test(
  "[VIDEO-POKER-13] simulating the reducers with the best play comes to the counted distribution",
  { timeout: 240_000 },
  () => {
    const strategy = newVideoPokerStrategy();
    const rounds = process.env["CI"] === "true" ? 3_000_000 : 150_000;
    const draw = seededDraws("best play");
    const random = randomFrom(draw);
    const seen = categories.map(() => 0);
    for (let round = 0; round < rounds; round++) {
      const cards = Array.from({ length: 5 }, () => 0);
      for (let at = 0; at < 5; at++) {
        do cards[at] = random.int(52);
        while (cards.slice(0, at).includes(cards[at] ?? 0));
      }
      const hand = cards.map((card) => deck[card]!);
      const state: State = { round: { cards: hand, coins: 5, hands: 1, stake: 5 }, last: null };
      const held = (strategy(state, standard)?.["held"] ?? []) as number[]; // the strategy's own field
      const won = reduce(hand, held, draw) / 5;
      seen[fullPay.indexOf(won)]! += 1;
    }
    const ways = categoryWays(fullPay);
    const total = Number(ways.reduce((sum, one) => sum + one));
    let chiSquared = 0;
    for (const [category, one] of ways.entries()) {
      const expected = (rounds * Number(one)) / total;
      // Rare hands have too few for the normal distribution that this leans on.
      if (expected >= 10) chiSquared += (seen[category]! - expected) ** 2 / expected;
    }
    expect(chiSquared).toBeLessThan(35); // at most nine degrees of freedom: less than one run in ten thousand
  },
);
