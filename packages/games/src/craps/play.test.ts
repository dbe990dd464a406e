import { allows, legalFor, randomFrom, sampleChoice, seededDraws } from "@parlor/kit";
import type { Action, Random } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { spots } from "./bet-ids.ts";
import { crapsTotals } from "./dice.ts";
import { craps } from "./game.ts";
import { scriptedTable, type ScriptedTable } from "./testing/scripted-table.ts";
import { calls } from "./state.ts";

const allSeats = [0, 1, 2, 3, 4, 5, 6, 7];

const someConfig = fc.record({
  dontBar: fc.constantFrom(...crapsTotals),
  oddsOn4And10: fc.constantFrom(0, 1, 3, 100),
  comeOddsOnComeOut: fc.boolean(),
  placeOnComeOut: fc.boolean(),
  winnersStay: fc.boolean(),
  putBets: fc.boolean(),
  buyCommission: fc.constantFrom("on-bet", "on-win"),
  layCommission: fc.constantFrom("on-bet", "on-win"),
  shooterNeedsLineBet: fc.boolean(),
});

// Small and odd amounts, where rounding is the most of the bet.
const someLimits = fc.constantFrom(
  { min: 1, max: 7 },
  { min: 3, max: 1_000, step: 7 },
  { min: 500, max: 100_000, step: 100 },
);

/** An action that nobody has looked at: usually not legal, sometimes not even sensible. */
const anyAction = (random: Random): Action => {
  const bet = random.pick(spots);
  switch (random.int(5)) {
    case 0:
      return { type: "roll" };
    case 1:
      return { type: "pass-dice" };
    case 2:
      return { type: "take-down", bet };
    case 3:
      return { type: "working", bet, call: random.pick(calls) };
    default:
      return { type: "bet", bet, amount: 1 + random.int(random.pick([10, 1_000, 200_000])) };
  }
};

/** What each seat's events say it has paid and got. */
const toldCash = (table: ScriptedTable, cash: number[]): void => {
  for (const { type, data } of table.events()) {
    const told = data as Record<string, number>; // the numbers that these events carry
    const seat = told["seat"] ?? -1;
    const add = (amount: number | undefined) => (cash[seat] = (cash[seat] ?? 0) + (amount ?? 0));
    if (type === "bet-placed") add(-(told["stake"] ?? 0) - (told["commission"] ?? 0));
    if (type === "bet-won") add(told["paid"]);
    if (type === "bet-pushed") add(told["stake"]);
    if (type === "bet-taken-down") add(told["back"]);
  }
};

const checkMoney = (table: ScriptedTable, told: readonly number[]): void => {
  const session = table.session();
  const cash = allSeats.map((seat) => table.cash(seat));
  expect(cash).toEqual(told);
  expect(cash.reduce((sum, one) => sum + one, 0) + session.tableBalance).toBe(0);
  const stakes = craps.stakes?.(session.game) ?? [];
  expect(stakes.every(({ amount }) => Number.isSafeInteger(amount) && amount > 0)).toBe(true);
  for (const bets of table.game().bets) {
    expect(new Set(bets.map(({ bet }) => bet)).size).toBe(bets.length);
  }
  expect(table.game().clock).toBe(table.timer() !== undefined);
};

/** One step of a playout: mostly legal actions, some others, comings and goings, the clock. */
const playStep = (table: ScriptedTable, random: Random, seen: Set<string>): boolean => {
  const seat = random.int(8);
  if (!table.session().players[seat]) return random.int(10) === 0 && table.join(seat) === "";
  const kind = random.int(20);
  if (kind === 0) {
    const alone = table.session().players.filter(Boolean).length === 1;
    const refused = alone ? "bets_must_stand" : table.leave(seat);
    expect(["", "bets_must_stand"]).toContain(refused);
    return refused === "";
  }
  if (kind === 1) return table.timer() !== undefined && table.timeUp() === "";
  const legal = legalFor(craps, table.setup, table.session(), seat);
  if (kind < 6) {
    const action = anyAction(random);
    const listed = legal.some((choice) => allows(choice, action));
    const refused = table.act(seat, action);
    expect([action, refused === ""]).toEqual([action, listed]);
    return listed;
  }
  if (legal.length === 0) return false;
  // The shooter rolls often, or the table would only fill up.
  const roll = legal.find(({ type }) => type === "roll");
  const choice = roll && random.int(2) === 0 ? roll : random.pick(legal);
  seen.add(choice.type);
  const action = sampleChoice(choice, random);
  expect([action, table.act(seat, action)]).toEqual([action, ""]);
  return true;
};

test("[CRAPS-13] [CRAPS-15] random play: listed is accepted, unlisted is refused, money adds up", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.integer(), someConfig, someLimits, (seed, config, limits) => {
      const random = randomFrom(seededDraws(seed));
      const table = scriptedTable({
        config,
        limits,
        players: 1 + random.int(8),
        liabilityMax: 1_000_000_000_000,
        draw: seededDraws(`dice ${seed}`),
      });
      const told = allSeats.map(() => 0);
      for (let steps = 0; steps < 400; steps++) {
        if (!playStep(table, random, seen)) continue;
        toldCash(table, told);
        checkMoney(table, told);
      }
      table.end();
      const won = allSeats.reduce((sum, seat) => sum + table.cash(seat), 0);
      expect(table.balance("house") + won).toBe(0);
      expect(table.session().tableBalance).toBe(0);
    }),
    { numRuns: 25 },
  );
  expect([...seen].toSorted()).toEqual(["bet", "pass-dice", "roll", "take-down", "working"]);
});

test("[CRAPS-13] the state survives JSON, and nothing in it is undefined", () => {
  const random = randomFrom(seededDraws(7));
  const table = scriptedTable({ players: 4, draw: seededDraws(8) });
  for (let steps = 0; steps < 500; steps++) playStep(table, random, new Set());
  expect(JSON.parse(JSON.stringify(table.game()))).toStrictEqual(table.game());
});
