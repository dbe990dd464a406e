import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import type { PackedDatabase } from "./packed-database.ts";

type Method = keyof PackedDatabase;
export type Request = {
  [M in Method]: {
    readonly id: number;
    readonly method: M;
    readonly args: Parameters<PackedDatabase[M]>;
  };
}[Method];
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: unknown };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Calls of a `PackedDatabase` on a worker thread, which takes them in order. */
export class WorkerCalls {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  /** Answers that have come and were not passed on yet. */
  readonly #answers: Answer[] = [];
  readonly #gone: Promise<unknown>;
  #lastId = 0;
  /** Why no more calls are taken. */
  #end: Error | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#gone = once(worker, "exit").catch(() => undefined);
    worker.on("message", (answer: Answer) => this.#came(answer));
    worker.on("error", (error) => this.#died(error));
    worker.on("exit", () => this.#died(new Error("the store's worker thread has ended")));
  }

  call<M extends Method>(
    method: M,
    ...args: Parameters<PackedDatabase[M]>
  ): Promise<ReturnType<PackedDatabase[M]>> {
    if (this.#end) return Promise.reject(this.#end);
    return this.#send(method, args);
  }

  /** Takes no more calls, waits for those under way, and ends the thread. */
  async close(): Promise<void> {
    if (!this.#end) {
      const closed = this.#send("close", []);
      this.#end = new Error("the store is closed");
      await closed;
    }
    await this.#gone;
  }

  #send<M extends Method>(
    method: M,
    args: Parameters<PackedDatabase[M]>,
  ): Promise<ReturnType<PackedDatabase[M]>> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      // The worker answers a method's call with what that method gives.
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#worker.postMessage({ id, method, args }, []);
    });
  }

  /**
   * One answer a turn of the event loop. Node goes on reading a port for as long as messages come,
   * and callers who have their answer ask anew: passed on at once, answers and questions would
   * follow each other for seconds without a timer or a socket getting its turn.
   */
  #came(answer: Answer): void {
    if (this.#answers.push(answer) === 1) setImmediate(() => this.#passOn());
  }

  #passOn(): void {
    const answer = this.#answers.shift();
    if (!answer) return;
    if (this.#answers.length > 0) setImmediate(() => this.#passOn());
    this.#answered(answer);
  }

  #answered(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("error" in answer) waiting?.reject(answer.error);
    else waiting?.resolve(answer.value);
  }

  #died(error: unknown): void {
    const reason = error instanceof Error ? error : new Error(String(error));
    this.#end ??= reason;
    for (const answer of this.#answers.splice(0)) this.#answered(answer);
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
