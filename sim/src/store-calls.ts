import type { Random } from "@parlor/kit";
import type { Fate, StoreCall } from "./sim-store.ts";

const isWrite = ({ name }: StoreCall): boolean => name === "commit" || name === "transfer";

/** The calls of all nodes that are under way, and what becomes of each. */
export class StoreCalls {
  readonly #random: Random;
  readonly #isDead: (node: number) => boolean;
  /** How many calls in a hundred fail. */
  readonly #failing: number;
  readonly #calls: StoreCall[] = [];
  /** Those that have changed the disk and are not answered yet, in that order. */
  readonly #written: StoreCall[] = [];
  #outageUntil = 0;
  isCalm = false;
  failures = 0;

  constructor(random: Random, failing: number, isDead: (node: number) => boolean) {
    this.#random = random;
    this.#failing = failing;
    this.#isDead = isDead;
  }

  get all(): readonly StoreCall[] {
    return this.#calls;
  }

  take(call: StoreCall): void {
    this.#calls.push(call);
  }

  /** A call reaches the disk, or its answer comes back. */
  doOne(ready: readonly StoreCall[], step: number): string {
    const picked = this.#random.pick(ready);
    // The answers to a node's writes come in the order in which they were done; reads have no order.
    const call = (picked.isApplied && isWrite(picked) && this.#firstWritten(picked.node)) || picked;
    if (call.isApplied) {
      this.drop(call);
      call.answer();
      return `the store answers ${call.name} of node ${call.node}`;
    }
    const fate = this.#fate(step);
    call.apply(fate);
    if (isWrite(call)) this.#written.push(call);
    if (fate !== "answered") this.failures += 1;
    if (this.#isDead(call.node)) this.drop(call);
    return `the store does ${call.name} of node ${call.node}: ${fate}`;
  }

  #firstWritten(node: number): StoreCall | undefined {
    return this.#written.find((call) => call.node === node);
  }

  #fate(step: number): Fate {
    if (this.isCalm) return "answered";
    if (step < this.#outageUntil) return "failed-before";
    if (this.#random.int(100) >= this.#failing) return "answered";
    if (this.#random.int(10) === 0) this.#outageUntil = step + 20 + this.#random.int(60);
    return this.#random.pick(["failed-before", "failed-after", "failed-after"] as const);
  }

  drop(call: StoreCall): void {
    if (this.#written.includes(call)) this.#written.splice(this.#written.indexOf(call), 1);
    this.#calls.splice(this.#calls.indexOf(call), 1);
  }
}
