import { games } from "@parlor/games";

/** The bet that stands for a game whose first one does not, and how many rounds take some seconds where it is not `usualRounds`. */
const told: Readonly<Record<string, { readonly bet?: string; readonly rounds?: number }>> = {
  roulette: { bet: "red", rounds: 4_000_000 },
  baccarat: { bet: "banker" },
  "coin-flip": { rounds: 10_000_000 },
  crash: { rounds: 100_000 },
  "slots-tide-lantern": { bet: "lines-20" },
  "video-poker": { bet: "five-coins", rounds: 400_000 },
};
const usualRounds = 2_000_000;

interface HouseBet {
  readonly game: string;
  readonly bet: string;
  /** How many are simulated: always the same, so that the same is done each time. */
  readonly rounds: number;
}

/** A bet of every game of the house. Craps has a measurement of its own. */
export const houseBets: readonly HouseBet[] = games
  .filter(({ id, bank }) => bank === "house" && id !== "craps")
  .flatMap(({ id, bets = {} }) => {
    const { bet = Object.keys(bets)[0], rounds = usualRounds } = told[id] ?? {};
    return bet === undefined ? [] : [{ game: id, bet, rounds }];
  });

/** Where a round takes more than a draw and a look at what it pays: somebody decides, or hands are compared. */
const withDecisions: ReadonlySet<string> = new Set(["blackjack", "video-poker"]);

export const simpleHouseGames: readonly string[] = houseBets
  .map(({ game }) => game)
  .filter((game) => !withDecisions.has(game));
