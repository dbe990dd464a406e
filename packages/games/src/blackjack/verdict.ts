import { scale, unreachable } from "@parlor/kit";
import type { Config } from "./config.ts";

/** How a hand ended. */
export type Verdict = "blackjack" | "even-money" | "won" | "pushed" | "surrendered" | "lost";

export const verdicts = [
  "blackjack",
  "even-money",
  "won",
  "pushed",
  "surrendered",
  "lost",
] as const satisfies readonly Verdict[];

/** A hand that was played to its end against the dealer's; both totals as they count. */
export const verdictOn = (
  total: number,
  isBlackjack: boolean,
  dealerTotal: number,
  dealerBlackjack: boolean,
): Verdict => {
  if (total > 21) return "lost";
  if (dealerBlackjack) return isBlackjack ? "pushed" : "lost";
  if (isBlackjack) return "blackjack";
  if (dealerTotal > 21 || total > dealerTotal) return "won";
  return total === dealerTotal ? "pushed" : "lost";
};

/** What the seat gets for a stake, the stake included; what does not divide is rounded down. */
export const returnedOf = (verdict: Verdict, stake: number, config: Config): number => {
  switch (verdict) {
    case "blackjack":
      return stake + scale(stake, config.blackjackPays, "down");
    case "even-money":
    case "won":
      return 2 * stake;
    case "pushed":
      return stake;
    case "surrendered":
      return scale(stake, "1/2", "down");
    case "lost":
      return 0;
    default:
      return unreachable(verdict);
  }
};

/** Whether the money goes back undecided, as the whole stake of a push or the half that was not given up. */
export const isRefund = (verdict: Verdict): boolean =>
  verdict === "pushed" || verdict === "surrendered";

/** Insurance pays this to 1 when the dealer has a blackjack. */
export const insurancePays = "2/1";
