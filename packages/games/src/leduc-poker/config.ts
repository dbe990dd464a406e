import type { Card } from "@parlor/kit";
import { z } from "zod";
import { matchConfig } from "../match-of-hands.ts";

export const config = z.object(matchConfig).describe("What may vary in Leduc poker");
export type Config = z.output<typeof config>;

/** Two of each rank, from the lowest; one rank more than there are players is used. */
export const leducCards = [
  "Js",
  "Jh",
  "Qs",
  "Qh",
  "Ks",
  "Kh",
  "As",
  "Ah",
] as const satisfies readonly Card[];
export type LeducCard = (typeof leducCards)[number];

export const deckOf = (players: number): LeducCard[] => leducCards.slice(0, 2 * (players + 1));

/** What a raise adds on each street, in units. */
export const raiseUnits = [2, 4] as const;
export const raisesMax = 2;

/** An ante and two raises on each street: 1 + 2 · 2 + 2 · 4 units are the most that a hand costs. */
export const buyInOf = ({ ante, hands }: Config): number =>
  (1 + raisesMax * (raiseUnits[0] + raiseUnits[1])) * ante * hands;
