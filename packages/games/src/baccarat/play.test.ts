import { allows, legalFor, newShoe, randomFrom, sampleChoice, seededDraws } from "@parlor/kit";
import type { Action, Random } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { betIds } from "./bet-ids.ts";
import { config, type Config } from "./config.ts";
import { baccarat } from "./game.ts";
import { scriptedShoe } from "./testing/scripted-shoe.ts";

const playerWins = "7h 6c Kd Kc";
const draws = (seed: number | string) => {
  const random = randomFrom(seededDraws(String(seed)));
  return (bound: number) => random.int(bound);
};

test("[BACCARAT-2] [BACCARAT-7] cards are drawn one at a time, each as likely as any other that is left", () => {
  const bounds: number[] = [];
  const table = scriptedShoe({ config: { decks: 2 }, draw: (bound) => bounds.push(bound) - 1 });
  table.bet("player", 100);
  expect(table.call()).toBe("");
  const [dealt] = table.told("coup-dealt") as readonly { player: string[]; banker: string[] }[];
  const count = (dealt?.player.length ?? 0) + (dealt?.banker.length ?? 0);
  expect(bounds).toEqual(Array.from({ length: count }, (_, index) => 104 - index));
  expect(table.game().shoe.left).toBe(104 - count);
  expect(table.table.state.round.number).toBe(2);
  for (const decks of [1, 2, 3, 4, 5, 6, 7, 8])
    expect(scriptedShoe({ config: { decks } }).game().shoe).toEqual(newShoe(decks));
});

test("[BACCARAT-8] the coup after the cut card has come is the shoe's last", () => {
  for (const cutCard of [11, 16, 40]) {
    const table = scriptedShoe({ config: { decks: 1, cutCard }, draw: draws(cutCard) });
    let shoes = 0;
    for (let coup = 0; coup < 60; coup++) {
      const before = table.game().shoe.left;
      table.bet("player", 100);
      expect(table.call()).toBe("");
      const { left } = table.game().shoe;
      const isChanged = table.types().includes("shoe-changed");
      expect([before, isChanged]).toEqual([before, before <= cutCard]);
      expect(table.types().includes("last-coup")).toBe(!isChanged && left <= cutCard);
      expect(left === 52).toBe(isChanged);
      expect(table.game().notes.length > 0).toBe(!isChanged);
      if (isChanged) shoes += 1;
      expect(table.game().shoeNumber).toBe(1 + shoes);
    }
    expect(shoes).toBeGreaterThan(4);
  }
});

test("[BACCARAT-9] [BACCARAT-10] a coup pays, hands back and takes, and tells each seat what it did", () => {
  const table = scriptedShoe({ players: 2 });
  for (const bet of ["player", "banker", "tie"] as const) table.bet(bet, 100, 0);
  table.bet("banker", 40, 1);
  table.call(1);
  expect(table.deal("6h 6c Kd Kh", 0)).toBe("");
  expect([table.cash(0), table.cash(1)]).toEqual([800, 0]);
  expect(table.settled()).toEqual([
    {
      seat: 0,
      staked: 300,
      back: 1_100,
      lines: [
        { bet: "player", stake: 100, verdict: "pushed", back: 100 },
        { bet: "banker", stake: 100, verdict: "pushed", back: 100 },
        { bet: "tie", stake: 100, verdict: "won", back: 900 },
      ],
    },
    {
      seat: 1,
      staked: 40,
      back: 40,
      lines: [{ bet: "banker", stake: 40, verdict: "pushed", back: 40 }],
    },
  ]);
  const kinds = table.table.deed?.transfers.map(({ kind }) => kind);
  expect(kinds).toEqual(["refund", "refund", "payout", "refund"]);
});

test("[BACCARAT-14] [BACCARAT-17] bets that a table does not take", () => {
  const over = { pairBets: false, superSix: false, dragonBonus: false };
  const table = scriptedShoe({ config: over });
  for (const bet of betIds) {
    const isMain = bet === "player" || bet === "banker" || bet === "tie";
    expect([bet, table.bet(bet, 100)]).toEqual([bet, isMain ? "" : "not_offered"]);
  }
  const single = scriptedShoe({ config: { decks: 1 } });
  for (const bet of betIds) {
    const answer = bet === "perfect-pair" ? "not_offered" : "";
    expect([bet, single.bet(bet, 100)]).toEqual([bet, answer]);
  }
});

