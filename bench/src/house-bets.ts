import { games } from "@parlor/games";

interface Told {
  /** What stands for a game whose first bet does not. */
  readonly bet?: string;
  /** So many take some seconds, where it is not `usualRounds`. */
  readonly rounds?: number;
  readonly config?: Readonly<Record<string, unknown>>;
}

const told: Readonly<Record<string, Told>> = {
  roulette: { bet: "red", rounds: 4_000_000 },
  blackjack: { rounds: 8_000_000 },
  baccarat: { bet: "banker", rounds: 4_000_000 },
  "coin-flip": { rounds: 10_000_000 },
  // Whoever cashes out by hand does so at once, and a bet is over long before its round.
  crash: { rounds: 100_000, config: { targetMin: 200, manualCashOut: false } },
  "slots-tide-lantern": { bet: "lines-20" },
  "video-poker": { bet: "five-coins", rounds: 400_000 },
};
const usualRounds = 2_000_000;

interface HouseBet {
  readonly game: string;
  readonly bet: string;
  /** How many are simulated: always the same, so that the same is done each time. */
  readonly rounds: number;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A bet of every game of the house. Craps has a measurement of its own. */
export const houseBets: readonly HouseBet[] = games
  .filter(({ id, bank }) => bank === "house" && id !== "craps")
  .flatMap(({ id, bets = {} }) => {
    const { bet = Object.keys(bets)[0], rounds = usualRounds, config = {} } = told[id] ?? {};
    return bet === undefined ? [] : [{ game: id, bet, rounds, config }];
  });

/** Where a round takes more than a bet, a draw and a look at what it pays: somebody decides, or clocks go on and on. */
const severalSteps: ReadonlySet<string> = new Set(["blackjack", "crash", "video-poker"]);

export const simpleHouseGames: readonly string[] = houseBets
  .map(({ game }) => game)
  .filter((game) => !severalSteps.has(game));
