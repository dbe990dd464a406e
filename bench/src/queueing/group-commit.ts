import { commitBatchMax, commitBehindMin, commitWritesMax } from "@parlor/server/testing/committer";
import { Fifo } from "./fifo.ts";

export interface CommitRules {
  /** The most that goes into one batch. */
  readonly batchMax: number;
  /** How many have to wait for a batch to go out behind a single one; behind more than one, only whole batches do. */
  readonly behindMin: number;
  /** Batches under way at once. */
  readonly writesMax: number;
}

/** Those of the server's committer. */
export const serverRules: CommitRules = {
  batchMax: commitBatchMax,
  behindMin: commitBehindMin,
  writesMax: commitWritesMax,
};

export interface GroupCommitOptions<Item> {
  readonly rules: CommitRules;
  /** Runs it after everything that is to be done already, as a microtask would. */
  readonly later: (run: () => void) => void;
  /** Writes a batch, and calls back when it is written. */
  readonly write: (batch: readonly Item[], written: () => void) => void;
}

/**
 * When the server's `Committer` sends what to the store, without promises and sessions. A test holds the two against each other:
 * that one is what counts.
 */
export class GroupCommit<Item> {
  readonly #options: GroupCommitOptions<Item>;
  readonly #waiting = new Fifo<Item>();
  #writes = 0;
  #isWoken = false;

  constructor(options: GroupCommitOptions<Item>) {
    this.#options = options;
  }

  commit(item: Item): void {
    this.#waiting.push(item);
    if (this.#writes === 0) this.#wake();
    else if (this.#waiting.length >= this.#enough()) this.#send();
  }

  #wake(): void {
    if (this.#isWoken) return;
    this.#isWoken = true;
    this.#options.later(() => {
      this.#isWoken = false;
      this.#send();
    });
  }

  #send(): void {
    const { rules, write } = this.#options;
    while (this.#waiting.length >= this.#enough() && this.#writes < rules.writesMax) {
      const batch: Item[] = [];
      for (let item = this.#waiting.shift(); item !== undefined; item = this.#waiting.shift()) {
        batch.push(item);
        if (batch.length === rules.batchMax) break;
      }
      this.#writes += 1;
      write(batch, () => {
        this.#writes -= 1;
        this.#send();
      });
    }
  }

  /** How many have to wait for another batch to go out. */
  #enough(): number {
    const { batchMax, behindMin } = this.#options.rules;
    if (this.#writes === 0) return 1;
    return this.#writes === 1 ? behindMin : batchMax;
  }
}
