import type { Outcome } from "./followed-bet.ts";
import {
  add,
  divide,
  isZero,
  multiply,
  rational,
  subtract,
  sum,
  toNumber,
  zero,
  type Rational,
} from "./rational.ts";

/** An outcome with its chance, or with how often it came. */
export interface Weighted {
  readonly outcome: Outcome;
  readonly weight: Rational;
}

/** What a bet costs and how it behaves; money is in units of what is paid to make it. */
export interface Measures {
  /** What the house keeps of a bet, on average over all bets made. */
  readonly perMade: Rational;
  /** The same, over the bets that won or lost; none where no bet does. */
  readonly perResolved: Rational | null;
  /** The same, over all money that was put at risk, later raises included. */
  readonly perUnitAtRisk: Rational;
  /** The variance of what one bet brings. */
  readonly variance: Rational;
  /** How often a bet is paid anything. */
  readonly hitFrequency: Rational;
  /** What one bet may bring, the worst first, each with its chance; empty where only moments were counted. */
  readonly nets: readonly { readonly net: Rational; readonly chance: Rational }[];
}

/** `stake` is what was paid to make the bet: in all its outcomes at least that was taken. */
export const measure = (distribution: readonly Weighted[], stake: number): Measures => {
  const total = sum(distribution.map(({ weight }) => weight));
  const unit = rational(stake);
  const mean = (of: (outcome: Outcome) => number): Rational =>
    divide(sum(distribution.map(({ outcome, weight }) => times(of(outcome), weight))), total);
  const net = divide(
    mean(({ returned, taken }) => returned - taken),
    unit,
  );
  const squares = distribution.map(({ outcome, weight }) => {
    const own = rational(outcome.returned - outcome.taken);
    return multiply(multiply(own, own), weight);
  });
  const square = divide(divide(sum(squares), total), multiply(unit, unit));
  const resolved = mean((outcome) => (outcome.resolved ? 1 : 0));
  const cost = subtract(zero, net);
  return {
    perMade: cost,
    perResolved: isZero(resolved) ? null : divide(cost, resolved),
    perUnitAtRisk: divide(
      multiply(cost, unit),
      mean(({ taken }) => taken),
    ),
    variance: subtract(square, multiply(net, net)),
    hitFrequency: mean(({ hit }) => (hit ? 1 : 0)),
    nets: netsOf(distribution, total, unit),
  };
};

const times = (count: number, weight: Rational): Rational => multiply(rational(count), weight);

const netsOf = (distribution: readonly Weighted[], total: Rational, unit: Rational) => {
  const chances = new Map<number, Rational>();
  for (const { outcome, weight } of distribution) {
    const net = outcome.returned - outcome.taken;
    chances.set(net, add(chances.get(net) ?? zero, weight));
  }
  return [...chances]
    .map(([net, weight]) => ({ net: divide(rational(net), unit), chance: divide(weight, total) }))
    .filter(({ chance }) => !isZero(chance))
    .toSorted((a, b) => toNumber(subtract(a.net, b.net)));
};
