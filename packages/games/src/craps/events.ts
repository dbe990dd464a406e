import { z } from "zod";
import { spots } from "./bet-ids.ts";
import { points } from "./dice.ts";
import { calls } from "./state.ts";

const face = z.int().min(1).max(6);
const seat = z.int().min(0);
const money = z.int().min(0);
const spot = z.enum(spots);
const point = z.literal(points);
/** A bet of a seat; `stake` is the bet without any commission. */
const bet = { seat, bet: spot, stake: money };

export const events = {
  rolled: z.object({ dice: z.tuple([face, face]), total: z.int().min(2).max(12), shooter: seat }),
  "point-set": z.object({ point }),
  "point-made": z.object({ point }),
  "seven-out": z.object({ point }),
  /** `stake` is what was added, `total` what is up now, `commission` what was paid with it. */
  "bet-placed": z.object({ ...bet, total: money, commission: money }),
  /** `won` is before commission, `paid` what the seat got, its stake included unless that `stays`. */
  "bet-won": z.object({ ...bet, won: money, commission: money, paid: money, stays: z.boolean() }),
  "bet-lost": z.object(bet),
  "bet-pushed": z.object(bet),
  "bet-moved": z.object({ ...bet, to: spot }),
  /** `back` is what the seat got: the stake and the commission that was paid with it. */
  "bet-taken-down": z.object({ ...bet, back: money }),
  "bet-called": z.object({ seat, bet: spot, call: z.enum(calls) }),
  "shooter-changed": z.object({ shooter: seat.nullable() }),
};

export type Events = { readonly [Name in keyof typeof events]: z.output<(typeof events)[Name]> };
