import type { Commit, Verdict } from "../../ports/store.ts";
import { batchEntryCountMax } from "./plan.ts";

interface CommitJob {
  readonly kind: "commit";
  readonly batch: readonly Commit[];
  readonly resolve: (verdicts: readonly Verdict[]) => void;
  readonly reject: (error: unknown) => void;
}
interface OtherJob {
  readonly kind: "other";
  readonly run: () => Promise<void>;
}

/**
 * The writes of a store, one after the other in the order of the calls. Calls with commits that have gathered while another
 * write ran become one batch.
 */
export class WriteQueue {
  readonly #write: (batch: readonly Commit[]) => Promise<readonly Verdict[]>;
  readonly #jobs: (CommitJob | OtherJob)[] = [];
  #turn: Promise<void> = Promise.resolve();

  constructor(write: (batch: readonly Commit[]) => Promise<readonly Verdict[]>) {
    this.#write = write;
  }

  commit(batch: readonly Commit[]): Promise<readonly Verdict[]> {
    return new Promise((resolve, reject) => this.#add({ kind: "commit", batch, resolve, reject }));
  }

  do<T>(run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) =>
      this.#add({ kind: "other", run: () => run().then(resolve, reject) }),
    );
  }

  /** Resolves when what was called before is done, whatever came of it. */
  done(): Promise<void> {
    return this.#turn;
  }

  #add(job: CommitJob | OtherJob): void {
    this.#jobs.push(job);
    this.#turn = this.#turn.then(() => this.#next());
  }

  /** It has nothing to do where an earlier turn took its job along. */
  async #next(): Promise<void> {
    const first = this.#jobs.shift();
    if (first?.kind === "other") await first.run();
    if (first?.kind === "commit") await this.#commit([first, ...this.#following(first)]);
  }

  #following({ batch }: CommitJob): CommitJob[] {
    const following: CommitJob[] = [];
    let room = batchEntryCountMax - batch.length;
    for (;;) {
      const [next] = this.#jobs;
      if (next?.kind !== "commit" || next.batch.length > room) return following;
      room -= next.batch.length;
      following.push(next);
      this.#jobs.shift();
    }
  }

  async #commit(jobs: readonly CommitJob[]): Promise<void> {
    try {
      const verdicts = await this.#write(jobs.flatMap(({ batch }) => batch));
      let from = 0;
      for (const { batch, resolve } of jobs) {
        resolve(verdicts.slice(from, (from += batch.length)));
      }
    } catch (error) {
      for (const { reject } of jobs) reject(error);
    }
  }
}
