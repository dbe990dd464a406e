import { allows, legalFor, randomFrom, sampleChoice, seededDraws } from "@parlor/kit";
import type { Action, Random } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { announcedIds } from "./announced.ts";
import { prisonRules, zeroRules, type Config } from "./config.ts";
import { roulette } from "./game.ts";
import { placeIds } from "./places.ts";
import { pocketNames, wheels } from "./pockets.ts";
import { scriptedWheel } from "./testing/scripted-wheel.ts";

const french: Partial<Config> = { evenMoneyOnZero: "en-prison" };

test("[ROULETTE-13] the limits of a place: chips from the minimum in steps, inside a part of the maximum", () => {
  const limits = { min: 10, max: 1_000, step: 5 };
  const table = scriptedWheel({ limits, config: { outsideMinimumTimes: 5 } });
  expect(table.bet("straight-1", 9)).toBe("below_minimum");
  expect(table.bet("straight-1", 12)).toBe("invalid_amount");
  expect(table.bet("straight-1", 105)).toBe("above_maximum");
  expect(table.bet("straight-1", 85)).toBe("");
  expect(table.bet("straight-1", 20)).toBe("above_maximum");
  expect(table.bet("straight-1", 15)).toBe("");
  expect(table.bet("straight-1", 10)).toBe("above_maximum");
  expect(table.bet("straight-2", 100)).toBe("");
  expect(table.bet("red", 45)).toBe("below_minimum");
  expect(table.bet("red", 50)).toBe("");
  expect(table.bet("red", 955)).toBe("above_maximum");
  expect(table.bet("red", 950)).toBe("");
  expect(table.bet("red", 50)).toBe("above_maximum");
  expect(table.up()).toEqual(["straight-1 100", "straight-2 100", "red 1000"]);
  const single = scriptedWheel({
    limits: { min: 25, max: 25 },
    config: { outsideMinimumTimes: 9 },
  });
  expect([single.bet("straight-1", 25), single.bet("red", 25)]).toEqual(["", ""]);
  // Not a multiple of the step: what is put twice at once is still two chips of the table's.
  const odd = scriptedWheel({ limits: { min: 7, max: 1_000, step: 10 } });
  expect([odd.bet("voisins", 17), odd.bet("voisins", 20)]).toEqual(["", "invalid_amount"]);
  const prison = scriptedWheel({ limits: { min: 10, max: 100 }, config: french });
  expect([prison.bet("red", 100), prison.spin("0"), prison.bet("red", 100)]).toEqual(["", "", ""]);
});

test("[ROULETTE-14] no bet is larger than what can be paid", () => {
  const table = scriptedWheel({
    limits: { min: 1, max: 1_000_000_000_000 },
    config: { insideMaximum: "1/1" },
  });
  expect(table.bet("straight-7", 25_000_000_001)).toBe("above_maximum");
  expect(table.bet("straight-7", 25_000_000_000)).toBe("");
  expect(table.spin("7")).toBe("");
  expect(table.cash(0)).toBe(35 * 25_000_000_000);
});

test("[ROULETTE-15] bets are taken back one by one or all at once", () => {
  const table = scriptedWheel();
  expect(table.takeBack("red")).toBe("no_such_bet");
  expect(table.clear()).toBe("no_such_bet");
  for (const bet of ["red", "tiers", "straight-5"]) expect(table.bet(bet, 10)).toBe("");
  expect(table.cash(0)).toBe(-80);
  expect(table.takeBack("straight-5")).toBe("");
  expect(table.cash(0)).toBe(-70);
  expect(table.clear()).toBe("");
  expect([table.cash(0), table.up()]).toEqual([0, []]);
  expect(table.call()).toBe("nothing_at_stake");
});

test("[ROULETTE-16] the last bets are repeated, whatever became of them and whoever sat out", () => {
  const table = scriptedWheel({ players: 2 });
  expect(table.repeat()).toBe("nothing_to_repeat");
  table.bet("orphelins", 10);
  table.bet("red", 50);
  expect(table.repeat()).toBe("bets_are_up");
  expect(table.spin("17")).toBe("");
  table.bet("black", 10, 1);
  table.spin("0", 1);
  expect(table.repeat()).toBe("");
  // oxfmt-ignore
  const bets = ["straight-1 10", "split-6-9 10", "split-14-17 10", "split-17-20 10", "split-31-34 10", "red 50"];
  expect(table.up()).toEqual(bets);
  expect(table.repeat(1)).toBe("");
  expect(table.up(1)).toEqual(["black 10"]);
  const locked = scriptedWheel({ config: french });
  locked.bet("red", 10);
  locked.spin("0");
  expect(locked.repeat()).toBe("bets_are_up");
  locked.spin("1");
  expect(locked.repeat()).toBe("");
});

