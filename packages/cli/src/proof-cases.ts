import { pathToFileURL } from "node:url";
import { games } from "@parlor/games";
import { copperOrchard, meanContents, newSlotCounter, tideLantern } from "@parlor/games/slots";
import { newVideoPokerCounter, newVideoPokerStrategy } from "@parlor/games/video-poker";
import { chanceOf, worthOf } from "@parlor/games/crash";
import type { Fraction, Game } from "@parlor/kit";
import type { BetCounter, ProofCase } from "@parlor/lab";

type Told = Omit<ProofCase, "game">;

const videoPokerStrategy = newVideoPokerStrategy();

/** Points above 50.00 are counted: the bet at the lowest target of the table, by the chances of the draw itself. */
const crashFollowedMax = 5_000;
const countCrash: BetCounter = (_bet, config, stake) => {
  // The game's own schema made it.
  const { edge, multiplierMax, targetMin } = config as {
    readonly edge: Fraction;
    readonly multiplierMax: number;
    readonly targetMin: number;
  };
  if (multiplierMax <= crashFollowedMax) return null;
  const { ways, of } = chanceOf(targetMin, { edge, multiplierMax });
  const won = { taken: stake, returned: worthOf(stake, targetMin), resolved: true, hit: true };
  const lost = { taken: stake, returned: 0, resolved: true, hit: false };
  const outcomes = [
    { outcome: won, ways },
    { outcome: lost, ways: of - ways },
  ];
  return { stake, caseCount: outcomes.length, decides: false, ways: outcomes };
};

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
  crash: {
    history: ["history"],
    count: countCrash,
    variants: [
      { name: "standard", config: {} },
      { name: "target 2.00", config: { targetMin: 200, manualCashOut: false } },
      { name: "target 9,999.99, edge 3/97", config: { targetMin: 999_999, edge: "3/97" } },
      { name: "up to 10.00, out by hand at once", config: { multiplierMax: 1_000 } },
      {
        name: "up to 10.00, target 1.37",
        config: { multiplierMax: 1_000, manualCashOut: false, targetMin: 137 },
      },
      {
        name: "up to 5.00, target 5.00, no edge",
        config: { multiplierMax: 500, manualCashOut: false, targetMin: 500, edge: "0/1" },
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
