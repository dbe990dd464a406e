import {
  botNamed,
  noScore,
  playMatch,
  scored,
  seatingOf,
  tableFor,
  type Score,
} from "@parlor/bots";
import { isRefusal, refusalText, type Bot } from "@parlor/kit";
import type { NamedGame } from "./named-game.ts";

/** What a thread is told: plain data. */
export interface ArenaJob {
  /** The game's id, or the file that it is in. */
  readonly game: string;
  readonly config: unknown;
  readonly bots: readonly string[];
  readonly seats: number;
  readonly rounds: number;
  readonly seed: string;
  /** Matches that one thread plays at a time. */
  readonly chunkGames: number;
  readonly games: number;
}

/** Plays the chunk of that number: the same one on whichever thread. */
export type Arena = (chunk: number) => readonly Score[];

/** The bots at their table; a sentence where there is no such bot. */
export const arenaOf = (job: ArenaJob, { game, known }: NamedGame): Arena | string => {
  const bots: Bot[] = [];
  for (const name of job.bots) {
    const maker = botNamed(name, game, known.bots);
    if (isRefusal(maker)) return `${name}: ${refusalText(maker.refused)}`;
    bots.push(maker(game, { ticks: () => performance.now() }));
  }
  const { min, max } = game.seats;
  if (job.seats < min || job.seats > max) return `${game.id} is for ${min} to ${max} seats.`;
  const table = tableFor(game, { config: job.config, seatCount: job.seats });
  return (chunk) => {
    const first = chunk * job.chunkGames;
    const last = Math.min(first + job.chunkGames, job.games);
    let scores: readonly Score[] = bots.map(() => noScore);
    for (let match = first; match < last; match++) {
      const seating = seatingOf(match, bots.length, job.seats);
      const seated = seating.flatMap((bot) => bots[bot] ?? []);
      const seed = `${job.seed}/${match}`;
      scores = scored(
        scores,
        seating,
        playMatch({ game, table, bots: seated, seed, rounds: job.rounds }),
      );
    }
    return scores;
  };
};
