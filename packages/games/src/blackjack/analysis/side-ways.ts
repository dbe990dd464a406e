import { deck, ratioOf, type Card } from "@parlor/kit";
import type { Config } from "../config.ts";
import { sidePays, sideWinOf, type SideBetId, type SideWin } from "../side-bets.ts";
import { insurancePays } from "../verdict.ts";
import type { Ways } from "./edge.ts";
import { cardCountOf, weightsOf, weightOf } from "./weights.ts";

/** How many of the ordered deals of three cards come to each win of a side bet, and to none. */
export const sideBetCounts = (
  bet: SideBetId,
  { decks }: Pick<Config, "decks">,
): { readonly win: SideWin | null; readonly ways: number }[] => {
  const counts = new Map<SideWin | null, number>();
  const copies = decks === "infinite" ? 1 : decks;
  const used = decks === "infinite" ? 0 : 1;
  for (const first of deck) {
    for (const second of deck) {
      const ofSecond = copies - (second === first ? used : 0);
      for (const up of bet === "perfect-pairs" ? anyUp : deck) {
        const ofUp =
          bet === "perfect-pairs"
            ? 1
            : copies - (up === first ? used : 0) - (up === second ? used : 0);
        const ways = copies * ofSecond * ofUp;
        if (ways === 0) continue;
        const win = sideWinOf(bet, first, second, up);
        counts.set(win, (counts.get(win) ?? 0) + ways);
      }
    }
  }
  return [...counts].map(([win, ways]) => ({ win, ways }));
};

/** Perfect pairs do not look at the dealer's card. */
const anyUp: readonly Card[] = deck.slice(0, 1);

export const sideBetWays = (bet: SideBetId, config: Config): readonly Ways[] =>
  sideBetCounts(bet, config).map(({ win, ways }) => ({
    ways,
    pays: win === null ? null : ratioOf(sidePays(win, config)),
  }));

/** Against an ace, over all hands that a seat may hold. */
export const insuranceCounts = ({ decks }: Pick<Config, "decks">) => {
  const tens = weightOf(weightsOf(decks), 10);
  const unseen = cardCountOf(decks) - (decks === "infinite" ? 0 : 1);
  return { won: tens, lost: unseen - tens };
};

export const insuranceWays = (config: Config): readonly Ways[] => {
  const { won, lost } = insuranceCounts(config);
  return [
    { ways: won, pays: ratioOf(insurancePays) },
    { ways: lost, pays: null },
  ];
};
