import { mergeTallies, type Tally } from "@parlor/lab";
import type { SimulationJob } from "./simulation-job.ts";
import { newThreadPool } from "./thread-pool.ts";

/**
 * Goes on from a tally until enough rounds are played, a chunk at a time on each core. Chunks are
 * taken up in their order, so that the result does not depend on how many cores there are.
 */
export const simulateOnAllCores = async (
  job: SimulationJob,
  from: Tally,
  {
    roundCount,
    cores,
    onProgress,
  }: {
    readonly roundCount: number;
    readonly cores?: number | undefined;
    readonly onProgress?: (tally: Tally) => void;
  },
): Promise<Tally> => {
  const isEnough = (): boolean => roundsOf(tally) >= roundCount;
  let tally = from;
  if (isEnough()) return tally;
  const file = new URL("./simulation-worker.ts", import.meta.url);
  const pool = newThreadPool<number, Tally>(file, job, cores);
  const early = new Map<number, Tally>();
  let next = from.chunkCount;
  const playOn = async (): Promise<void> => {
    while (!isEnough()) {
      const chunk = next++;
      early.set(chunk, await pool.run(chunk));
      let ready = early.get(tally.chunkCount);
      while (ready && !isEnough()) {
        early.delete(tally.chunkCount);
        tally = mergeTallies(tally, ready);
        ready = early.get(tally.chunkCount);
      }
      onProgress?.(tally);
    }
  };
  try {
    await Promise.all(Array.from({ length: pool.size }, playOn));
    return tally;
  } finally {
    await pool.stop();
  }
};

/** A game that never finishes a round is counted by its bets. */
export const roundsOf = ({ roundCount, betCount }: Tally): number => roundCount || betCount;
