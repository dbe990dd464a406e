import type { Limits, Random } from "@parlor/kit";
import type { Spot } from "./bot-spot.ts";

/** From this share of its stack on it puts in everything: there would be no folding afterwards. */
const committedShare = 0.5;

/** What would then lie before the seat, without a look at what may. */
const wishedTo = (
  { street, pot, level, bet, isUnopened, bigBlind }: Spot,
  share: number,
): number => {
  if (street === "preflop" && isUnopened) {
    // Something more for each who has called already.
    const called = Math.max(0, pot - 2 * bigBlind);
    return level + 1.5 * bigBlind + called;
  }
  if (street === "preflop") return 3 * level;
  const afterCall = pot + (level - bet);
  return level + share * afterCall;
};

/**
 * How far it bets or raises: from half the pot to all of it by how good the hand is, now and then another size, so that
 * sizes do not tell; everything where little would be left.
 */
export const raiseTo = (
  spot: Spot,
  advantage: number,
  { min, max }: Limits,
  random: Random,
): number => {
  const shares = [0.5, 0.66, 0.75, 1] as const;
  const usual = Math.min(shares.length - 1, Math.floor(advantage * shares.length));
  const share = random.int(4) === 0 ? random.pick(shares) : (shares[usual] ?? 0.5);
  const wished = wishedTo(spot, share);
  const allIn = spot.bet + spot.stack;
  if (wished - spot.bet >= committedShare * spot.stack && max === allIn) return max;
  const rounded = Math.round(wished / spot.smallBlind) * spot.smallBlind;
  return Math.min(max, Math.max(min, rounded));
};
