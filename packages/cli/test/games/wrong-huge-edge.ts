import { amount, choice, defineGame, scale } from "@parlor/kit";
import { z } from "zod";

/** The lower half of all words pays 49 for 25, an edge of 1/50 that nobody can enumerate; it is not 1/25. */
export const game = defineGame({
  id: "wrong-huge-edge",
  version: "1.0.0",
  title: "Wrong huge edge",
  summary: "The lower half wins.",
  bank: "house",
  seats: { min: 1, max: 1 },
  config: z.object({}),
  actions: { draw: z.object({ stake: amount }) },
  bets: { low: { title: "Low", edge: "1/25" } },
  setup: () => ({}),
  act: {
    draw(_state, { stake }, seat, table) {
      const taken = table.bank.take(seat, stake, "low");
      if (taken) return taken;
      if (table.random.int(2 ** 32) < 2 ** 31)
        table.bank.give(seat, scale(stake, "49/25", "down"), "low");
      table.finishRound();
    },
  },
  legal: (_state, _seat, table) => [choice("draw", { stake: table.limits })],
  view: (state) => state,
});
