import { pathToFileURL } from "node:url";
import { games } from "@parlor/games";
import { countBet } from "@parlor/games/baccarat";
import type { Game } from "@parlor/kit";
import type { BetCounter, ProofCase } from "@parlor/lab";

type Told = Omit<ProofCase, "game">;

/** Baccarat counts its own coups; the lab asks for its own bets under its own configurations only. */
const countBaccarat: BetCounter = (bet, config, stake) =>
  countBet(bet as Parameters<typeof countBet>[0], config as Parameters<typeof countBet>[1], stake);

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
  baccarat: {
    history: ["notes", "hands", "last"],
    count: countBaccarat,
    variants: [
      { name: "eight decks", config: {} },
      { name: "six decks", config: { decks: 6 } },
      { name: "no commission", config: { banker: "no-commission" } },
      { name: "no commission, six decks", config: { banker: "no-commission", decks: 6 } },
      { name: "tie pays 9 to 1", config: { tiePays: 9 } },
      ...[1, 2, 3, 4, 5, 7].map((decks) => ({ name: `${decks} decks`, config: { decks } })),
    ],
  },
  roulette: {
    history: ["numbers"],
    variants: [
      { name: "european", config: {} },
      { name: "american", config: { wheel: "american" } },
      { name: "american, surrender", config: { wheel: "american", evenMoneyOnZero: "la-partage" } },
      { name: "triple zero", config: { wheel: "triple-zero" } },
      { name: "french, la partage", config: { evenMoneyOnZero: "la-partage" } },
      { name: "french, en prison, a further zero loses", config: { evenMoneyOnZero: "en-prison" } },
      {
        name: "french, en prison, a further zero changes nothing",
        config: { evenMoneyOnZero: "en-prison", prisonOnZero: "stays" },
      },
      {
        name: "french, en prison, a further zero halves",
        config: { evenMoneyOnZero: "en-prison", prisonOnZero: "la-partage" },
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

/**
 * What is to be proved under a name: a shipped game, or a file that exports a `game` or, where the lab has
 * to be told more, a `proofCase`; so other people's games are held to their edges too.
 */
export const proofCaseOf = async (name: string): Promise<ProofCase | undefined> => {
  const shipped = proofCases.find(({ game }) => game.id === name);
  if (shipped !== undefined || !isFile(name)) return shipped;
  // Whoever names the file vouches for what it exports; something else fails as soon as it is played.
  const found = (await import(pathToFileURL(name).href)) as {
    readonly game?: Game;
    readonly proofCase?: ProofCase;
  };
  if (found.proofCase) return found.proofCase;
  if (found.game) return { game: found.game };
  throw new Error(`${name} exports neither a game nor a proofCase.`);
};

const isFile = (name: string): boolean => /\.[cm]?[jt]s$/.test(name);
