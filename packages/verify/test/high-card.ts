import { amount, choice, defineGame, newShoe, rankIndex, type Card } from "@parlor/kit";
import { z } from "zod";

/** A test's card game: a card each for the seat and the house, face down until a call; the higher one wins. */
export const highCard = defineGame({
  id: "high-card",
  version: "1.0.0",
  title: "High card",
  summary: "The higher card wins.",
  bank: "house",
  seats: { min: 1, max: 1 },
  config: z.object({ decks: z.int().min(1).max(8).default(1) }),
  actions: { bet: z.object({ stake: amount }), call: z.object({}) },
  events: {
    dealt: z.object({ card: z.string() }),
    shown: z.object({ own: z.string(), house: z.string() }),
  },
  bets: { high: { title: "High card" } },
  refusals: { bet_open: "A bet stands.", no_bet: "There is no bet." },
  setup: ({ config }) => ({
    shoe: newShoe(config.decks),
    stake: 0,
    own: null as Card | null,
  }),
  act: {
    bet(state, { stake }, seat, table) {
      if (state.own) return table.refuse("bet_open");
      const taken = table.bank.take(seat, stake, "high");
      if (taken) return taken;
      state.stake = stake;
      state.own = table.random.drawFrom(state.shoe);
      table.emit("dealt", { card: state.own }, [seat]);
    },
    call(state, _fields, seat, table) {
      const { own, stake } = state;
      if (!own) return table.refuse("no_bet");
      const house = table.random.drawFrom(state.shoe);
      table.emit("shown", { own, house });
      if (rankIndex(own) > rankIndex(house)) table.bank.give(seat, 2 * stake, "high");
      if (rankIndex(own) === rankIndex(house)) table.bank.refund(seat, stake, "high");
      state.shoe = newShoe(table.config.decks);
      state.stake = 0;
      state.own = null;
      table.finishRound();
    },
  },
  leave(state, seat, table) {
    table.bank.refund(seat, state.stake, "high");
    state.stake = 0;
    state.own = null;
  },
  legal: ({ own }, _seat, { limits }) => [own ? choice("call") : choice("bet", { stake: limits })],
  view: ({ stake, own }, seat) => ({ stake, own: seat === null ? own !== null : own }),
  stakes: ({ stake }) => [{ seat: 0, amount: stake, bet: "high" }],
});
