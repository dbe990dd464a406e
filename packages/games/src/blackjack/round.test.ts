import { deck, newShoe } from "@parlor/kit";
import { expect, test } from "vitest";
import { cardsBehindCut } from "./shoe.ts";
import { config } from "./config.ts";
import { blackjack } from "./game.ts";
import { totalOfCards } from "./hand-value.ts";
import { cardsOf, scriptedTable } from "./testing/scripted-table.ts";

test.each([
  ["As Kd", 21],
  ["As As", 12],
  ["As 5d", 16],
  ["As 5d Th", 16],
  ["As As 9c", 21],
  ["Qs 6d 5c", 21],
  ["Ts 6d 6c", 22],
  ["As Ad Ac Ah 7c", 21],
] as const)("[BJ-1] %s counts %i", (cards, total) => {
  expect(totalOfCards(cardsOf(cards))).toBe(total);
});

test("[BJ-2] the shoe lasts until the cut card, and is made anew between two rounds", () => {
  const table = scriptedTable({
    config: { decks: 1, penetration: "1/4", holeCard: "none" },
    draw: () => 0,
  });
  expect(cardsBehindCut(config.parse({ decks: 1, penetration: "1/4" }))).toBe(39);
  const lefts: number[] = [];
  for (let round = 0; round < 4; round++) {
    table.bet(100);
    table.say("deal");
    while (table.game().phase !== "betting") table.say("stand");
    lefts.push(table.game().shoe.left);
  }
  const remade = lefts.filter((left) => left === 52).length;
  expect(remade).toBeGreaterThan(0);
  expect(lefts.every((left) => left > 39)).toBe(true);
});

test("[BJ-3] a shoe that runs out goes on with the cards that are not on the table", () => {
  const table = scriptedTable({ config: { decks: 1 }, draw: () => 0, players: 2 });
  const { shoe } = structuredClone(table.game());
  expect(shoe).toEqual(newShoe(1));
  // Three cards are left: the other 49 were used in earlier rounds.
  const state = table.game();
  state.shoe.counts = deck.map((card) => (["2c", "2d", "2h"].includes(card) ? 1 : 0));
  state.shoe.left = 3;
  table.bet(100, 0);
  table.bet(100, 1);
  table.say("deal", 0);
  table.say("deal", 1);
  expect(table.told()).toContain("shoe-made");
  const hands = [...table.hands(0), ...table.hands(1)].flatMap(({ cards }) => cards);
  const all = [...hands, ...table.game().dealer];
  expect(new Set(all).size).toBe(all.length);
  expect(table.game().shoe.left + all.length).toBe(52);
});

test("[BJ-4] [BJ-8] a card to each seat, the dealer's, a second to each, and no other is drawn yet", () => {
  const table = scriptedTable({ players: 3 });
  table.bet(100, 0);
  table.bet(100, 2);
  table.comes("2c 3c 6d 9c Tc");
  for (const seat of [0, 1, 2]) expect(table.say("deal", seat)).toBe("");
  expect(table.hands(0)[0]?.cards).toEqual(["2c", "9c"]);
  expect(table.hands(1)).toEqual([]);
  expect(table.hands(2)[0]?.cards).toEqual(["3c", "Tc"]);
  expect(table.game().dealer).toEqual(["6d"]);
  expect([table.left(), table.game().hole]).toEqual([0, null]);
});

