import { declaredEdge, deck, type Card } from "@parlor/kit";
import { checkGame, scriptedSeeds, testTable, type SetupOverrides } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { payTables } from "./config.ts";
import { videoPoker } from "./game.ts";
import { holds } from "./holds.ts";
import type { State } from "./state.ts";

/** The draws that take these cards one after the other out of one deck. */
const drawsOf = (cards: readonly Card[], gone: readonly Card[] = []): number[] => {
  const left = deck.filter((card) => !gone.includes(card));
  return cards.map((card) => {
    const place = left.indexOf(card);
    left.splice(place, 1);
    return place;
  });
};
const cardsOf = (text: string) => text.split(" ") as Card[]; // the tests write cards

const dealt = cardsOf("Ks 2d Kh 9c 5s");

const tableWith = (draws: readonly number[], setup: SetupOverrides = {}) =>
  testTable(videoPoker, { players: 1, seeds: scriptedSeeds(draws), setup });
const deal = (coins: number, hands: number, stake: number) => ({
  type: "deal",
  coins,
  hands,
  stake,
});
const draw = (...held: number[]) => ({ type: "draw", held });

type TableOf = ReturnType<typeof tableWith>;
const answer = (table: TableOf, action: Parameters<TableOf["act"]>[1]): string => {
  const result = table.act(0, action);
  return result.kind === "refused" ? result.refusal.refused : result.kind;
};
const stateOf = (table: TableOf) => table.state.game as State; // the game's own state
const moneyOf = (table: TableOf) =>
  table.deed?.transfers.map(({ kind, amount, bet }) => `${kind} ${amount} ${bet}`);

test("video poker conforms, with every kind of pay table", () => {
  const configs = [{}, { payTable: "6/5", handsMax: 1 }, { payTable: "custom", handsMax: 3 }];
  expect(checkGame(videoPoker, { playouts: 60, stepsMax: 60, configs }).problems).toEqual([]);
});

test.each([
  ["one coin in one hand", 1, 1, 7, "done"],
  ["five coins in ten hands", 5, 10, 50, "done"],
  ["a stake that does not divide by the coins", 5, 1, 7, "invalid_amount"],
  ["a stake that does not divide by the hands", 1, 3, 100, "invalid_amount"],
  ["more than the limits allow", 5, 10, 1_050, "above_maximum"],
  ["six coins", 6, 1, 6, "invalid_action"],
  ["eleven hands", 1, 11, 11, "invalid_action"],
  ["nothing", 1, 1, 0, "invalid_action"],
])("[VIDEO-POKER-1] %s", (_, coins, hands, stake, expected) => {
  expect(answer(tableWith(drawsOf(dealt)), deal(coins, hands, stake))).toBe(expected);
});

test("[VIDEO-POKER-1] what is listed fits the limits' steps and divides evenly", () => {
  const limits = { min: 100, max: 50_000, step: 100 };
  const choices = tableWith([], { limits }).legal(0);
  expect(choices).toHaveLength(50);
  for (const { fields } of choices) {
    const { coins, hands, stake } = fields as {
      coins: [number];
      hands: [number];
      stake: { min: number; max: number; step: number };
    }; // what the game lists for a deal
    for (const amount of [stake.min, stake.min + stake.step])
      expect([amount % 100, amount % (coins[0] * hands[0])]).toEqual([0, 0]);
    expect(stake.step).toBeLessThanOrEqual(100 * coins[0] * hands[0]);
  }
});

test("[VIDEO-POKER-2] the deal draws five cards of 52, and the state holds no others", () => {
  const table = tableWith(drawsOf(dealt));
  table.act(0, deal(1, 2, 20));
  expect(table.deed?.draws.map(([bound]) => bound)).toEqual([52, 51, 50, 49, 48]);
  expect(stateOf(table)).toEqual({
    round: { cards: dealt, coins: 1, hands: 2, stake: 20 },
    last: null,
  });
  expect(table.view(null)).toEqual(stateOf(table));
  expect(table.deed?.events).toEqual([
    { type: "dealt", data: { cards: dealt, coins: 1, hands: 2, stake: 20 } },
  ]);
});

