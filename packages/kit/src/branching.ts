import { assert } from "./assert.ts";
import { randomFrom, type DrawInt, type Random } from "./random.ts";
import { Unenumerable } from "./unenumerable.ts";

/** One way that chance can go. */
export interface Branch<T> {
  readonly value: T;
  /** The chance of it: a fraction, exact and not reduced. */
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Which way was taken at each draw; empty where nothing was drawn. */
  readonly ways: readonly number[];
}

interface Fork {
  /** The weight of each way; a number stands for so many equal ones. */
  readonly weights: readonly number[] | number;
  readonly total: number;
  way: number;
  /** The chance to come here, as a fraction that is not reduced. */
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Runs the same code once for each way that its chance can go, by doing it again with other draws.
 * `run` must start from the same place each time: whatever it writes to has to be its own copy.
 */
export const branches = <T>(run: (random: Random) => T, countMax: number): Branch<T>[] => {
  const forks: Fork[] = [];
  let depth = 0;
  const take = (weights: readonly number[] | number): number => {
    const known = forks[depth];
    const fork = known ?? newFork(forks.at(-1), weights, countMax);
    const same = typeof weights === "number" ? fork.weights === weights : true;
    assert(same, "the same draws led to another draw: the game has chance of its own");
    if (known === undefined) forks.push(fork);
    depth += 1;
    return fork.way;
  };
  const random = forkingRandom(take);
  const found: Branch<T>[] = [];
  do {
    depth = 0;
    const value = run(random);
    assert(depth === forks.length, "the same draws ended sooner: the game has chance of its own");
    const last = forks.at(-1);
    const [numerator, denominator] = last ? chanceAfter(last) : ([1n, 1n] as const);
    found.push({ value, numerator, denominator, ways: forks.map(({ way }) => way) });
    if (found.length > countMax) throw new Unenumerable(`more than ${countMax} ways to go`);
  } while (nextWay(forks));
  return found;
};

/** Some of the branches, each drawn at random, with the way that leads along it again. */
export const sampledBranches = <T>(
  run: (random: Random) => T,
  count: number,
  draw: DrawInt,
): { readonly value: T; readonly ways: readonly number[] }[] =>
  Array.from({ length: count }, () => {
    const ways: number[] = [];
    const value = run(
      forkingRandom((weights) => {
        const way =
          typeof weights === "number" ? draw(weights) : randomFrom(draw).weighted(weights);
        ways.push(way);
        return way;
      }),
    );
    return { value, ways };
  });

/** Runs the code along one branch that {@link branches} found. */
export const alongBranch = <T>(run: (random: Random) => T, ways: readonly number[]): T => {
  let depth = 0;
  return run(
    forkingRandom(() => {
      const way = ways[depth++];
      assert(way !== undefined, "there is no draw on record");
      return way;
    }),
  );
};

const newFork = (
  before: Fork | undefined,
  weights: readonly number[] | number,
  countMax: number,
): Fork => {
  const count = typeof weights === "number" ? weights : weights.length;
  if (count > countMax) throw new Unenumerable(`a draw below ${count}`);
  const total = typeof weights === "number" ? weights : weights.reduce((a, b) => a + b, 0);
  const way = typeof weights === "number" ? 0 : weights.findIndex((weight) => weight > 0);
  const [numerator, denominator] = before ? chanceAfter(before) : ([1n, 1n] as const);
  return { weights, total, way, numerator, denominator };
};

const weightOf = ({ weights, way }: Fork): number =>
  typeof weights === "number" ? 1 : (weights[way] ?? 0);

const chanceAfter = (fork: Fork): readonly [bigint, bigint] => [
  fork.numerator * BigInt(weightOf(fork)),
  fork.denominator * BigInt(fork.total),
];

/** Moves the last draw that has another way on to it, and forgets what came after. */
const nextWay = (forks: Fork[]): boolean => {
  for (let fork = forks.at(-1); fork !== undefined; fork = forks.at(-1)) {
    const count = typeof fork.weights === "number" ? fork.weights : fork.weights.length;
    do fork.way += 1;
    while (fork.way < count && weightOf(fork) === 0);
    if (fork.way < count) return true;
    forks.pop();
  }
  return false;
};

/**
 * Chance that goes the way it is told. Weighted draws fork by what they give and not by the number
 * below it, so that a card is one of at most 52 ways however many decks there are.
 */
const forkingRandom = (take: (weights: readonly number[] | number) => number): Random => {
  const even = randomFrom(take);
  const weighted = (weights: readonly number[]): number => {
    const possible = weights.filter((weight) => weight > 0).length;
    for (const weight of weights)
      assert(Number.isSafeInteger(weight) && weight >= 0, `no weight: ${weight}`);
    assert(possible > 0, "nothing to draw from");
    return possible === 1 ? weights.findIndex((weight) => weight > 0) : take([...weights]);
  };
  return {
    int: (bound) => even.int(bound),
    die: (sides) => even.die(sides),
    pick: (items) => even.pick(items),
    shuffle: (items) => even.shuffle(items),
    weighted,
    drawFrom(shoe) {
      const face = weighted(shoe.counts);
      const nth = shoe.counts.slice(0, face).reduce((before, count) => before + count, 0);
      return randomFrom(() => nth).drawFrom(shoe);
    },
  };
};
