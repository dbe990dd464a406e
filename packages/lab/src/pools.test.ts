import { amount, choice, defineGame, randomFrom, seededDraws } from "@parlor/kit";
import { expect, test } from "vitest";
import { z } from "zod";
import { enumerateBet } from "./enumerate-bet.ts";
import { LiveTable } from "./live-table.ts";
import { findPlacements, followedSeat } from "./placements.ts";
import { opening, settingOf } from "./position.ts";
import { textOf } from "./rational.ts";

/** One spin in four wins the pool, which a tenth of the stake has gone into. */
const slot = defineGame({
  id: "lab-slot",
  version: "1.0.0",
  title: "Slot",
  summary: "One spin in four wins.",
  bank: "house",
  seats: { min: 1, max: 1 },
  config: z.object({}),
  actions: { spin: z.object({ stake: amount }) },
  bets: { spin: { title: "Spin" } },
  pools: { grand: { title: "Grand", seed: 20 } },
  setup: () => ({}),
  act: {
    spin(_state, { stake }, seat, table) {
      const taken = table.bank.take(seat, stake, "spin");
      if (taken) return taken;
      table.bank.contribute("grand", Math.floor(stake / 10));
      if (table.random.int(4) === 0)
        table.bank.payPool(seat, "grand", table.bank.pool("grand"), "spin");
      table.finishRound();
    },
  },
  legal: (_state, _seat, { limits }) => [choice("spin", { stake: limits })],
  view: () => ({}),
});
const limits = { min: 10, max: 10 };

test.each([
  [{}, "19/40"],
  [{ grand: 18 }, "1/40"],
  [{ grand: 19 }, "0/1"],
  [{ grand: 59 }, "-1/1"],
])("with %j in the pool, the house keeps %s of a spin", (pools, edge) => {
  const setting = settingOf(slot, { limits, pools });
  const placement = findPlacements(setting, ["spin"]).get("spin");
  if (placement === undefined) throw new Error("the bet is not found");
  const bet = enumerateBet({ game: slot, pools }, placement, limits);
  if (bet === undefined) throw new Error("the bet is not made");
  expect(textOf(bet.measures.perMade)).toBe(edge);
});

test("every command at a live table finds the pools as they were told", () => {
  const random = randomFrom(seededDraws("pools"));
  const setting = settingOf(slot, { limits, pools: { grand: 9 } });
  const table = new LiveTable(setting, random);
  table.begin(opening(setting, random));
  const paid = new Set<number>();
  for (let count = 0; count < 100; count++) {
    const before = table.balance;
    const action = { type: "spin", stake: 10 };
    expect(table.move({ kind: "act", seat: followedSeat, action })).toBeUndefined();
    const won = table.postings.find(({ kind }) => kind === "jackpot")?.amount ?? 0;
    paid.add(won);
    // What was in the pool pays first; the house adds the seed.
    expect(table.balance - before).toBe(won > 0 ? 9 - 20 : 9);
  }
  expect([...paid].toSorted((a, b) => a - b)).toEqual([0, 30]);
});
