import { addScores, noScore, ratedOf, type Rated, type Score } from "@parlor/bots";
import { formatAmount } from "@parlor/kit";
import { arenaOf, type ArenaJob } from "./arena-job.ts";
import { columns } from "./columns.ts";
import { fail } from "./fail.ts";
import { namedGame, type NamedGame } from "./named-game.ts";
import { progressLine } from "./progress-line.ts";
import { newThreadPool } from "./thread-pool.ts";

interface ArenaOptions {
  readonly bots: readonly string[];
  readonly games: number;
  readonly rounds: number;
  readonly seats?: number;
  readonly config: unknown;
  readonly seed: string;
  readonly cores?: number;
  readonly json?: boolean;
}

/** Few enough that the last ones do not keep one core busy while the others wait. */
const chunksAtLeast = 64;

/** Lets bots play against each other on all cores. Chunks are added up in their order, whichever core played them. */
export const arena = async (name: string, options: ArenaOptions): Promise<void> => {
  const named = await namedGame(name);
  if (typeof named === "string") return fail(named);
  const { game } = named;
  const seats =
    options.seats ?? Math.max(game.seats.min, Math.min(options.bots.length, game.seats.max));
  const job: ArenaJob = {
    game: name,
    config: options.config,
    bots: options.bots,
    seats,
    rounds: options.rounds,
    seed: options.seed,
    chunkGames: Math.max(1, Math.floor(options.games / chunksAtLeast)),
    games: options.games,
  };
  const problem = problemOf(job, named);
  if (problem !== undefined) return fail(problem);
  const startedAt = performance.now();
  const scores = await playOnAllCores(job, options.cores);
  const rated = ratedOf(options.bots, scores);
  const seconds = (performance.now() - startedAt) / 1_000;
  const isTimed = options.bots.some((bot) => /^mcts:\d+ms$/.test(bot));
  if (options.json) {
    console.log(
      JSON.stringify({
        game: game.id,
        seats,
        seed: options.seed,
        reproducible: !isTimed,
        bots: rated,
      }),
    );
    return;
  }
  console.log(textOf(rated, game.bank !== "none"));
  console.log(
    `${options.games} games of ${seats} seats in ${seconds.toFixed(1)} s, seed ${options.seed}.`,
  );
  if (isTimed) console.log("A bot that thinks by the clock plays otherwise the next time.");
};

const problemOf = (job: ArenaJob, named: NamedGame): string | undefined => {
  try {
    const arenaOrProblem = arenaOf(job, named);
    return typeof arenaOrProblem === "string" ? arenaOrProblem : undefined;
  } catch (error) {
    return `This is no configuration of ${named.game.id}: ${error instanceof Error ? error.message : String(error)}`;
  }
};

const playOnAllCores = async (
  job: ArenaJob,
  cores: number | undefined,
): Promise<readonly Score[]> => {
  const pool = newThreadPool<number, readonly Score[]>(
    new URL("./arena-worker.ts", import.meta.url),
    job,
    cores,
  );
  const line = progressLine();
  const chunkCount = Math.ceil(job.games / job.chunkGames);
  let done = 0;
  try {
    const parts = await Promise.all(
      Array.from({ length: chunkCount }, async (_, chunk) => {
        const part = await pool.run(chunk);
        done += 1;
        line.show(done / chunkCount, `${Math.min(job.games, done * job.chunkGames)} games`);
        return part;
      }),
    );
    return parts.reduce(
      addScores,
      job.bots.map(() => noScore),
    );
  } finally {
    line.clear();
    await pool.stop();
  }
};

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

const money = (amount: number): string => formatAmount(Math.round(amount), "PLAY/0");

const textOf = (rated: readonly Rated[], isMoney: boolean): string => {
  const head = ["bot", "games", "wins", "draws", "losses", "share", "95% between"];
  const rows = rated.map((one) => [
    one.bot,
    String(one.games),
    String(one.wins),
    String(one.draws),
    String(one.losses),
    percent(one.share),
    one.shareInterval.map(percent).join(" and "),
    ...(isMoney
      ? [
          `${money(one.payoffMean)} a game, 95% between ${one.payoffInterval.map(money).join(" and ")}`,
        ]
      : []),
  ]);
  return columns([head, ...rows]);
};
