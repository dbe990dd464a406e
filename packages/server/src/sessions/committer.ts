import { commitBatchMax } from "../limits.ts";
import type { Commit, Store, Verdict } from "../ports/store.ts";

interface Waiting {
  readonly commit: Commit;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: one write for all sessions that have something to write. While a write runs, what
 * arrives gathers for the next; nobody ever waits for a batch to fill.
 */
export class Committer {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  commit(commit: Commit): Promise<Verdict> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everything that was given is written or refused. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the microtask queue lets sessions that were woken together share the first write.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, commitBatchMax));
    this.#running = undefined;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    let verdicts: readonly Verdict[];
    try {
      verdicts = await this.#store.commit(batch.map(({ commit }) => commit));
    } catch (error) {
      // Nobody knows what was written: each session forgets its memory and reads itself anew.
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const [index, { resolve, reject }] of batch.entries()) {
      const verdict = verdicts[index];
      if (verdict) resolve(verdict);
      else reject(new Error("the store gave fewer verdicts than it was given commits"));
    }
  }
}
