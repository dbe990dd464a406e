import type { Ledger } from "../bet-ids.ts";
import { config as schema } from "../config.ts";
import { sideReturnOf } from "../side-bets.ts";
import { insurancePays } from "../verdict.ts";
import { scale } from "@parlor/kit";
import { countOutcomes, type CountedOutcomes } from "./outcomes.ts";
import { insuranceCounts, sideBetCounts } from "./side-ways.ts";
import { weightsOf } from "./weights.ts";

/** What can become of a bet of blackjack, counted: the shape that the lab takes. */
export interface CountedBet extends CountedOutcomes {
  readonly stake: number;
  readonly decides: boolean;
}

/**
 * Counts a bet on a round from a fresh shoe, by the functions that judge hands in play. Null for a hand from a finite
 * shoe, whose deals are too many: that one has to be played.
 */
export const countBet = (bet: string, parsed: unknown, stake: number): CountedBet | null => {
  const config = schema.parse(parsed);
  switch (bet as Ledger) {
    case "main": {
      const { decks } = config;
      if (decks !== "infinite") return null;
      return { stake, decides: true, ...countOutcomes(config, weightsOf(decks), stake) };
    }
    case "insurance": {
      const { won, lost } = insuranceCounts(config);
      const back = stake + scale(stake, insurancePays, "exact");
      return counted(stake, [
        { back, ways: won },
        { back: 0, ways: lost },
      ]);
    }
    case "perfect-pairs":
    case "twenty-one-plus-three":
      return counted(
        stake,
        sideBetCounts(bet as "perfect-pairs" | "twenty-one-plus-three", config).map(
          ({ win, ways }) => ({ back: sideReturnOf(win, stake, config), ways }),
        ),
      );
    default:
      return null;
  }
};

const counted = (
  stake: number,
  ends: readonly { readonly back: number; readonly ways: number }[],
): CountedBet => ({
  stake,
  decides: false,
  caseCount: ends.length,
  ways: ends.map(({ back, ways }) => ({
    outcome: { taken: stake, returned: back, resolved: true, hit: back > 0 },
    ways: BigInt(ways),
  })),
});
