interface Happening {
  readonly atMs: number;
  /** Among those of one moment, who was planned first comes first. */
  readonly order: number;
  readonly run: () => void;
}

const isBefore = (one: Happening, other: Happening): boolean =>
  one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);

/** Virtual time: what is planned happens in the order of its moments, and nothing else makes time pass. */
export class Timeline {
  /** A binary heap: each happens before the two at twice its place. */
  readonly #heap: Happening[] = [];
  #planned = 0;
  #now = 0;

  get now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): void {
    const happening = { atMs: this.#now + delayMs, order: this.#planned++, run };
    let at = this.#heap.push(happening) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = this.#heap[above];
      if (!other || isBefore(other, happening)) break;
      this.#heap[at] = other;
      at = above;
    }
    this.#heap[at] = happening;
  }

  /** Until nothing is planned any more, or what is planned comes later than that. */
  run(untilMs = Number.POSITIVE_INFINITY): void {
    for (let next = this.#heap[0]; next && next.atMs <= untilMs; next = this.#heap[0]) {
      this.#removeFirst();
      this.#now = next.atMs;
      next.run();
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    let at = 0;
    for (;;) {
      let below = at * 2 + 1;
      let other = this.#heap[below];
      const right = this.#heap[below + 1];
      if (other && right && isBefore(right, other)) [below, other] = [below + 1, right];
      if (!other || isBefore(last, other)) break;
      this.#heap[at] = other;
      at = below;
    }
    this.#heap[at] = last;
  }
}