test("[VIDEO-POKER-3] one hand at a time", () => {
  const table = tableWith(drawsOf(dealt), { config: { handsMax: 2 } });
  expect(answer(table, draw())).toBe("no_hand");
  expect(answer(table, deal(1, 3, 3))).toBe("too_many_hands");
  expect(table.legal(0)).toHaveLength(10);
  expect(answer(table, deal(1, 1, 1))).toBe("done");
  expect(answer(table, deal(1, 1, 1))).toBe("hand_in_progress");
  expect(table.legal(0)).toEqual([{ type: "draw", fields: { held: holds } }]);
});

test("[VIDEO-POKER-4] a hold is told in rising places, and there are 32", () => {
  const table = tableWith(drawsOf(dealt));
  table.act(0, deal(1, 1, 1));
  for (const held of [
    [1, 0],
    [2, 2],
    [0, 4, 3],
  ])
    expect(answer(table, draw(...held))).toBe("invalid_hold");
  expect(answer(table, draw(5))).toBe("invalid_action");
  expect(new Set(holds.map(String)).size).toBe(32);
  for (const held of holds) {
    const missing = 5 - held.length;
    const again = tableWith([...drawsOf(dealt), ...Array<number>(missing).fill(0)]);
    again.act(0, deal(1, 1, 1));
    expect(answer(again, draw(...held))).toBe("done");
    expect(again.deed?.draws.map(([bound]) => bound)).toEqual(
      [47, 46, 45, 44, 43].slice(0, missing),
    );
    const [hand] = stateOf(again).last?.drawn ?? [];
    for (const place of held) expect(hand?.cards[place]).toBe(dealt[place]);
  }
});

test("[VIDEO-POKER-5] each hand draws from its own copy of the deck", () => {
  const [first, second] = [cardsOf("Kd Kc 2s"), cardsOf("Kd 3h 4h")];
  const table = tableWith([...drawsOf(dealt), ...drawsOf(first, dealt), ...drawsOf(second, dealt)]);
  table.act(0, deal(1, 2, 20));
  table.act(0, draw(0, 2));
  expect(stateOf(table).last).toMatchObject({
    held: [0, 2],
    drawn: [{ cards: cardsOf("Ks Kd Kh Kc 2s") }, { cards: cardsOf("Ks Kd Kh 3h 4h") }],
    won: 10 * 25 + 10 * 3,
  });
  // A dealt card is gone from every hand's deck: 47 cards are left, whatever the others drew.
  expect(table.deed?.draws.map(([bound]) => bound)).toEqual([47, 46, 45, 47, 46, 45]);
});

test("[VIDEO-POKER-6] the draw pays all hands at once, ends the round, and until then the stake is open", () => {
  const table = tableWith([...drawsOf(dealt), ...drawsOf(cardsOf("Kd Kc 2s"), dealt)]);
  table.act(0, deal(5, 1, 50));
  expect([moneyOf(table), table.state.open]).toEqual([["bet 50 five-coins"], [50]]);
  expect(table.deed?.finished).toBeUndefined();
  table.act(0, draw(0, 2));
  expect([moneyOf(table), table.state.open]).toEqual([["payout 1250 five-coins"], [0]]);
  expect(table.deed?.finished).toMatchObject({ number: 1 });
  expect(table.deed?.events).toEqual([
    {
      type: "drawn",
      data: {
        held: [0, 2],
        hands: [{ cards: cardsOf("Ks Kd Kh Kc 2s"), category: "four-of-a-kind", won: 1_250 }],
        won: 1_250,
      },
    },
  ]);
});

test("[VIDEO-POKER-7] whoever leaves is drawn to with the best hold, and paid", () => {
  const table = tableWith([...drawsOf(dealt), ...drawsOf(cardsOf("Kd Kc 2s"), dealt)]);
  table.act(0, deal(1, 1, 10));
  const left = table.send({ kind: "leave", player: "player-0" });
  expect(left.kind).toBe("done");
  expect(moneyOf(table)).toContain("payout 250 one-to-four-coins");
});

