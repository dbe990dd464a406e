import { amount, choice, defineGame, scale } from "@parlor/kit";
import { z } from "zod";

/**
 * A test's slot machine with nothing but its jackpot. A tenth of each stake goes into the pool; one spin in
 * `odds` wins all that it shows, and another one half of it, rounded down.
 */
export const jackpotSlot = defineGame({
  id: "jackpot-slot",
  version: "1.0.0",
  title: "Jackpot slot",
  summary: "Some spins win the pool.",
  bank: "house",
  seats: { min: 1, max: 3 },
  config: z.object({
    odds: z.int().min(2).default(5),
    seed: z.int().min(0).default(100),
  }),
  actions: { spin: z.object({ stake: amount }) },
  events: { won: z.object({ amount: z.int() }) },
  bets: { spin: { title: "Spin" } },
  pools: { grand: { title: "Grand jackpot", seed: ({ seed }) => seed } },
  setup: () => ({ meter: null as number | null }),
  start(state, table) {
    state.meter = table.bank.pool("grand");
  },
  act: {
    spin(state, { stake }, seat, table) {
      const { bank } = table;
      const taken = bank.take(seat, stake, "spin");
      if (taken) return taken;
      bank.contribute("grand", scale(stake, "1/10", "down"));
      const drawn = table.random.int(table.config.odds);
      if (drawn < 2) {
        const won = scale(bank.pool("grand"), drawn === 0 ? "1/1" : "1/2", "down");
        bank.payPool(seat, "grand", won, "spin");
        table.emit("won", { amount: won });
      }
      state.meter = bank.pool("grand");
      table.finishRound();
    },
  },
  legal: (_state, _seat, { limits }) => [choice("spin", { stake: limits })],
  view: ({ meter }) => ({ meter }),
});

interface RakedPot {
  antes: number[];
  meter: number;
}

/**
 * A test's game that the players bank: seats add to a pot until somebody shows. The house rakes a tenth of the pot,
 * a twentieth drops into the pool for bad beats, and a draw says whose the rest is. One show in six is a bad beat: the
 * seat after the winner's is paid half of the pool, and the winner a quarter.
 */
export const rakedPot = defineGame({
  id: "raked-pot",
  version: "1.0.0",
  title: "Raked pot",
  summary: "The pot goes to one, less the rake.",
  bank: "players",
  seats: { min: 2, max: 3 },
  config: z.object({}),
  actions: { ante: z.object({ stake: amount }), show: z.object({}) },
  bets: { pot: { title: "Pot" } },
  pools: { "bad-beat": { title: "Bad-beat jackpot", seed: 40 } },
  refusals: { pot_empty: "There is nothing in the pot." },
  setup: ({ seatCount }): RakedPot => ({
    antes: Array.from({ length: seatCount }, () => 0),
    meter: 0,
  }),
  act: {
    ante(state, { stake }, seat, table) {
      const taken = table.bank.take(seat, stake, "pot");
      if (taken) return taken;
      state.antes[seat] = (state.antes[seat] ?? 0) + stake;
    },
    show(state, _fields, _seat, table) {
      const { bank, seats } = table;
      const pot = state.antes.reduce((sum, ante) => sum + ante, 0);
      if (pot === 0) return table.refuse("pot_empty");
      const [raked, dropped] = [scale(pot, "1/10", "down"), scale(pot, "1/20", "down")];
      bank.rake(raked, "pot");
      bank.contribute("bad-beat", dropped);
      const winner = table.random.pick(seats);
      bank.give(winner, pot - raked - dropped, "pot");
      if (table.random.int(6) === 0) {
        const shown = bank.pool("bad-beat");
        const beaten = seats.find((seat) => seat > winner) ?? seats[0] ?? winner;
        bank.payPool(beaten, "bad-beat", scale(shown, "1/2", "down"), "pot");
        bank.payPool(winner, "bad-beat", scale(shown, "1/4", "down"), "pot");
      }
      state.antes = state.antes.map(() => 0);
      state.meter = bank.pool("bad-beat");
      table.finishRound();
    },
  },
  leave(state, seat, table) {
    table.bank.refund(seat, state.antes[seat] ?? 0, "pot");
    state.antes[seat] = 0;
  },
  legal: ({ antes }, _seat, { limits }) =>
    antes.some((ante) => ante > 0)
      ? [choice("ante", { stake: limits }), choice("show")]
      : [choice("ante", { stake: limits })],
  view: ({ antes, meter }) => ({ antes: [...antes], meter }),
  stakes: ({ antes }) => antes.map((ante, seat) => ({ seat, amount: ante, bet: "pot" })),
});
