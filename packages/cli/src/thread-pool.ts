import { getCompileCacheDir } from "node:module";
import { availableParallelism } from "node:os";
import { parentPort, Worker } from "node:worker_threads";

/** Threads that run one file, each with one job at a time. */
export interface ThreadPool<Job, Answer> {
  readonly size: number;
  run(job: Job): Promise<Answer>;
  stop(): Promise<void>;
}

/** One thread a core, unless told otherwise; `data` is what each is started with. */
export const newThreadPool = <Job, Answer>(
  file: URL,
  data: unknown,
  size = availableParallelism(),
): ThreadPool<Job, Answer> => {
  interface Waiting {
    readonly job: Job;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }
  const queue: Waiting[] = [];
  const under = new Map<Worker, Waiting>();
  const next = (worker: Worker): void => {
    const waiting = queue.shift();
    if (waiting === undefined) return void under.delete(worker);
    under.set(worker, waiting);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(waiting.job);
  };
  const workers = Array.from({ length: Math.max(1, size) }, () => {
    const worker = new Worker(file, { workerData: data, env: threadEnv() });
    worker.on("message", (answer: Answer) => {
      under.get(worker)?.resolve(answer);
      next(worker);
    });
    // A thread that has failed is gone, and what is still to be done would wait for it.
    worker.on("error", (error) => {
      for (const { reject } of [...under.values(), ...queue.splice(0)]) reject(error);
    });
    return worker;
  });
  return {
    size: workers.length,
    run: async (job) =>
      new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject });
        const idle = workers.find((worker) => !under.has(worker));
        if (idle) next(idle);
      }),
    stop: async () => {
      await Promise.all(workers.map(async (worker) => worker.terminate()));
    },
  };
};

/** A thread does not see by itself that what it runs has been compiled before. */
const threadEnv = (): NodeJS.ProcessEnv => {
  const folder = getCompileCacheDir();
  return folder === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: folder };
};

/** What a pool's file does: it answers each job. */
export const answerJobs = (answer: (job: never) => unknown): void => {
  const port = parentPort;
  const reply = async (job: unknown): Promise<void> => {
    const answered = await answer(job as never); // the pool that starts the file gives it its own jobs
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    port?.postMessage(answered);
  };
  // What fails is thrown again where it is not caught, and so reaches the pool as the thread's error.
  port?.on("message", (job: unknown) => void reply(job));
};