test("[VIDEO-POKER-7] so is a hand that is forgotten, and a hand that was drawn to has no clock", () => {
  const table = tableWith([
    ...drawsOf(dealt),
    ...drawsOf(cardsOf("Kd Kc 2s"), dealt),
    ...drawsOf(dealt),
  ]);
  table.act(0, deal(1, 1, 10));
  table.now += 300_000;
  expect(table.send({ kind: "timeout", timer: "draw" }).kind).toBe("done");
  expect(moneyOf(table)).toEqual(["payout 250 one-to-four-coins"]);
  table.act(0, deal(1, 1, 10));
  table.act(0, draw(0, 1, 2, 3, 4));
  expect(table.state.timers).toEqual({});
});

// oxfmt-ignore
const returned: readonly (readonly [string, string, number, number])[] = [
  ["royal-flush", "Ts Js Qs Ks As", 250, 800],
  ["straight-flush", "9h Th Jh Qh Kh", 50, 50],
  ["straight-flush", "Ac 2c 3c 4c 5c", 50, 50],
  ["four-of-a-kind", "2c 2d 2h 2s As", 25, 25],
  ["full-house", "2c 2d 2h As Ac", 9, 9],
  ["flush", "2c 4c 6c 8c Kc", 6, 6],
  ["straight", "Ac 2d 3c 4c 5c", 4, 4],
  ["straight", "Tc Jc Qc Kc Ad", 4, 4],
  ["three-of-a-kind", "2c 2d 2h As Kc", 3, 3],
  ["two-pair", "2c 2d 3h 3s Kc", 2, 2],
  ["jacks-or-better", "Jc Jd 3h 4s Kc", 1, 1],
  ["jacks-or-better", "2c 7d 3h As Ac", 1, 1],
  ["nothing", "Tc Td 3h 4s Kc", 0, 0],
  ["nothing", "Qc Kd Ah 2s 3c", 0, 0],
];

test.each(returned)(
  "[VIDEO-POKER-8] [VIDEO-POKER-9] %s, as %s, returns %i for a coin, and %i with five",
  (category, text, short, five) => {
    for (const [coins, pays] of [
      [1, short],
      [4, short],
      [5, five],
    ] as const) {
      const table = tableWith(drawsOf(cardsOf(text)));
      table.act(0, deal(coins, 1, 20));
      table.act(0, draw(0, 1, 2, 3, 4));
      expect(table.view(0)).toMatchObject({ last: { drawn: [{ category }], won: pays * 20 } });
    }
  },
);

test("[VIDEO-POKER-9] the pay table says what a full house and a flush return", () => {
  for (const payTable of payTables) {
    const [fullHouse, flush] = payTable.split("/").map(Number);
    for (const [text, pays] of [
      ["2c 2d 2h As Ac", fullHouse],
      ["2c 4c 6c 8c Kc", flush],
    ] as const) {
      const table = tableWith(drawsOf(cardsOf(text)), { config: { payTable } });
      table.act(0, deal(1, 1, 1));
      table.act(0, draw(0, 1, 2, 3, 4));
      expect([payTable, stateOf(table).last?.won]).toEqual([payTable, pays]);
    }
  }
});

test("[VIDEO-POKER-10] a custom pay table returns what it says, and declares no edge", () => {
  const custom = { payTable: "custom", custom: { twoPair: 7, royalFlushOnFiveCoins: 1_000 } };
  for (const [text, won] of [
    ["2c 2d 3h 3s Kc", 70],
    ["Ts Js Qs Ks As", 10_000],
    ["2c 2d 2h As Ac", 90],
  ] as const) {
    const table = tableWith(drawsOf(cardsOf(text)), { config: custom });
    table.act(0, deal(5, 1, 10));
    table.act(0, draw(0, 1, 2, 3, 4));
    expect(stateOf(table).last?.won).toBe(won);
  }
  const parsed = videoPoker.config.parse(custom);
  for (const bet of ["one-to-four-coins", "five-coins"])
    expect(declaredEdge(videoPoker, bet, parsed)).toBeUndefined();
});
