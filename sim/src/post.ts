import type { Random } from "@parlor/kit";

/** A message, a question or an answer on its way from one node to another. */
interface Parcel {
  readonly from: number;
  readonly to: number;
  /** Before this step it does not arrive. */
  readonly notBefore: number;
  readonly run: () => void;
}

export interface PostOptions {
  readonly random: Random;
  /** How many in a hundred are lost, come twice, or come late. */
  readonly losing: number;
  readonly doubling: number;
  readonly delaying: number;
  readonly step: () => number;
}

const lateStepsMax = 400;

/** What nodes say to each other. Between two nodes it stays in order, but for what is late. */
export class Post {
  readonly #options: PostOptions;
  readonly #parcels: Parcel[] = [];
  isCalm = false;
  lost = 0;

  constructor(options: PostOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#parcels.length;
  }

  send(from: number, to: number, run: () => void): void {
    const { random, losing, doubling, delaying, step } = this.#options;
    const isOf = (part: number): boolean => !this.isCalm && random.int(100) < part;
    if (isOf(losing)) {
      this.lost += 1;
      return;
    }
    const times = isOf(doubling) ? 2 : 1;
    for (let time = 0; time < times; time++) {
      const notBefore = isOf(delaying) ? step() + random.int(lateStepsMax) : step();
      this.#parcels.push({ from, to, notBefore, run });
    }
  }

  /** What may arrive now at nodes for which this holds. */
  ready(runs: (node: number) => boolean): readonly Parcel[] {
    const now = this.#options.step();
    return this.#parcels.filter(
      ({ to, notBefore }) => (this.isCalm || notBefore <= now) && runs(to),
    );
  }

  /** The first of those that one node has for another. */
  carryOne(ready: readonly Parcel[]): string {
    const { from, to } = this.#options.random.pick(ready);
    const first = ready.find((one) => one.from === from && one.to === to);
    if (first) this.#carry(first);
    return `node ${to} hears of node ${from}`;
  }

  carryAll(ready: readonly Parcel[]): void {
    for (const parcel of ready) this.#carry(parcel);
  }

  #carry(parcel: Parcel): void {
    this.#parcels.splice(this.#parcels.indexOf(parcel), 1);
    parcel.run();
  }

  /** What is for a dead node is lost. */
  forget(node: number): void {
    for (const parcel of this.#parcels.filter(({ to }) => to === node))
      this.#parcels.splice(this.#parcels.indexOf(parcel), 1);
  }
}
