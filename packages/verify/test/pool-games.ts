import { amount, choice, defineGame } from "@parlor/kit";
import { z } from "zod";

/**
 * A test's games with a pool: a tenth of a stake goes in, one in four draws wins half of what it shows. Where the
 * players bank it, another tenth is raked, and the rest goes back.
 */
const poolGame = (bank: "house" | "players") =>
  defineGame({
    id: `pool-of-${bank}`,
    version: "1.0.0",
    title: "Pool",
    summary: "Some stakes win the pool.",
    bank,
    seats: { min: 1, max: 2 },
    config: z.object({ seed: z.int().min(0).default(50) }),
    actions: { play: z.object({ stake: amount }) },
    bets: { stake: { title: "Stake" } },
    pools: { pot: { title: "Pot", seed: ({ seed }) => seed } },
    setup: () => ({ meter: 0 }),
    act: {
      play(state, { stake }, seat, table) {
        const { bank: money } = table;
        const taken = money.take(seat, stake, "stake");
        if (taken) return taken;
        const tenth = Math.floor(stake / 10);
        money.contribute("pot", tenth);
        if (bank === "players") {
          money.rake(tenth, "stake");
          money.give(seat, stake - 2 * tenth, "stake");
        }
        if (table.random.int(4) === 0)
          money.payPool(seat, "pot", Math.floor(money.pool("pot") / 2), "stake");
        state.meter = money.pool("pot");
        table.finishRound();
      },
    },
    legal: (_state, _seat, { limits }) => [choice("play", { stake: limits })],
    view: ({ meter }) => ({ meter }),
    stakes: () => [],
  });

export const housePool = poolGame("house");
export const playersPool = poolGame("players");
