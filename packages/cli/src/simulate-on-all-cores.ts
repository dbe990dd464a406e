import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { mergeTallies, type Tally } from "@parlor/lab";
import type { SimulationJob } from "./simulation-job.ts";

/**
 * Goes on from a tally until enough rounds are played, a chunk at a time on each core. Chunks are
 * taken up in their order, so that the result does not depend on how many cores there are.
 */
export const simulateOnAllCores = async (
  job: SimulationJob,
  from: Tally,
  roundCount: number,
  onProgress: (tally: Tally) => void,
): Promise<Tally> => {
  const isEnough = (tally: Tally): boolean => roundsOf(tally) >= roundCount;
  if (isEnough(from)) return from;
  const file = new URL("./simulation-worker.ts", import.meta.url);
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(file, { workerData: job }),
  );
  try {
    return await new Promise<Tally>((resolve, reject) => {
      const early = new Map<number, Tally>();
      let [tally, next] = [from, from.chunkCount];
      for (const worker of workers) {
        worker.on("error", reject);
        worker.on("message", ({ chunk, tally: played }: { chunk: number; tally: Tally }) => {
          early.set(chunk, played);
          let ready = early.get(tally.chunkCount);
          while (ready && !isEnough(tally)) {
            early.delete(tally.chunkCount);
            tally = mergeTallies(tally, ready);
            ready = early.get(tally.chunkCount);
          }
          onProgress(tally);
          if (isEnough(tally)) resolve(tally);
          else give(worker, next++);
        });
        give(worker, next++);
      }
    });
  } finally {
    await Promise.all(workers.map(async (worker) => worker.terminate()));
  }
};

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
const give = (worker: Worker, chunk: number): void => worker.postMessage(chunk);

/** A game that never finishes a round is counted by its bets. */
export const roundsOf = ({ roundCount, betCount }: Tally): number => roundCount || betCount;
