import { amount, choice, defineGame } from "@parlor/kit";
import { z } from "zod";

/**
 * Three rolls of a die decide a bet on an even sum; after each the player has to nod. Who rolls without
 * a nod is refused, but only after the state was written to: on a server that is undone.
 */
export const rudeGame = defineGame({
  id: "rude",
  version: "1.0.0",
  title: "Rude",
  summary: "Refuses late.",
  bank: "house",
  seats: { min: 1, max: 1 },
  config: z.object({}),
  actions: { bet: z.object({ stake: amount }), roll: z.object({}), nod: z.object({ to: z.int() }) },
  bets: { even: { title: "Even", edge: "0/1" } },
  setup: () => ({ stake: 0, sum: 0, rolls: 0, waits: false }),
  act: {
    bet(state, action, seat, table) {
      const taken = table.bank.take(seat, action.stake, "even");
      if (taken) return taken;
      Object.assign(state, { stake: action.stake, sum: 0, rolls: 0, waits: false });
    },
    roll(state, _action, seat, table) {
      state.rolls += 1;
      state.sum += table.random.die();
      if (state.waits) return table.refuse("invalid_action");
      state.waits = true;
      if (state.rolls < 3) return undefined;
      if (state.sum % 2 === 0) table.bank.give(seat, 2 * state.stake, "even");
      state.stake = 0;
      table.finishRound();
    },
    nod(state) {
      state.waits = false;
    },
  },
  legal: (state, _seat, table) => {
    if (state.stake === 0) return [choice("bet", { stake: table.limits })];
    return [state.waits ? choice("nod", { to: [1] }) : choice("roll")];
  },
  view: (state) => state,
  stakes: ({ stake }) => (stake > 0 ? [{ seat: 0, bet: "even", amount: stake }] : []),
});
