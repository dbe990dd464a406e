import { Worker } from "node:worker_threads";
import { botThinkTimeoutMs } from "../limits.ts";
import type { Thinker } from "../ports/thinker.ts";

type Task = Parameters<Thinker["think"]>[0];
type Answer = Awaited<ReturnType<Thinker["think"]>>;

/** What a thread sends back. */
export type Reply =
  | { readonly kind: "thought"; readonly thought: Answer }
  | { readonly kind: "failed"; readonly error: string };

export interface ThinkingThreadsOptions {
  /** The file that each thread runs: it knows the games, and answers with `answerThoughts`. */
  readonly file: URL;
  readonly threads: number;
  /** What each thread is started with, as its `workerData`. */
  readonly data?: unknown;
  /** A thread that takes longer for one task is ended, and the task with it. */
  readonly timeoutMs?: number;
}

interface Waiting {
  readonly task: Task;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Threads that think, each about one task at a time; they start with the first task. */
export const thinkingThreads = ({
  file,
  threads,
  data,
  timeoutMs = botThinkTimeoutMs,
}: ThinkingThreadsOptions): Thinker => {
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  let stopped = false;

  const next = (): void => {
    if (queue.length === 0 || stopped) return;
    const worker = idle.pop() ?? (all.size < threads ? newWorker() : undefined);
    const waiting = worker && queue.shift();
    if (worker && waiting) run(worker, waiting);
  };
  const newWorker = (): Worker => {
    const worker = new Worker(file, { workerData: data });
    // A server that has nothing else to do may end.
    worker.unref();
    all.add(worker);
    return worker;
  };
  const run = (worker: Worker, { task, resolve, reject }: Waiting): void => {
    let isOver = false;
    const over = (settle: () => void, survives: boolean): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timeout);
      worker.removeAllListeners();
      // What a dying thread still says is nobody's any more, and must not end the process.
      worker.on("error", () => undefined);
      if (survives) idle.push(worker);
      else {
        all.delete(worker);
        void worker.terminate();
      }
      settle();
      next();
    };
    const timeout = setTimeout(
      () => over(() => reject(new Error(`no thought within ${timeoutMs} ms`)), false),
      timeoutMs,
    );
    worker.removeAllListeners();
    worker.on("message", (reply: Reply) =>
      over(() => {
        if (reply.kind === "thought") resolve(reply.thought);
        else reject(new Error(reply.error));
      }, true),
    );
    worker.on("error", (error) => over(() => reject(error as Error), false));
    worker.on("exit", () => over(() => reject(new Error("the thread has ended")), false));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(task);
  };
  return {
    think: async (task) => {
      if (stopped) throw new Error("thinking has stopped");
      return new Promise<Answer>((resolve, reject) => {
        queue.push({ task, resolve, reject });
        next();
      });
    },
    stop: async () => {
      stopped = true;
      for (const { reject } of queue.splice(0)) reject(new Error("thinking has stopped"));
      await Promise.all([...all].map(async (worker) => worker.terminate()));
    },
  };
};
