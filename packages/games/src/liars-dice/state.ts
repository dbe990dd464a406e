import { limits, type GameTypes, type Random, type Seat, type Table } from "@parlor/kit";
import { z } from "zod";
import type { Bid } from "./bids.ts";
import type { Config } from "./config.ts";

const seat = z
  .int()
  .min(0)
  .max(limits.seatCountMax - 1);
const result = z.object({
  call: z.enum(["liar", "spot-on"]),
  caller: seat,
  bidder: seat,
  quantity: z.int(),
  face: z.int(),
  /** How many dice there were. */
  count: z.int(),
  right: z.boolean(),
  losers: z.array(seat),
  dice: z.array(z.array(z.int())),
});
export type Result = z.output<typeof result>;

export const events = {
  rolled: z.object({ diceLeft: z.array(z.int()) }),
  "bid-made": z.object({ seat, quantity: z.int(), face: z.int() }),
  called: result,
  "player-out": z.object({ seat }),
};
type Events = { readonly [Type in keyof typeof events]: z.output<(typeof events)[Type]> };

export const refusals = {
  game_begun: "The game has begun; you may watch it.",
  not_higher: "A bid has to be higher than the last one.",
  nothing_bid: "There is no bid to call yet.",
  no_spot_on: "At this table a bid is not called exact.",
};

export interface State {
  phase: "waiting" | "bidding" | "shown" | "over";
  /** Who plays, in the order of the turns. */
  order: Seat[];
  /** How many dice each seat has left. */
  left: number[];
  /** What each seat has rolled, from the lowest; hidden but from its owner while there is bidding. */
  dice: number[][];
  bids: { seat: Seat; quantity: number; face: number }[];
  mover: Seat | null;
  /** Who dropped out, the first first; those of one call together. */
  out: Seat[][];
  /** The last call, until the next roll. */
  last: Result | null;
  /** How many faces a die has. */
  readonly faces: number;
}

interface LiarsTypes extends GameTypes {
  readonly config: Config;
  readonly events: Events;
  readonly bets: never;
  readonly refusals: keyof typeof refusals;
}
export type LiarsTable = Table<LiarsTypes>;

export const newState = (seatCount: number, faces: number): State => ({
  phase: "waiting",
  order: [],
  left: Array.from({ length: seatCount }, () => 0),
  dice: Array.from({ length: seatCount }, () => []),
  bids: [],
  mover: null,
  out: [],
  last: null,
  faces,
});

export const leftOf = (state: State, seat_: Seat): number => state.left[seat_] ?? 0;
export const diceCount = ({ left }: State): number => left.reduce((sum, dice) => sum + dice, 0);
export const lastBid = ({ bids }: State): (Bid & { readonly seat: Seat }) | undefined =>
  bids.at(-1);
export const playing = (state: State): Seat[] =>
  state.order.filter((one) => leftOf(state, one) > 0);

/** The next seat, in the order of the turns, that has dice. */
export const nextAfter = (state: State, from: Seat): Seat => {
  const { order } = state;
  const place = order.indexOf(from);
  for (let step = 1; step <= order.length; step++) {
    const next = order[(place + step) % order.length];
    if (next !== undefined && leftOf(state, next) > 0) return next;
  }
  return from;
};

/** Rolled dice, from the lowest: who looks under a cup sees no order. */
export const rollOf = (count: number, faces: number, random: Random): number[] =>
  Array.from({ length: count }, () => random.die(faces)).toSorted((one, other) => one - other);
