import { pathToFileURL } from "node:url";
import { games } from "@parlor/games";
import { copperOrchard, meanContents, newSlotCounter, tideLantern } from "@parlor/games/slots";
import { newVideoPokerCounter, newVideoPokerStrategy } from "@parlor/games/video-poker";
import type { Game } from "@parlor/kit";
import type { ProofCase } from "@parlor/lab";

type Told = Omit<ProofCase, "game">;

const videoPokerStrategy = newVideoPokerStrategy();

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
  "slots-copper-orchard": {
    history: ["last", "won", "jackpot", "meter"],
    variants: [
      { name: "standard", config: {} },
      {
        name: "a smaller jackpot that falls more often",
        config: { jackpot: { seed: 50_000, share: "1/50", seedShare: "1/100" } },
      },
    ],
    pools: meanContents(copperOrchard),
    count: newSlotCounter(copperOrchard),
  },
  "slots-tide-lantern": {
    history: ["last", "won", "jackpot", "meter"],
    count: newSlotCounter(tideLantern),
  },
  "video-poker": {
    history: ["last"],
    variants: ["9/6", "9/5", "8/6", "8/5", "7/5", "6/5"].map((payTable) => ({
      name: payTable,
      config: { payTable },
    })),
    count: newVideoPokerCounter(),
    // The lab hands a strategy what this game's own setup and schema have made.
    strategy: (state, _choices, config) => videoPokerStrategy(state as never, config as never),
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
