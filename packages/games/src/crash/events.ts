import { limits } from "@parlor/kit";
import { z } from "zod";

const seat = z
  .int()
  .min(0)
  .max(limits.seatCountMax - 1);
const multiplier = z.int().min(0);
const sum = z.int().min(0);

export const events = {
  "bet-placed": z.object({ seat, stake: sum, target: multiplier }),
  "bet-cancelled": z.object({ seat, stake: sum }),
  "took-off": z.object({ bettors: z.int(), staked: sum }),
  /** All that one command cashed out, the lowest multiplier first. */
  "cashed-out": z.object({
    outs: z.array(z.object({ seat, at: multiplier, paid: sum, by: z.enum(["hand", "target"]) })),
  }),
  crashed: z.object({ point: multiplier, lost: z.int(), lostStakes: sum }),
};
export type Events = { readonly [Type in keyof typeof events]: z.output<(typeof events)[Type]> };
export type Out = Events["cashed-out"]["outs"][number];

export const refusals = {
  betting_closed: "Bets are taken before the flight only.",
  already_bet: "You already have a bet on this flight.",
  no_bet: "You have no bet on this flight.",
  not_flying: "There is no flight to cash out of.",
  target_needed: "At this table every bet names the multiplier that it is cashed out at.",
  manual_closed: "At this table bets are cashed out at their targets only.",
  bet_in_play: "Your bet is in the air; you may leave when the flight is over.",
};
