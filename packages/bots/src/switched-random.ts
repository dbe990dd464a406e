import { noRandom, type Card, type Random, type Shoe } from "@parlor/kit";

/** Chance that comes from elsewhere at every move: for one table on which many branches are played. */
export class SwitchedRandom implements Random {
  source: Random = noRandom;
  int(bound: number): number {
    return this.source.int(bound);
  }
  die(sides?: number): number {
    return this.source.die(sides);
  }
  pick<T>(items: readonly T[]): T {
    return this.source.pick(items);
  }
  shuffle<T>(items: readonly T[]): T[] {
    return this.source.shuffle(items);
  }
  weighted(weights: readonly number[]): number {
    return this.source.weighted(weights);
  }
  drawFrom(shoe: Shoe): Card {
    return this.source.drawFrom(shoe);
  }
}