test("[BJ-5] bets keep to the table's limits, and side bets stand beside a hand", () => {
  const table = scriptedTable({ limits: { min: 10, max: 100, step: 5 } });
  const bet = (amount: number, which = "main") => table.bet(amount, 0, which);
  expect(bet(10, "perfect-pairs")).toBe("no_main_bet");
  expect([bet(5), bet(105), bet(12)]).toEqual(["below_minimum", "above_maximum", "invalid_amount"]);
  expect([bet(10), bet(5), bet(90)]).toEqual(["", "", "above_maximum"]);
  expect([bet(85), bet(5)]).toEqual(["", "above_maximum"]);
  expect([bet(10, "perfect-pairs"), bet(100, "twenty-one-plus-three")]).toEqual(["", ""]);
  expect(table.open()).toBe(210);
  const plain = scriptedTable({ config: { perfectPairs: false, twentyOnePlusThree: false } });
  plain.bet(100);
  expect(plain.bet(100, 0, "perfect-pairs")).toBe("not_offered");
  expect(plain.bet(100, 0, "twenty-one-plus-three")).toBe("not_offered");
  const huge = scriptedTable({ limits: { min: 100, max: 1_000_000_000_000 } });
  expect(huge.bet(250_000_000_001)).toBe("above_maximum");
  huge.bet(100);
  expect(huge.bet(900_000_001, 0, "perfect-pairs")).toBe("above_maximum");
});

test("[BJ-6] bets may be taken back until their seat is ready", () => {
  const table = scriptedTable({ players: 2 });
  table.bet(100);
  table.bet(200, 0, "perfect-pairs");
  expect(table.clock()).toBeDefined();
  expect(table.say("take-back")).toBe("");
  expect([table.open(), table.net(), table.clock()]).toEqual([0, 0, undefined]);
  expect(table.say("take-back")).toBe("no_such_bet");
  table.bet(100);
  table.say("deal");
  expect([table.say("take-back"), table.bet(100), table.say("deal")]).toEqual(
    Array(3).fill("already_ready"),
  );
});

test("[BJ-7] the cards come when every seat is ready, or when the time to bet is up", () => {
  const table = scriptedTable({ players: 3 });
  expect(table.say("deal")).toBe("no_bets");
  table.bet(100, 1);
  expect([table.say("deal", 0), table.say("deal", 1)]).toEqual(["", ""]);
  expect(table.game().phase).toBe("betting");
  table.comes("9c 6d 9d");
  expect(table.timeUp()).toBe("");
  expect([table.game().phase, table.hands(1).length, table.hands(0).length]).toEqual([
    "play",
    1,
    0,
  ]);
  expect(table.bet(100, 0)).toBe("round_running");
});

test("[BJ-7] who was ready waits anew when the last bet is taken back", () => {
  const table = scriptedTable({ players: 2 });
  table.bet(100, 1);
  table.say("deal", 0);
  table.say("take-back", 1);
  expect(table.game().places.map(({ ready }) => ready)).not.toContain(true);
});

test("[BJ-9] hands are played in the order of the seats, and the clock stands", () => {
  const table = scriptedTable({ players: 2 });
  table.bet(100, 0);
  table.bet(100, 1);
  table.comes("Tc Td 7h 6c 6d");
  table.say("deal", 0);
  table.say("deal", 1);
  expect([table.say("hit", 1), table.say("deal", 1)]).toEqual(["not_your_turn", "round_running"]);
  expect(table.clock()?.seat).toBe(0);
  table.timeUp();
  expect(table.told()).toEqual(["stood"]);
  expect(table.clock()?.seat).toBe(1);
  table.comes("Ts");
  table.timeUp();
  expect(table.net(0)).toBe(-100);
  expect(table.clock()).toBeUndefined();
});

test("[BJ-10] 21 stands by itself, and a hand above 21 has lost", () => {
  const table = scriptedTable();
  table.deal("8c 7d 7c");
  table.comes("6h Td");
  table.say("hit");
  expect([table.net(), table.told().at(-1)]).toEqual([100, "hand-settled"]);
  table.deal("8c 7d 7c");
  table.comes("7h");
  table.say("hit");
  expect([table.net(), table.game().dealer]).toEqual([0, ["7d"]]);
});

