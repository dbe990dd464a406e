import { recentCommandsMax } from "../limits.ts";

/**
 * The ids of a session's latest commands; what became of them, and of older ones, is in the store. Two
 * generations, each of as many: ids that are dropped one by one would have their set made anew all the time.
 */
export class RecentIds {
  #young: Set<string>;
  #old: ReadonlySet<string> = new Set();

  constructor(ids: readonly string[]) {
    this.#young = new Set(ids.slice(-recentCommandsMax));
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  has(id: string): boolean {
    return this.#young.has(id) || this.#old.has(id);
  }

  add(id: string): void {
    if (this.#young.size >= recentCommandsMax) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    this.#young.add(id);
  }
}
