/**
 * A map that forgets what was not asked for lately. It keeps two generations: what is used moves
 * into the young one, and when that is full the old one is dropped, which costs no bookkeeping per
 * look-up. It shrinks only in `trim`, so that nothing vanishes in the middle of a transaction.
 */
export class RecentMap<Value> {
  readonly #max: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  /** After a `trim` there is at most half as much again as `max`. */
  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) {
      this.#old.delete(key);
      this.#young.set(key, old);
    }
    return old;
  }

  set(key: string, value: Value): void {
    this.#young.set(key, value);
  }

  trim(): void {
    if (this.#young.size <= this.#max / 2) return;
    // One transaction may bring more than there is room for; then both generations go.
    this.#old = this.#young.size <= this.#max ? this.#young : new Map();
    this.#young = new Map();
  }

  clear(): void {
    this.#young = new Map();
    this.#old = new Map();
  }
}
