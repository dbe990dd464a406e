import type { Game } from "./game.ts";
import type { Seeds } from "./seeds.ts";
import type { FinishedRound, Round } from "./session.ts";

/**
 * What the journal keeps of a round that is over. Whether it is sealed is kept with it, so that nobody
 * has to have the game at hand to know who may be told the seed.
 */
export const finishedRound = (
  game: Game,
  { number, commitment }: Round,
  clientSeed: string | null,
  seeds: Seeds,
): FinishedRound => {
  const round = { number, serverSeed: seeds.seed(number), commitment, clientSeed };
  return game.rounds === "sealed" ? { ...round, sealed: true } : round;
};

/** [V1] A finished round as players and spectators may be told of it: a sealed one without its server seed. */
export const publicRound = ({
  sealed,
  ...round
}: FinishedRound): Omit<FinishedRound, "serverSeed" | "sealed"> & {
  readonly serverSeed: string | null;
} => (sealed ? { ...round, serverSeed: null } : round);
