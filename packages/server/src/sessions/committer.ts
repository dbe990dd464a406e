import {
  commandsUnderWayMax,
  commitBatchMax,
  commitBehindMin,
  commitWritesMax,
} from "../limits.ts";
import type { Commit, Store, Verdict } from "../ports/store.ts";

interface Waiting {
  readonly commit: Commit;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: one write for all sessions that have something to write. While a write runs, what
 * arrives gathers for the next; nobody ever waits for a batch to fill. Only when much has gathered does it
 * go out behind the one that is under way: then the store has work, and the sessions of the first batch go
 * on, while those of the second are still being worked on.
 */
export class Committer {
  readonly #store: Store;
  readonly #waiting: Waiting[] = [];
  readonly #writes = new Set<Promise<void>>();
  #woken = false;
  #underWay = 0;
  /** Commands that wait for others to be written, the first to come first. */
  readonly #entering: (() => void)[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * A command begins that will probably write something; `leave` says that it has been answered. It has to
   * wait (for what is returned, if anything) while as many are under way as the store can be given at
   * once: worked out earlier it would not be written sooner, but all that it made would lie in memory until then.
   */
  enter(): Promise<void> | undefined {
    if (this.#underWay < commandsUnderWayMax) {
      this.#underWay += 1;
      return undefined;
    }
    return new Promise((resolve) => this.#entering.push(resolve));
  }

  /** Its place goes to the one that has waited longest. */
  leave(): void {
    const next = this.#entering.shift();
    if (next) next();
    else this.#underWay -= 1;
  }

  /** [E1] Waits for what another thread works out: meanwhile the command's place is for others. */
  async aside<T>(elsewhere: Promise<T>): Promise<T> {
    this.leave();
    try {
      return await elsewhere;
    } finally {
      const entered = this.enter();
      if (entered) await entered;
    }
  }

  commit(commit: Commit): Promise<Verdict> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject });
      if (this.#writes.size === 0) this.#wake();
      else if (this.#waiting.length >= this.#enough()) this.#send();
    });
  }

  /** Resolves when everything that was given is written or refused. */
  async idle(): Promise<void> {
    while (this.#woken || this.#writes.size > 0) await Promise.all(this.#writes);
  }

  /** One turn of the microtask queue lets sessions that were woken together share the first write. */
  #wake(): void {
    if (this.#woken) return;
    this.#woken = true;
    queueMicrotask(() => {
      this.#woken = false;
      this.#send();
    });
  }

  #send(): void {
    while (this.#waiting.length > 0 && this.#writes.size < commitWritesMax) {
      if (this.#waiting.length < this.#enough()) return;
      const write = this.#write(this.#waiting.splice(0, commitBatchMax)).finally(() => {
        this.#writes.delete(write);
        this.#send();
      });
      this.#writes.add(write);
    }
  }

  /** How many have to wait for another write to go out. */
  #enough(): number {
    if (this.#writes.size === 0) return 1;
    return this.#writes.size === 1 ? commitBehindMin : commitBatchMax;
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
