import { z } from "zod";
import { amount, choice, defineGame, fraction, scale } from "../src/index.ts";

/** A slot machine with nothing but its jackpot: one spin in `odds` wins what the meter shows. */
export const jackpotSlot = defineGame({
  id: "jackpot-slot",
  version: "1.0.0",
  title: "Jackpot slot",
  summary: "One spin in some wins the pool.",
  bank: "house",
  seats: { min: 1, max: 4 },
  config: z.object({
    odds: z.int().min(2).default(8),
    seed: z.int().min(0).default(100),
    fed: fraction("1/10"),
  }),
  actions: { spin: z.object({ stake: amount }) },
  bets: { spin: { title: "Spin" } },
  pools: { grand: { title: "Grand jackpot", seed: ({ seed }) => seed } },
  setup: () => ({ meter: null as number | null }),
  start(state, table) {
    state.meter = table.bank.pool("grand");
  },
  act: {
    spin(state, { stake }, seat, table) {
      const { bank, config } = table;
      const taken = bank.take(seat, stake, "spin");
      if (taken) return taken;
      bank.contribute("grand", scale(stake, config.fed, "down"));
      if (table.random.int(config.odds) === 0)
        bank.payPool(seat, "grand", bank.pool("grand"), "spin");
      state.meter = bank.pool("grand");
      table.finishRound();
    },
  },
  legal: (_state, _seat, { limits }) => [choice("spin", { stake: limits })],
  view: ({ meter }) => ({ meter }),
});
