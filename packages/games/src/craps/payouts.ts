import { limits, scale, type Fraction } from "@parlor/kit";
import type { Bet } from "./bet.ts";
import type { Config } from "./config.ts";
import type { OpenBet } from "./state.ts";

/** The best payout is 35 to 1, so a bet up to this always pays an amount that can be paid. */
export const stakeMax = Math.floor(limits.amountMax / 40);

/** What is not a whole minor unit of winnings stays with the house. */
export const winningsOf = (stake: number, pays: Fraction): number => scale(stake, pays, "down");

/** A part of a minor unit of commission is a whole one, so that no bet is too small to pay any. */
export const commissionOf = ({ commission }: Bet, stake: number, config: Config): number =>
  commission === null ? 0 : scale(winningsOf(stake, commission.base), config.commission, "up");

/** The commission that is paid with the bet and held until it is decided. */
export const heldCommission = (bet: Bet, stake: number, config: Config): number =>
  bet.commission?.taken(config) === "on-bet" ? commissionOf(bet, stake, config) : 0;

export interface Payout {
  readonly won: number;
  readonly commission: number;
  readonly paid: number;
  readonly stays: boolean;
}

/**
 * What a win pays. Commission out of a win comes off now. Commission that was held is used up: where
 * the bet stays up, the same again comes off and is held for its next decision.
 */
export const payoutOf = (bet: Bet, open: OpenBet, pays: Fraction, config: Config): Payout => {
  const won = winningsOf(open.amount, pays);
  const stays = bet.staysUp && config.winnersStay;
  const onWin = bet.commission?.taken(config) === "on-win";
  const renewed = stays ? open.commission : 0;
  const commission = onWin ? commissionOf(bet, open.amount, config) : renewed;
  return { won, commission, paid: won - commission + (stays ? 0 : open.amount), stays };
};
