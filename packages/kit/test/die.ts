import { z } from "zod";
import { amount, choice, defineGame } from "../src/index.ts";

/** A sound house game in two steps: bet on a face (bets stay open), then roll. The broken ones are made from it. */
export const dieGame = defineGame({
  id: "one-die",
  version: "1.0.0",
  title: "One die",
  summary: "Bet on a face of a die and roll: six for one.",
  bank: "house",
  seats: { min: 1, max: 3 },
  config: z.object({ pays: z.int().min(1).max(6).default(5) }),
  actions: {
    bet: z.object({ face: z.int().min(1).max(6), stake: amount }),
    roll: z.object({}),
  },
  events: { rolled: z.object({ face: z.int() }) },
  bets: {
    face: {
      title: "A face",
      edge: ({ pays }) => (pays === 6 ? "0/1" : (`${6 - pays}/6` as const)),
    },
  },
  refusals: { already_bet: "One bet a roll.", no_bet: "Bet first." },
  setup: ({ seatCount }) => ({
    bets: Array.from({ length: seatCount }, (): { face: number; stake: number } | null => null),
    last: 0,
  }),
  leave(state, seat, table) {
    const bet = state.bets[seat];
    if (bet) table.bank.refund(seat, bet.stake, "face");
    state.bets[seat] = null;
  },
  act: {
    bet(state, { face, stake }, seat, table) {
      if (state.bets[seat]) return table.refuse("already_bet");
      const taken = table.bank.take(seat, stake, "face");
      if (taken) return taken;
      state.bets[seat] = { face, stake };
      return undefined;
    },
    roll(state, _none, seat, table) {
      if (!state.bets[seat]) return table.refuse("no_bet");
      const face = table.random.die();
      table.emit("rolled", { face });
      for (const one of table.seats) {
        const bet = state.bets[one];
        if (bet?.face === face) table.bank.give(one, bet.stake * table.config.pays, "face");
        state.bets[one] = null;
      }
      state.last = face;
      table.finishRound();
      return undefined;
    },
  },
  legal: (state, seat, table) =>
    state.bets[seat]
      ? [choice("roll")]
      : [choice("bet", { face: [1, 2, 3, 4, 5, 6], stake: table.limits })],
  view: (state) => ({ bets: state.bets, last: state.last }),
  stakes: (state) =>
    state.bets.flatMap((bet, seat) => (bet ? [{ seat, amount: bet.stake, bet: "face" }] : [])),
});
