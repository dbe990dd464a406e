import { categories } from "./categories.ts";
import { rememberedCompletions, type CompletionCounter } from "./completions.ts";
import { coinsMax, config, paysOf } from "./config.ts";
import { bestOf, commonDrawWays, drawWays, holds, newHoldValues } from "./holds.ts";

/** A deal, and how many deals are the same but for their suits. */
interface CanonicalDeal {
  readonly cards: readonly number[];
  readonly ways: number;
}

const arrangementsOfSuits = 24;

/**
 * The deals that are first among those that differ only in what the suits are called: 134,459 of 2,598,960.
 */
export function* canonicalDeals(): Generator<CanonicalDeal> {
  for (let fifth = 4; fifth < 52; fifth++)
    for (let fourth = 3; fourth < fifth; fourth++)
      for (let third = 2; third < fourth; third++)
        for (let second = 1; second < third; second++)
          for (let first = 0; first < second; first++) {
            const cards = [first, second, third, fourth, fifth];
            const ways = waysOf(cards);
            if (ways > 0) yield { cards, ways };
          }
}

/** How many deals a canonical deal stands for; 0 for a deal that another one stands for. */
const waysOf = (cards: readonly number[]): number => {
  const bySuit = [0, 0, 0, 0];
  for (const card of cards) bySuit[card & 3] = (bySuit[card & 3] ?? 0) | (1 << (card >> 2));
  let [ways, alike] = [arrangementsOfSuits, 1];
  for (let suit = 1; suit < 4; suit++) {
    const [before, own] = [bySuit[suit - 1] ?? 0, bySuit[suit] ?? 0];
    if (own > before) return 0;
    alike = own === before ? alike + 1 : 1;
    // The product of 1 · 2 · … for each run of equal suits is what swapping them leaves the same.
    ways /= alike;
  }
  return ways;
};

/**
 * Adds how many of the draws after a hold come to each category, so many times over, to what was added before; by
 * inclusion and exclusion, as in `newHoldValues`.
 */
const addDraws = (
  totals: number[],
  cards: readonly number[],
  hold: number,
  times: number,
  completions: CompletionCounter,
): void => {
  const heldCount = holds[hold]?.length ?? 0;
  for (let bits = hold; bits < 32; bits = (bits + 1) | hold) {
    const set = cards.filter((_, place) => (bits & (1 << place)) !== 0);
    const factor = (set.length - heldCount) % 2 === 0 ? times : -times;
    const counts = completions(set);
    for (let index = 0; index < totals.length; index++)
      totals[index] = (totals[index] ?? 0) + factor * (counts[index] ?? 0);
  }
};

/** How many of all pairs of a deal and a draw come to each category under the best play, by the category's index. */
export const categoryWays = (
  pays: readonly number[],
  completions: CompletionCounter = rememberedCompletions(),
  deals: Iterable<CanonicalDeal> = canonicalDeals(),
): readonly bigint[] => {
  const valuesOf = newHoldValues(pays, completions);
  // All pairs are 2,598,960 × 7,669,695, or 2 · 10^13, so these sums stay exact.
  const totals = categories.map(() => 0);
  for (const { cards, ways } of deals) {
    const best = bestOf(valuesOf(cards));
    const drawn = drawWays[5 - (holds[best]?.length ?? 0)] ?? 1;
    addDraws(totals, cards, best, ways * (commonDrawWays / drawn), completions);
  }
  return totals.map(BigInt);
};

const dealCount = 134_459;

/**
 * Counts a bet under the best play for the lab, one hand of it: more hands have the same mean, and spread less. What
 * was counted for a pay table is remembered.
 */
export const newVideoPokerCounter = () => {
  const completions = rememberedCompletions();
  let deals: readonly CanonicalDeal[] | undefined;
  const counted = new Map<string, readonly bigint[]>();
  return (bet: string, told: unknown, stake: number) => {
    const coins = bet === "five-coins" ? coinsMax : 1;
    const pays = paysOf(config.parse(told), coins);
    const key = pays.join(" ");
    deals ??= [...canonicalDeals()];
    const ways = counted.get(key) ?? categoryWays(pays, completions, deals);
    counted.set(key, ways);
    return {
      stake,
      caseCount: dealCount,
      decides: true,
      ways: ways.map((count, category) => {
        const returned = (pays[category] ?? 0) * stake;
        const outcome = { taken: stake, returned, resolved: true, hit: returned > 0 };
        return { outcome, ways: count };
      }),
    };
  };
};
