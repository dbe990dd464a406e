import { assert, AssertionError } from "./assert.ts";
import { randomBoundMax } from "./limits.ts";
import { takeCard, type Card, type Shoe } from "./shoe.ts";

/** An unbiased draw from 0 (included) to `bound` (excluded). Every chance in Parlor comes from here. */
export type DrawInt = (bound: number) => number;

/**
 * Chance as a game sees it. Everything is built on `int`, so whoever supplies that one function
 * decides what chance is: the round's committed stream, an enumeration of all outcomes, a replay.
 */
export interface Random {
  /** An integer in [0, bound); `bound` is from 1 to 2^32. */
  int(bound: number): number;
  /** One face of a fair die, from 1 to `sides` (6). */
  die(sides?: number): number;
  pick<T>(items: readonly T[]): T;
  /** A new list in uniformly random order (Fisher-Yates); `items` stays as it is. */
  shuffle<T>(items: readonly T[]): T[];
  /** An index with the chance of its weight over the sum; weights are integers of 0 or more. */
  weighted(weights: readonly number[]): number;
  /** Takes one card out of the shoe. */
  drawFrom(shoe: Shoe): Card;
}

class DrawnRandom implements Random {
  readonly #draw: DrawInt;
  constructor(draw: DrawInt) {
    this.#draw = draw;
  }
  int(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > randomBoundMax)
      throw new AssertionError(`no bound: ${bound}`);
    // A draw with one outcome is no chance at all: it takes nothing from the stream.
    return bound === 1 ? 0 : this.#draw(bound);
  }
  die(sides = 6): number {
    return 1 + this.int(sides);
  }
  pick<T>(items: readonly T[]): T {
    assert(items.length > 0, "nothing to pick from");
    return items[this.int(items.length)] as T; // the index is below the length
  }
  shuffle<T>(items: readonly T[]): T[] {
    const order = [...items];
    for (let last = order.length - 1; last > 0; last--) {
      const other = this.int(last + 1);
      const held = order[last] as T; // both indices are below the length
      order[last] = order[other] as T;
      order[other] = held;
    }
    return order;
  }
  weighted(weights: readonly number[]): number {
    let total = 0;
    for (const weight of weights) {
      assert(Number.isSafeInteger(weight) && weight >= 0, `no weight: ${weight}`);
      total += weight;
    }
    let left = this.int(total);
    for (let index = 0; index < weights.length; index++) {
      left -= weights[index] ?? 0;
      if (left < 0) return index;
    }
    throw new RangeError("weights changed under the draw");
  }
  drawFrom(shoe: Shoe): Card {
    return takeCard(shoe, this.int(shoe.left));
  }
}

export const randomFrom = (draw: DrawInt): Random => new DrawnRandom(draw);

/** For code paths that may not draw: any draw is a fault of the game. */
export const noRandom = randomFrom(() => {
  throw new RangeError("there is no chance here");
});
