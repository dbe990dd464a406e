import { answerOf } from "./proof-job.ts";
import { answerJobs } from "./thread-pool.ts";

answerJobs(answerOf);