test("[BACCARAT-18] the limits of a bet", () => {
  const table = scriptedShoe({ limits: { min: 10, max: 1_000, step: 5 } });
  expect(table.bet("player", 5)).toBe("below_minimum");
  expect(table.bet("player", 12)).toBe("invalid_amount");
  expect(table.bet("player", 1_005)).toBe("above_maximum");
  expect(table.bet("player", 990)).toBe("");
  expect(table.bet("player", 15)).toBe("above_maximum");
  expect(table.bet("player", 10)).toBe("");
  expect(table.bet("player", 10)).toBe("above_maximum");
  expect(table.bet("tie", 105)).toBe("above_maximum");
  expect(table.bet("tie", 100)).toBe("");
  const wide = scriptedShoe({ limits: { min: 1, max: 10 ** 12 }, config: { sideMaximum: "1/1" } });
  expect(wide.bet("perfect-pair", 4_000_000_001)).toBe("above_maximum");
  expect(wide.bet("perfect-pair", 4_000_000_000)).toBe("");
  expect(wide.deal("3h 7c 3h 7c Tc")).toBe("");
  expect(wide.cash(0)).toBe(200 * 4_000_000_000);
});

test("[BACCARAT-19] no configuration pays more than true odds", () => {
  const bad: readonly Partial<Config>[] = [
    { tiePays: 10 },
    { pairPays: 13 },
    { eitherPairPays: 6 },
    { twoPerfectPairsPay: 240, perfectPairPays: 29 },
    { superSixPays: 18 },
    { dragonBy9Pays: 40 },
    { dragonNaturalPays: 2 },
    { banker: "no-commission", bankerSixPays: "1/1" },
    { commission: "0/1" },
    { commission: "1/60" },
  ];
  for (const over of bad) expect([over, config.safeParse(over).success]).toEqual([over, false]);
  const good: readonly Partial<Config>[] = [
    { tiePays: 9 },
    { pairPays: 12 },
    { decks: 1, pairPays: 15 },
    { superSixPays: 17 },
    { commission: "1/36" },
    { superSix: false, superSixPays: 100 },
  ];
  for (const over of good) expect([over, config.safeParse(over).success]).toEqual([over, true]);
});

test("[BACCARAT-20] bets are taken back and repeated", () => {
  const table = scriptedShoe({ players: 2 });
  expect(table.repeat()).toBe("nothing_to_repeat");
  expect([table.takeBack("tie"), table.clear(), table.call()]).toEqual([
    "no_such_bet",
    "no_such_bet",
    "nothing_at_stake",
  ]);
  for (const bet of ["player", "tie", "player-dragon"] as const) table.bet(bet, 100);
  expect([table.takeBack("tie"), table.cash(0)]).toEqual(["", -200]);
  expect([table.clear(), table.cash(0)]).toEqual(["", 0]);
  table.bet("player", 100);
  table.bet("tie", 20);
  expect(table.repeat()).toBe("bets_are_up");
  table.deal(playerWins);
  table.bet("banker", 50, 1);
  table.deal(playerWins, 1);
  expect([table.repeat(0), table.repeat(1)]).toEqual(["", ""]);
  expect([table.up(0), table.up(1)]).toEqual([["player 100", "tie 20"], ["banker 50"]]);
});

test("[BACCARAT-21] the cards wait until all that bet have called", () => {
  const table = scriptedShoe({ players: 3 });
  table.bet("player", 10, 0);
  table.bet("banker", 20, 1);
  expect(table.call(2)).toBe("nothing_at_stake");
  expect([table.call(0), table.types(), table.call(0)]).toEqual([
    "",
    ["seat-ready"],
    "already_ready",
  ]);
  table.bet("tie", 10, 0);
  expect(table.call(1)).toBe("");
  expect(table.game().hands).toBeNull();
  expect(table.deal(playerWins, 0)).toBe("");
  expect(table.types()).toEqual(["coup-dealt", "settled", "settled"]);
  table.bet("player", 10, 0);
  table.bet("banker", 20, 1);
  table.call(0);
  table.willDeal(playerWins);
  expect(table.clear(1)).toBe("");
  expect(table.types()).toEqual(["bet-taken-back", "coup-dealt", "settled"]);
});