test("[ROULETTE-19] the wheel waits until all that bet have called", () => {
  const table = scriptedWheel({ players: 3 });
  table.bet("red", 10, 0);
  table.bet("black", 10, 1);
  expect(table.call(2)).toBe("nothing_at_stake");
  expect(table.call(0)).toBe("");
  expect([table.types(), table.call(0)]).toEqual([["seat-ready"], "already_ready"]);
  table.bet("dozen-1", 10, 0);
  expect([table.game().ready, table.call(0)]).toEqual([[], ""]);
  table.bet("final-3", 10, 0);
  expect(table.call(1)).toBe("");
  expect(table.game().numbers).toEqual([]);
  expect(table.spin("3", 0)).toBe("");
  expect(table.types()).toEqual(["spun", "settled", "settled"]);
  expect([table.cash(0), table.cash(1), table.game().ready]).toEqual([350, -10, []]);

  table.bet("red", 10, 0);
  table.bet("red", 10, 1);
  table.call(0);
  table.willDraw(2);
  expect(table.takeBack("red", 1)).toBe("");
  expect(table.types()).toEqual(["bet-taken-back", "spun", "settled"]);
  expect(table.game().numbers).toEqual([3, 2]);
});

test("[ROULETTE-20] the time for betting runs from the first bet, where somebody waits", () => {
  const table = scriptedWheel({ players: 1, config: { bettingTimeoutMs: 20_000 } });
  table.bet("red", 10);
  expect(table.timer()).toBeUndefined();
  table.join(1);
  const due = table.table.now + 20_000;
  expect(table.timer()?.[1].dueAt).toBe(due);
  table.table.now += 5_000;
  table.bet("red", 10, 1);
  table.call(1);
  expect(table.timer()?.[1].dueAt).toBe(due);
  table.willDraw(4);
  expect(table.timeUp()).toBe("");
  expect(table.types()).toEqual(["spun", "settled", "settled"]);
  expect(table.timer()).toBeUndefined();
  table.bet("red", 10);
  table.clear();
  expect(table.timer()).toBeUndefined();
  table.bet("red", 10);
  expect(table.leave(1)).toBe("");
  expect(table.timer()).toBeUndefined();

  const alone = scriptedWheel({ config: { ...french, prisonOnZero: "stays" } });
  alone.bet("red", 10);
  alone.spin("0");
  for (const pocket of [0, 0, 1]) {
    alone.willDraw(pocket);
    expect(alone.timeUp()).toBe("");
  }
  expect([alone.cash(0), alone.timer()]).toEqual([0, undefined]);
});

test("[ROULETTE-21] whoever leaves takes their bets along, but nobody leaves a prison", () => {
  const table = scriptedWheel({ players: 2, config: french });
  table.bet("red", 10, 0);
  table.bet("voisins", 10, 1);
  table.call(0);
  expect(table.leave(1)).toBe("");
  expect([table.cash(1), table.game().bets.length]).toEqual([0, 1]);
  // The other had called; nothing is spun by somebody's going, so they call again.
  expect([table.game().numbers, table.game().ready]).toEqual([[], []]);
  expect(table.spin("0", 0)).toBe("");
  expect(table.leave(0)).toBe("bets_must_stand");
  expect(table.spin("2", 0)).toBe("");
  expect(table.leave(0)).toBe("");
  expect(table.cash(0)).toBe(-10);
});

test.each([
  ["[ROULETTE-22]", "european", "0", {}, 0],
  ["[ROULETTE-22]", "american", "00", {}, 0],
  ["[ROULETTE-22]", "triple-zero", "000", {}, 0],
  ["[ROULETTE-23]", "european", "0", { evenMoneyOnZero: "la-partage" }, 7],
  ["[ROULETTE-23]", "american", "0", { evenMoneyOnZero: "la-partage" }, 7],
  ["[ROULETTE-23]", "american", "00", { evenMoneyOnZero: "la-partage" }, 7],
] as const)("%s even money on a zero: %s, %s, %o", (_, wheel, zero, over, half) => {
  const table = scriptedWheel({ config: { ...over, wheel }, limits: { min: 5, max: 1_000 } });
  const evens = ["red", "black", "odd", "even", "low", "high"];
  for (const bet of [...evens, "dozen-1", "column-3", "straight-1"]) table.bet(bet, 15);
  expect(table.spin(zero)).toBe("");
  expect(table.cash(0)).toBe(6 * half - 9 * 15);
  expect(table.imprisoned()).toEqual([]);
});

test("[ROULETTE-24] a zero locks even money up, and the next spin releases or takes it", () => {
  const table = scriptedWheel({ config: french });
  for (const bet of ["red", "odd", "dozen-1"]) table.bet(bet, 100);
  table.spin("0");
  expect([table.imprisoned(), table.up()]).toEqual([["red 100", "odd 100"], []]);
  expect(table.settled()[0]?.lines.map(({ verdict }) => verdict)).toEqual([
    "imprisoned",
    "imprisoned",
    "lost",
  ]);
  expect(table.takeBack("red")).toBe("no_such_bet");
  expect(table.clear()).toBe("no_such_bet");
  // A new bet on the same place is one of its own.
  table.bet("red", 50);
  expect([table.imprisoned(), table.up()]).toEqual([["red 100", "odd 100"], ["red 50"]]);
  expect(table.spin("12")).toBe("");
  expect(table.settled()[0]?.lines).toEqual([
    { place: "red", stake: 100, verdict: "released", back: 100 },
    { place: "odd", stake: 100, verdict: "lost", back: 0 },
    { place: "red", stake: 50, verdict: "won", back: 100 },
  ]);
  expect(table.cash(0)).toBe(-300 - 50 + 100 + 100);
  expect(table.imprisoned()).toEqual([]);
});

