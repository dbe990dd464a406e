import { deck } from "@parlor/kit";
import { z } from "zod";
import { categories } from "@parlor/kit/poker";

const card = z.enum(deck);
const seat = z.int().min(0);
const money = z.int().min(0);

export const posts = [
  "ante",
  "small-blind",
  "big-blind",
  "straddle",
  "missed-small-blind",
  "missed-big-blind",
] as const;
export type Post = (typeof posts)[number];

export const moves = ["fold", "check", "call", "bet", "raise"] as const;
export type MoveName = (typeof moves)[number];

export const events = {
  "bought-in": z.object({ seat, amount: money, stack: money }),
  "cashed-out": z.object({ seat, amount: money }),
  "sat-out": z.object({ seat, by: z.enum(["choice", "clock"]) }),
  "sat-in": z.object({ seat }),
  /** `smallBlind` is null where nobody posts one. */
  "hand-started": z.object({
    hand: z.int(),
    button: seat,
    smallBlind: seat.nullable(),
    bigBlind: seat,
    seats: z.array(seat),
  }),
  posted: z.object({ seat, post: z.enum(posts), amount: money }),
  /** For the seat alone. */
  "cards-dealt": z.object({ seat, cards: z.array(card) }),
  /** `amount` is what was put in now, `to` the seat's bet on this street after it. */
  moved: z.object({
    seat,
    move: z.enum(moves),
    amount: money,
    to: money,
    allIn: z.boolean(),
    by: z.enum(["choice", "clock", "absence"]),
  }),
  "time-bank-used": z.object({ seat, left: money }),
  "board-dealt": z.object({ street: z.enum(["flop", "turn", "river"]), cards: z.array(card) }),
  "bet-returned": z.object({ seat, amount: money }),
  "cards-shown": z.object({
    seat,
    cards: z.array(card),
    /** What the hand is, where the whole board is out. */
    category: z.enum(categories).nullable(),
  }),
  "cards-mucked": z.object({ seat }),
  /** `pot` counts from the main pot, 0; `raked` has been taken out of `amount`. */
  "pot-won": z.object({
    pot: z.int().min(0),
    amount: money,
    raked: money,
    shares: z.array(z.object({ seat, amount: money })),
  }),
  "hand-ended": z.object({ hand: z.int() }),
};
export type Events = { readonly [Name in keyof typeof events]: z.output<(typeof events)[Name]> };
