import { pathToFileURL } from "node:url";
import { games } from "@parlor/games";
import { bestAction, countBet as countBlackjack } from "@parlor/games/blackjack";
import type { Game } from "@parlor/kit";
import type { ProofCase } from "@parlor/lab";

type Told = Omit<ProofCase, "game">;

/** What the lab is told about the shipped games: the configurations that are proved, and what is only history. */
const told: Readonly<Record<string, Told>> = {
  blackjack: {
    variants: [
      { name: "six decks", config: {} },
      { name: "infinite", config: { decks: "infinite" } },
      { name: "infinite, H17", config: { decks: "infinite", dealerHitsSoft17: true } },
      {
        name: "infinite, blackjack pays 6 to 5",
        config: { decks: "infinite", blackjackPays: "6/5" },
      },
      {
        name: "infinite, late surrender, aces resplit and played on",
        config: { decks: "infinite", surrender: "late", resplitAces: true, hitSplitAces: true },
      },
      { name: "infinite, early surrender", config: { decks: "infinite", surrender: "early" } },
      {
        name: "infinite, no hole card",
        config: { decks: "infinite", holeCard: "none", doubleOn: "9-11", splitHandsMax: 3 },
      },
      {
        name: "infinite, no hole card, original bets only",
        config: { decks: "infinite", holeCard: "none", dealerBlackjackTakes: "original" },
      },
      {
        name: "infinite, no double after split, double on 10 and 11, two hands",
        config: {
          decks: "infinite",
          doubleAfterSplit: false,
          doubleOn: "10-11",
          splitHandsMax: 2,
        },
      },
      {
        name: "eight decks, H17, late surrender",
        config: { decks: 8, dealerHitsSoft17: true, surrender: "late" },
      },
      { name: "two decks, H17", config: { decks: 2, dealerHitsSoft17: true } },
      {
        name: "one deck, H17, no double after split, 6 to 5",
        config: { decks: 1, dealerHitsSoft17: true, doubleAfterSplit: false, blackjackPays: "6/5" },
      },
      {
        name: "six decks, no hole card, early surrender",
        config: { holeCard: "none", surrender: "early" },
      },
    ],
    // The lab hands over what this game's own setup and schema made.
    strategy: (state, _choices, config) => bestAction(state as never, config as never),
    count: countBlackjack,
  },
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
