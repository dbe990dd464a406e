import { workerData } from "node:worker_threads";
import { simulatorOf, type SimulationJob } from "./simulation-job.ts";
import { answerJobs } from "./thread-pool.ts";

// Only simulate-on-all-cores.ts starts this file, and with a job.
const { simulator } = await simulatorOf(workerData as SimulationJob);
answerJobs((chunk: number) => simulator.chunk(chunk));
