import type { Random } from "@parlor/kit";
import type { Fate, StoreCall } from "./sim-call.ts";

const isWrite = ({ name }: StoreCall): boolean => name === "commit" || name === "transfer";

/** Whoever made one of these may be told too early that it is lost: it does not matter when it comes, or whether. */
const leaseCalls = new Set(["renew", "take", "release", "leave", "forget"]);

const moveCalls = new Set(["claim", "take", "release", "leave", "renew"]);
const isMove = ({ name }: StoreCall): boolean => moveCalls.has(name);

export interface StoreCallsOptions {
  readonly random: Random;
  /** How many calls in a hundred fail. */
  readonly failing: number;
  readonly isDead: (node: number) => boolean;
  /** Whether a node reaches the store just now. */
  readonly isCutOff: (node: number) => boolean;
}

/** The calls of all nodes that are under way, and what becomes of each. */
export class StoreCalls {
  readonly #options: StoreCallsOptions;
  readonly #calls: StoreCall[] = [];
  /** Those that have changed the disk and are not answered yet, in that order. */
  readonly #written: StoreCall[] = [];
  /** Nobody waits for these any more. */
  readonly #givenUp = new Set<StoreCall>();
  #outageUntil = 0;
  isCalm = false;
  readonly #failures = new Map<number, number>();

  constructor(options: StoreCallsOptions) {
    this.#options = options;
  }

  get all(): readonly StoreCall[] {
    return this.#calls;
  }

  get failures(): number {
    return [...this.#failures.values()].reduce((sum, count) => sum + count, 0);
  }
  failuresOf(node: number): number {
    return this.#failures.get(node) ?? 0;
  }

  take(call: StoreCall): void {
    this.#calls.push(call);
  }

  /** A call reaches the disk, or its answer comes back. */
  doOne(ready: readonly StoreCall[], step: number): string {
    const { random, isDead } = this.#options;
    const picked = random.pick(ready);
    // The answers to a node's writes come in the order in which they were done; reads have no order.
    const call = (picked.isApplied && isWrite(picked) && this.#firstWritten(picked.node)) || picked;
    if (call.isApplied) return this.#answer(call);
    const fate = this.#givenUp.has(call) ? "answered" : this.#fate(call, step);
    if (fate !== "answered") this.#failures.set(call.node, this.failuresOf(call.node) + 1);
    const what = `the store does ${call.name} of node ${call.node}: ${fate}`;
    if (fate === "given-up") {
      this.#givenUp.add(call);
      call.giveUp();
      return what;
    }
    call.apply(fate);
    if (isWrite(call)) this.#written.push(call);
    if (isDead(call.node) || this.#givenUp.has(call)) this.drop(call);
    return what;
  }

  /** Everything that is under way comes one step further, and nothing fails. */
  doAll(): void {
    const applied = this.#calls.filter(({ isApplied }) => isApplied);
    for (const call of [...this.#written, ...applied.filter((one) => !isWrite(one))])
      this.#answer(call);
    const waiting = this.#calls.filter(({ isApplied }) => !isApplied);
    // Of those that change owners or leases one at a time, so that each can be held against the disk.
    const next = waiting.find(isMove);
    for (const call of waiting.filter((one) => one === next || !isMove(one))) {
      call.apply("answered");
      if (isWrite(call)) this.#written.push(call);
      if (this.#options.isDead(call.node) || this.#givenUp.has(call)) this.drop(call);
    }
  }

  #answer(call: StoreCall): string {
    this.drop(call);
    call.answer();
    return `the store answers ${call.name} of node ${call.node}`;
  }

  #firstWritten(node: number): StoreCall | undefined {
    return this.#written.find((call) => call.node === node);
  }

  #fate(call: StoreCall, step: number): Fate {
    const { random, failing, isCutOff } = this.#options;
    if (this.isCalm) return "answered";
    if (step < this.#outageUntil || isCutOff(call.node)) return "failed-before";
    if (random.int(100) >= failing) return "answered";
    if (random.int(10) === 0) this.#outageUntil = step + 20 + random.int(60);
    const late = leaseCalls.has(call.name) ? (["given-up", "given-up"] as const) : [];
    return random.pick(["failed-before", "failed-after", "failed-after", ...late] as const);
  }

  drop(call: StoreCall): void {
    if (this.#written.includes(call)) this.#written.splice(this.#written.indexOf(call), 1);
    this.#calls.splice(this.#calls.indexOf(call), 1);
    this.#givenUp.delete(call);
  }
}