test.each([
  ["lost", ["red 50"], -100],
  ["stays", ["red 150"], 0],
  ["la-partage", ["red 50"], -50],
] as const)(
  "[ROULETTE-25] a further zero, where a bet in prison then is: %s",
  (prisonOnZero, after, net) => {
    const table = scriptedWheel({ config: { ...french, prisonOnZero } });
    table.bet("red", 100);
    table.spin("0");
    table.bet("red", 50);
    table.spin("0");
    expect([table.imprisoned(), table.net(0)]).toEqual([after, net]);
    table.spin("1");
    expect([table.imprisoned(), table.cash(0)]).toEqual([[], net]);
  },
);

test("[ROULETTE-18] what cannot go on hands everything back, the prison too", () => {
  const table = scriptedWheel({ config: french });
  table.bet("red", 100);
  table.bet("dozen-1", 10);
  table.spin("0");
  table.bet("tiers", 10);
  expect(table.cash(0)).toBe(-170);
  expect(table.end()).toBe("");
  expect([table.cash(0), table.total()]).toEqual([-10, 0]);
});

test("[ROULETTE-27] everybody sees the same of the table, and no more of the past than it keeps", () => {
  const table = scriptedWheel({ players: 2, config: { wheel: "american" }, draw: () => 37 });
  for (let spin = 0; spin < 101; spin++) {
    table.bet("straight-00", 10);
    table.call();
  }
  table.bet("red", 20, 1);
  table.bet("red", 20, 0);
  table.call(1);
  const view = {
    numbers: Array.from({ length: 100 }, () => "00"),
    bets: [
      { seat: 1, place: "red", stake: 20 },
      { seat: 0, place: "red", stake: 20 },
    ],
    prison: [],
    last: [{ seat: 0, place: "straight-00", stake: 10 }],
    ready: [1],
  };
  for (const seat of [0, 1, null]) expect(table.table.view(seat)).toEqual(view);
});

/** An action that nobody has looked at: usually not legal, sometimes not even sensible. */
const anyAction = (random: Random): Action => {
  const amount = 1 + random.int(random.pick([10, 1_000, 200_000]));
  const place = random.pick(placeIds);
  switch (random.int(6)) {
    case 0:
      return { type: random.pick(["spin", "clear", "repeat"]) };
    case 1:
      return { type: "take-back", place };
    case 2:
      return { type: "bet", bet: random.pick(announcedIds), amount };
    case 3: {
      const number = random.pick(pocketNames);
      return { type: "bet", bet: "neighbours", number, each: 1 + random.int(9), amount };
    }
    case 4:
      return { type: "bet", bet: place, amount, number: random.pick(pocketNames) };
    default:
      return { type: "bet", bet: place, amount };
  }
};

test("[ROULETTE-17] [ROULETTE-18] what is legal is accepted and nothing else, and money stays whole", () => {
  const tables = fc.record({
    config: fc.record({
      wheel: fc.constantFrom(...wheels),
      evenMoneyOnZero: fc.constantFrom(...zeroRules),
      prisonOnZero: fc.constantFrom(...prisonRules),
      insideMaximum: fc.constantFrom("1/1", "1/10", "2/3"),
      outsideMinimumTimes: fc.constantFrom(1, 3),
      announcedBets: fc.boolean(),
      neighboursMax: fc.constantFrom(1, 9),
    }),
    limits: fc.constantFrom(
      { min: 1, max: 7 },
      { min: 3, max: 1_000, step: 7 },
      { min: 500, max: 100_000, step: 100 },
    ),
    seed: fc.integer(),
  });
  fc.assert(
    fc.property(tables, ({ config, limits, seed }) => {
      const random = randomFrom(seededDraws(`play ${seed}`));
      const table = scriptedWheel({
        config,
        limits,
        players: 3,
        draw: (bound) => random.int(bound),
      });
      for (let step = 0; step < 40; step++) {
        const seat = random.int(3);
        const choices = legalFor(roulette, table.table.setup, table.table.state, seat);
        const isTried = random.int(3) === 0;
        const action = isTried ? anyAction(random) : sampleChoice(random.pick(choices), random);
        const isLegal = choices.some((choice) => allows(choice, action));
        const answer = table.act(seat, action);
        expect([action, answer === ""]).toEqual([action, isLegal]);
        expect(table.total()).toBe(0);
        const { bets, prison } = table.game();
        const staked = [...bets, ...prison].reduce((sum, { stake }) => sum + stake, 0);
        expect(table.table.state.open.reduce((sum, one) => sum + one, 0)).toBe(staked);
        expect(table.game().clock).toBe(table.timer() !== undefined);
      }
      table.end();
      expect(table.total()).toBe(0);
    }),
    { numRuns: process.env["CI"] === "true" ? 300 : 40 },
  );
});
