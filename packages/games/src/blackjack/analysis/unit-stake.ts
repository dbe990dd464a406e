import { ratioOf } from "@parlor/kit";
import type { Config } from "../config.ts";

/** A stake of which half, and what a blackjack wins, are whole. */
export const unitStakeOf = ({ blackjackPays }: Config): number =>
  2 * ratioOf(blackjackPays).denominator;
