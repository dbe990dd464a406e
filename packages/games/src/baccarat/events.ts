import { deck } from "@parlor/kit";
import { z } from "zod";
import { betIds } from "./bet-ids.ts";
import { winners } from "./coup.ts";

const seat = z.int().min(0);
const money = z.int().min(0);
const bet = z.enum(betIds);
const hand = z.array(z.enum(deck)).min(2).max(3);
const total = z.int().min(0).max(9);

export const verdicts = ["won", "pushed", "lost"] as const;

export const events = {
  /** `stake` is what was put on each bet now, `total` what lies there. */
  "bet-placed": z.object({
    seat,
    repeated: z.boolean(),
    chips: z.array(z.object({ bet, stake: money, total: money })),
  }),
  "bet-taken-back": z.object({ seat, chips: z.array(z.object({ bet, stake: money })) }),
  "seat-ready": z.object({ seat }),
  /** The cards in the order in which each hand got them. */
  "coup-dealt": z.object({
    player: hand,
    banker: hand,
    playerTotal: total,
    bankerTotal: total,
    winner: z.enum(winners),
  }),
  /** What the coup did to the bets of a seat; `back` is what each brought, its stake included. */
  settled: z.object({
    seat,
    staked: money,
    back: money,
    lines: z.array(z.object({ bet, stake: money, verdict: z.enum(verdicts), back: money })),
  }),
  /** The cut card has come out: one more coup is dealt from this shoe. */
  "last-coup": z.object({}),
  "shoe-changed": z.object({ shoe: z.int().min(1), decks: z.int().min(1) }),
};

export type Events = { readonly [Name in keyof typeof events]: z.output<(typeof events)[Name]> };
export type SettledLine = Events["settled"]["lines"][number];
