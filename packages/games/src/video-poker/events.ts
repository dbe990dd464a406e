import type { Card } from "@parlor/kit";
import { z } from "zod";
import { categories } from "./categories.ts";
import { coinsMax, handsMax } from "./config.ts";

const cardText: unknown = z.string().regex(/^[2-9TJQKA][cdhs]$/);
const card = cardText as z.ZodType<Card, Card>; // the pattern is that of the deck
const cards = z.array(card).length(5);
const money = z.int().min(0);

export const events = {
  dealt: z.object({
    cards,
    coins: z.int().min(1).max(coinsMax),
    hands: z.int().min(1).max(handsMax),
    stake: money,
  }),
  /** `held` are the places that were kept; each hand then drew from what the deal had left. */
  drawn: z.object({
    held: z.array(z.int().min(0).max(4)),
    hands: z.array(z.object({ cards, category: z.enum(categories), won: money })),
    won: money,
  }),
};

export type Events = { readonly [Name in keyof typeof events]: z.output<(typeof events)[Name]> };
