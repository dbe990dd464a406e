import { workerData } from "node:worker_threads";
import { arenaOf, type ArenaJob } from "./arena-job.ts";
import { namedGame } from "./named-game.ts";
import { answerJobs } from "./thread-pool.ts";

// Only arena.ts starts this file, and with a job that it has looked at.
const job = workerData as ArenaJob;
const named = await namedGame(job.game);
const arena = typeof named === "string" ? named : arenaOf(job, named);
if (typeof arena === "string") throw new Error(arena);
answerJobs(arena);