test("[BJ-11] a hand in the round keeps its seat; between rounds bets go back", () => {
  const table = scriptedTable({ players: 3 });
  table.bet(100, 0);
  table.bet(100, 1);
  table.comes("Tc 7h 6c");
  table.say("deal", 0);
  expect(table.leave(1)).toBe("");
  expect(table.net(1)).toBe(0);
  table.say("deal", 2);
  expect(table.game().phase).toBe("play");
  expect(table.leave(0)).toBe("hand_in_play");
  expect(table.leave(2)).toBe("");
  table.comes("Ts");
  table.say("stand");
  expect(table.leave(0)).toBe("");
});

test("[BJ-11] the last seat that others wait for lets the round begin by leaving", () => {
  const table = scriptedTable({ players: 2 });
  table.bet(100, 0);
  table.say("deal", 0);
  table.comes("Tc 7h 6c");
  expect(table.leave(1)).toBe("");
  expect(table.game().phase).toBe("play");
});

test("[BJ-12] a session that cannot go on hands back what is not decided", () => {
  const table = scriptedTable();
  table.deal("Tc 6d 6c");
  expect(table.session().round.number).toBe(1);
  table.end();
  expect(table.net()).toBe(0);
  const other = scriptedTable();
  other.deal("Tc 6d 6c");
  other.comes("Ts 5h");
  other.say("stand");
  expect(other.session().round.number).toBe(2);
});

test("[BJ-28] the dealer looks when all have answered, or when time is up", () => {
  const table = scriptedTable({ players: 2 });
  table.bet(100, 0);
  table.bet(100, 1);
  table.comes("Tc Td Ah 6c 6d");
  table.say("deal", 0);
  table.say("deal", 1);
  expect([table.game().phase, table.say("hit")]).toEqual(["offers", "no_round"]);
  expect([table.say("decline"), table.say("decline")]).toEqual(["", "already_answered"]);
  expect(table.game().phase).toBe("offers");
  table.comes("9c");
  table.timeUp();
  expect([table.game().phase, table.game().hole]).toEqual(["play", "9c"]);
});

test("[BJ-14] [BJ-15] what the dealer has looked at is in no view until it is turned over", () => {
  const table = scriptedTable({ config: { decks: 6 }, draw: (bound) => bound - 1 });
  // Aces of spades: the last cards of the shoe.
  table.bet(100);
  table.say("deal");
  expect(table.game().phase).toBe("offers");
  const hidden = scriptedTable();
  hidden.deal("Tc Kd 6c 9h");
  expect(hidden.game().hole).toBe("9h");
  for (const eyes of [0, 3, null]) {
    expect(JSON.stringify(hidden.view(eyes))).not.toContain("9h");
    expect(hidden.view(eyes)).toMatchObject({ dealer: { cards: ["Kd", null], total: 10 } });
  }
  expect(JSON.stringify(hidden.events())).not.toContain("9h");
  hidden.say("stand");
  expect(hidden.view(null)).toMatchObject({ dealer: { cards: ["Kd", "9h"], total: 19 } });
});

test("[BJ-15] a redealt hole card makes no blackjack, and the shoe fits it", () => {
  const table = scriptedTable({ config: { decks: 6 }, draw: () => 0 });
  const state = structuredClone(table.game());
  state.phase = "play";
  state.dealer = ["As"];
  state.hole = "9h";
  for (const card of ["As", "9h"] as const) {
    const face = deck.indexOf(card);
    state.shoe.counts[face] = (state.shoe.counts[face] ?? 0) - 1;
    state.shoe.left -= 1;
  }
  const seen = new Set<string>();
  for (let least = 0; least < deck.length; least++) {
    const weighted = (weights: readonly number[]) =>
      weights.findIndex((weight, face) => weight > 0 && face >= least);
    // Only what this function draws with is needed.
    const redealt = blackjack.redeal?.(state, 0, { weighted } as never) as typeof state;
    seen.add(redealt.hole?.[0] ?? "");
    expect(redealt.shoe.left).toBe(state.shoe.left);
    expect(redealt.shoe.counts.reduce((sum, count) => sum + count, 0)).toBe(310);
  }
  expect([...seen].toSorted()).toEqual(["2", "3", "4", "5", "6", "7", "8", "9", "A"]);
});
