import { parentPort, workerData } from "node:worker_threads";
import { simulatorOf, type SimulationJob } from "./simulation-job.ts";

// Only simulate-on-all-cores.ts starts this file, and with a job.
const { simulator } = simulatorOf(workerData as SimulationJob);
parentPort?.on("message", (chunk: number) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage({ chunk, tally: simulator.chunk(chunk) });
});
