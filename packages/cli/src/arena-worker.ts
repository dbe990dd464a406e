import { workerData } from "node:worker_threads";
import { arenaOf, type ArenaJob } from "./arena-job.ts";
import { answerJobs } from "./thread-pool.ts";

// Only arena.ts starts this file, and with a job that it has looked at.
const arena = arenaOf(workerData as ArenaJob);
if (typeof arena === "string") throw new Error(arena);
answerJobs(arena);