test("[BACCARAT-22] the time for betting runs from the first bet, where somebody waits", () => {
  const table = scriptedShoe({ config: { bettingTimeoutMs: 15_000 } });
  table.bet("player", 10);
  expect(table.timer()).toBeUndefined();
  table.join(1);
  const due = table.table.now + 15_000;
  expect(table.timer()?.[1].dueAt).toBe(due);
  table.table.now += 5_000;
  table.bet("banker", 20, 1);
  expect(table.timer()?.[1].dueAt).toBe(due);
  table.willDeal(playerWins);
  expect(table.timeUp()).toBe("");
  expect(table.types()).toEqual(["coup-dealt", "settled", "settled"]);
  expect(table.timer()).toBeUndefined();
});

test("[BACCARAT-23] whoever leaves takes their bets along", () => {
  const table = scriptedShoe({ players: 2 });
  table.bet("player", 10, 0);
  table.bet("banker", 20, 1);
  table.call(0);
  expect(table.leave(1)).toBe("");
  expect([table.cash(1), table.game().ready, table.timer()]).toEqual([0, [], undefined]);
  expect(table.deal(playerWins, 0)).toBe("");
  expect(table.cash(0)).toBe(10);
});

test("[BACCARAT-29] everybody sees the same of the table", () => {
  const table = scriptedShoe({ players: 2, config: { decks: 6 } });
  table.bet("player", 10, 0);
  table.deal(playerWins);
  table.bet("tie", 20, 1);
  table.bet("banker", 20, 0);
  table.call(1);
  const view = {
    hands: { player: ["7h", "Kd"], banker: ["6c", "Kc"] },
    coups: [
      { winner: "player", playerTotal: 7, bankerTotal: 6, playerPair: false, bankerPair: false },
    ],
    shoe: { number: 1, cardsLeft: 308, isLastCoup: false },
    bets: [
      { seat: 1, bet: "tie", stake: 20 },
      { seat: 0, bet: "banker", stake: 20 },
    ],
    last: [{ seat: 0, bet: "player", stake: 10 }],
    ready: [1],
  };
  for (const seat of [0, 1, null]) expect(table.table.view(seat)).toEqual(view);
});

/** An action that nobody has looked at: usually not legal. */
const anyAction = (random: Random): Action => {
  const bet = random.pick(betIds);
  switch (random.int(3)) {
    case 0:
      return { type: random.pick(["deal", "clear", "repeat"]) };
    case 1:
      return { type: "take-back", bet };
    default:
      return { type: "bet", bet, amount: 1 + random.int(random.pick([10, 1_000, 200_000])) };
  }
};

test("[BACCARAT-24] [BACCARAT-25] what is legal is accepted and nothing else, and money stays whole", () => {
  const tables = fc.record({
    config: fc.record({
      decks: fc.constantFrom(1, 2, 8),
      cutCard: fc.constantFrom(11, 40),
      banker: fc.constantFrom("commission", "no-commission"),
      pairBets: fc.boolean(),
      superSix: fc.boolean(),
      dragonBonus: fc.boolean(),
      sideMaximum: fc.constantFrom("1/1", "1/10", "2/3"),
    }),
    limits: fc.constantFrom(
      { min: 1, max: 7 },
      { min: 3, max: 1_000, step: 7 },
      { min: 500, max: 100_000, step: 100 },
    ),
    seed: fc.integer(),
  });
  fc.assert(
    fc.property(tables, ({ config: over, limits, seed }) => {
      const random = randomFrom(seededDraws(`play ${seed}`));
      const table = scriptedShoe({ config: over, limits, players: 3, draw: draws(seed) });
      for (let step = 0; step < 60; step++) {
        const seat = random.int(3);
        const choices = legalFor(baccarat, table.table.setup, table.table.state, seat);
        const isTried = random.int(3) === 0;
        const action = isTried ? anyAction(random) : sampleChoice(random.pick(choices), random);
        const isLegal = choices.some((choice) => allows(choice, action));
        const answer = table.act(seat, action);
        expect([action, answer === ""]).toEqual([action, isLegal]);
        expect(table.total()).toBe(0);
        const staked = table.game().bets.reduce((sum, { stake }) => sum + stake, 0);
        expect(table.table.state.open.reduce((sum, one) => sum + one, 0)).toBe(staked);
        expect(table.game().clock).toBe(table.timer() !== undefined);
        expect(table.game().shoe.counts.reduce((sum, one) => sum + one, 0)).toBe(
          table.game().shoe.left,
        );
      }
      const before = [0, 1, 2].map((seat) => table.net(seat));
      table.end();
      expect([0, 1, 2].map((seat) => table.cash(seat))).toEqual(before);
      expect(table.total()).toBe(0);
    }),
    { numRuns: process.env["CI"] === "true" ? 300 : 40 },
  );
});
