import { amount, choice, defineGame } from "@parlor/kit";
import { z } from "zod";

interface Stacks {
  stacks: number[];
}

/** A test's game that the players bank: they buy in, push chips to each other, and cash out. */
export const stacks = defineGame({
  id: "stacks",
  version: "1.0.0",
  title: "Stacks",
  summary: "Chips go around.",
  bank: "players",
  seats: { min: 2, max: 3 },
  config: z.object({}),
  actions: {
    "buy-in": z.object({ stake: amount }),
    push: z.object({ to: z.int().min(0), chips: amount }),
  },
  bets: { stack: { title: "Stack" } },
  refusals: { no_chips: "You have not so many chips.", no_such_seat: "Nobody sits there." },
  setup: ({ seatCount }): Stacks => ({ stacks: Array.from({ length: seatCount }, () => 0) }),
  act: {
    "buy-in"(state, { stake }, seat, table) {
      const taken = table.bank.take(seat, stake, "stack");
      if (taken) return taken;
      state.stacks[seat]! += stake;
    },
    push(state, { to, chips }, seat, table) {
      if (!table.seats.includes(to) || to === seat) return table.refuse("no_such_seat");
      if (chips > (state.stacks[seat] ?? 0)) return table.refuse("no_chips");
      state.stacks[seat]! -= chips;
      state.stacks[to]! += chips;
    },
  },
  leave(state, seat, table) {
    table.bank.give(seat, state.stacks[seat] ?? 0, "stack");
    state.stacks[seat] = 0;
  },
  legal: (state, seat, { limits, seats }) => {
    const own = state.stacks[seat] ?? 0;
    const others = seats.filter((other) => other !== seat);
    return own > 0 && others.length > 0
      ? [
          choice("buy-in", { stake: limits }),
          choice("push", { to: others, chips: { min: 1, max: own } }),
        ]
      : [choice("buy-in", { stake: limits })];
  },
  view: (state) => ({ stacks: [...state.stacks] }),
  stakes: (state) => state.stacks.map((chips, seat) => ({ seat, amount: chips, bet: "stack" })),
});
