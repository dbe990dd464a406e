import { z } from "zod";

const money = z.int().min(0);

export const events = {
  /** `stops` are where the reels stand; what shows there is in the view. `left` are the free spins that are still to come. */
  spun: z.object({
    bet: z.string(),
    stake: money,
    stops: z.array(z.int().min(0)),
    isFree: z.boolean(),
    won: money,
    awarded: money,
    left: money,
  }),
  "jackpot-won": z.object({ amount: money }),
  /** All that the round has won, the jackpot included. */
  "round-won": z.object({ won: money }),
};

export type Events = { readonly [Name in keyof typeof events]: z.output<(typeof events)[Name]> };
