import type { Card } from "@parlor/kit";
import { z } from "zod";
import { matchConfig } from "../match-of-hands.ts";

export const config = z.object(matchConfig).describe("What may vary in Kuhn poker");
export type Config = z.output<typeof config>;

/** The cards from the lowest to the highest; so many are used as there are players, and one more. */
export const kuhnCards = ["Js", "Qs", "Ks", "As"] as const satisfies readonly Card[];
export type KuhnCard = (typeof kuhnCards)[number];

/** A player antes one unit and bets or calls one at most. */
export const buyInOf = ({ ante, hands }: Config): number => 2 * ante * hands;
