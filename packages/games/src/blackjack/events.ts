import { deck } from "@parlor/kit";
import { z } from "zod";
import { betIds } from "./bet-ids.ts";
import { sideBetIds, sideWins } from "./side-bets.ts";
import { verdicts } from "./verdict.ts";

const card = z.enum(deck);
const seat = z.int().min(0);
const money = z.int().min(0);
const hand = z.int().min(0);

export const events = {
  /** `stake` is what was added, `total` what is up now. */
  "bet-placed": z.object({ seat, bet: z.enum(betIds), stake: money, total: money }),
  "bets-taken-back": z.object({ seat, back: money }),
  ready: z.object({ seat }),
  dealt: z.object({
    up: card,
    hands: z.array(z.object({ seat, cards: z.array(card), stake: money })),
  }),
  "side-bet-settled": z.object({
    seat,
    bet: z.enum(sideBetIds),
    stake: money,
    win: z.enum(sideWins).nullable(),
    paid: money,
  }),
  insured: z.object({ seat, stake: money }),
  declined: z.object({ seat }),
  "dealer-looked": z.object({ blackjack: z.boolean() }),
  "insurance-settled": z.object({ seat, stake: money, paid: money }),
  /** A hand took a card: asked for, after a double, or as the second one of a split hand. */
  drew: z.object({ seat, hand, card, total: z.int() }),
  stood: z.object({ seat, hand, byClock: z.boolean() }),
  doubled: z.object({ seat, hand, stake: money }),
  split: z.object({ seat, hand, stake: money }),
  surrendered: z.object({ seat, hand }),
  "dealer-drew": z.object({ cards: z.array(card), total: z.int() }),
  /** `back` is what the seat got for the hand, the stake included. */
  "hand-settled": z.object({ seat, hand, verdict: z.enum(verdicts), stake: money, back: money }),
  "shoe-made": z.object({ cards: z.int() }),
};

export type Events = { readonly [Name in keyof typeof events]: z.output<(typeof events)[Name]> };
