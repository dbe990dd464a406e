import { amount, choice, defineGame, scale } from "@parlor/kit";
import { z } from "zod";

/** A six pays 11 for 2, which is an edge of 1/12 and not of 1/13. */
export const game = defineGame({
  id: "wrong-edge",
  version: "1.0.0",
  title: "Wrong edge",
  summary: "A six wins.",
  bank: "house",
  seats: { min: 1, max: 1 },
  config: z.object({}),
  actions: { roll: z.object({ stake: amount }) },
  bets: { six: { title: "Six", edge: "1/13" } },
  setup: () => ({}),
  act: {
    roll(_state, { stake }, seat, table) {
      const taken = table.bank.take(seat, stake, "six");
      if (taken) return taken;
      if (table.random.die() === 6) table.bank.give(seat, scale(stake, "11/2", "down"), "six");
      table.finishRound();
    },
  },
  legal: (_state, _seat, table) => [choice("roll", { stake: table.limits })],
  view: (state) => state,
});
