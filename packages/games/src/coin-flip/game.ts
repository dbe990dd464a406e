import {
  amount,
  choice,
  defineGame,
  fraction,
  fractionOf,
  ratioOf,
  scale,
  type Fraction,
} from "@parlor/kit";
import { z } from "zod";

const sides = ["heads", "tails"] as const;
const side = z.enum(sides);

/** A right call gives at least the stake back, and no more than a fair coin is worth. */
const isFairAtMost = (payout: Fraction): boolean => {
  const { numerator, denominator } = ratioOf(payout);
  return denominator <= numerator && numerator <= 2 * denominator;
};

/** Half of all calls are right, so the house keeps one less half of what they return. */
const edgeOf = (payout: Fraction): Fraction => {
  const { numerator, denominator } = ratioOf(payout);
  return fractionOf(2 * denominator - numerator, 2 * denominator);
};

export const coinFlip = defineGame({
  id: "coin-flip",
  version: "1.0.0",
  title: "Coin flip",
  summary: "Call it; a right call pays even money, less the house's two per cent.",
  bank: "house",
  seats: { min: 1, max: 1 },
  config: z.object({
    payout: fraction("98/50")
      .refine(isFairAtMost, "must be from 1/1 to 2/1")
      .describe("What a right call returns for 1, stake included: from 1/1 to 2/1"),
  }),
  actions: { flip: z.object({ call: side, stake: amount }) },
  events: { landed: z.object({ side, call: side, won: z.int() }) },
  bets: { call: { title: "Right call", edge: ({ payout }) => edgeOf(payout), pays: "0.96 to 1" } },

  setup: () => ({ last: null as z.output<typeof side> | null }),
  act: {
    flip(state, { call, stake }, seat, table) {
      const taken = table.bank.take(seat, stake, "call");
      if (taken) return taken;
      const landed = table.random.pick(sides);
      const won = landed === call ? scale(stake, table.config.payout, "down") : 0;
      table.bank.give(seat, won, "call");
      table.emit("landed", { side: landed, call, won });
      state.last = landed;
      table.finishRound();
    },
  },
  legal: (_state, _seat, table) => [choice("flip", { call: sides, stake: table.limits })],
  view: (state) => ({ last: state.last }),
});
