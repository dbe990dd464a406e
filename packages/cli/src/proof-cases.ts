import { games } from "@parlor/games";
import type { ProofCase } from "@parlor/lab";

type Told = Omit<ProofCase, "game">;

/** What the lab is told about the shipped games: the configurations that are proved, and what is only history. */
const told: Readonly<Record<string, Told>> = {
  craps: {
    history: ["rolls"],
    variants: [
      { name: "standard", config: {} },
      {
        name: "put bets, commission on wins",
        config: { putBets: true, buyCommission: "on-win", layCommission: "on-win" },
      },
      {
        name: "winners come down, all bets work, bar 2",
        config: {
          winnersStay: false,
          placeOnComeOut: true,
          hardwaysOnComeOut: true,
          comeOddsOnComeOut: true,
          dontBar: 2,
          field12Pays: "2/1",
        },
      },
    ],
  },
  "coin-flip": {
    variants: [
      { name: "standard", config: {} },
      { name: "fair", config: { payout: "2/1" } },
    ],
  },
};

export const proofCases: readonly ProofCase[] = games.map((game) => ({ game, ...told[game.id] }));

export const proofCaseOf = (id: string): ProofCase => {
  const one = proofCases.find(({ game }) => game.id === id);
  if (one === undefined) throw new Error(`There is no game ${id}.`);
  return one;
};
