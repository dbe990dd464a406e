/** A table that is played at all the time: when its session has ended, another one is opened. */
export interface TablePlan {
  readonly game: string;
  /** People who take a seat. */
  readonly people: number;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly bots?: number;
  readonly spectators?: number;
  /** One person plays at so many of these tables at once, for large stakes from one wallet. */
  readonly atOnce?: number;
}

/** All games, with money and without, alone and in company. */
export const allTables: readonly TablePlan[] = [
  { game: "craps", people: 4, spectators: 1 },
  { game: "roulette", people: 3, spectators: 1 },
  { game: "blackjack", people: 3 },
  { game: "baccarat", people: 2, spectators: 1 },
  // By itself a flight may last for half a minute, in which there is nothing to do.
  {
    game: "crash",
    people: 3,
    config: { doublingMs: 1_000, bettingMs: 2_000, pauseMs: 500 },
  },
  { game: "holdem", people: 3, bots: 2, spectators: 1 },
  { game: "kuhn-poker", people: 2 },
  { game: "leduc-poker", people: 1, bots: 1 },
  { game: "liars-dice", people: 2, bots: 1 },
  { game: "tic-tac-toe", people: 2, spectators: 1 },
  { game: "tic-tac-toe", people: 1, bots: 1 },
  { game: "connect-four", people: 1, bots: 1 },
  { game: "backgammon", people: 1, bots: 1 },
  // Both pay into one pool, and are paid from it.
  { game: "slots-copper-orchard", people: 1 },
  { game: "slots-copper-orchard", people: 1 },
  { game: "slots-tide-lantern", people: 1 },
  { game: "video-poker", people: 1 },
  { game: "video-poker", people: 1 },
  { game: "coin-flip", people: 1, atOnce: 3 },
  { game: "coin-flip", people: 1, atOnce: 3 },
];

/** Enough to see each kind of answer. */
export const fewTables: readonly TablePlan[] = [
  { game: "craps", people: 2, spectators: 1 },
  { game: "tic-tac-toe", people: 2 },
  { game: "coin-flip", people: 1, atOnce: 2 },
];
