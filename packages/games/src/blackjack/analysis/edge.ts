import { exactFractionOf, type ExactFraction } from "@parlor/kit";
import type { Ledger } from "../bet-ids.ts";
import type { Config } from "../config.ts";
import { dealsFrom, exactPlays, newPlays } from "./deals.ts";
import { insuranceWays, sideBetWays } from "./side-ways.ts";
import { unitStakeOf } from "./unit-stake.ts";
import { totalWeight, weightsOf, type Weights } from "./weights.ts";

/**
 * What the house keeps of a bet on a round from a fresh shoe: exact for side bets, for insurance and for an infinite shoe. For a
 * hand from a finite shoe it is worked out as {@link newPlays} says, to nine decimals.
 */
export const edgeOf = (bet: Ledger, config: Config): ExactFraction => {
  const { bettingTimeoutMs: _betting, turnTimeoutMs: _turn, penetration: _cut, ...rules } = config;
  const key = `${bet} ${JSON.stringify(rules)}`;
  const known = edges.get(key);
  if (known !== undefined) return known;
  const edge = computed(bet, config);
  if (edges.size < edgeCountMax) edges.set(key, edge);
  return edge;
};

// A page of games asks for the same edges again and again.
const edges = new Map<string, ExactFraction>();
const edgeCountMax = 1_000;

const computed = (bet: Ledger, config: Config): ExactFraction => {
  switch (bet) {
    case "main":
      return config.decks === "infinite"
        ? exactEdge(config, weightsOf(config.decks))
        : finiteEdge(config);
    case "insurance":
      return edgeOfWays(insuranceWays(config));
    case "perfect-pairs":
    case "twenty-one-plus-three":
      return edgeOfWays(sideBetWays(bet, config));
  }
};

/** The exact edge where cards always come with these chances. */
export const exactEdge = (config: Config, weights: Weights): ExactFraction => {
  const { arithmetic, playAgainst } = exactPlays(config, weights);
  let sum = 0n;
  for (const { first, second, up, ways } of dealsFrom(weights, true))
    sum += playAgainst(up).ofDeal(first, second).value * BigInt(ways);
  const dealCount = BigInt(totalWeight(weights)) ** 3n;
  return exactFractionOf(-sum, dealCount * arithmetic.unit * BigInt(unitStakeOf(config)));
};

const decimals = 1_000_000_000;

const finiteEdge = (config: Config): ExactFraction => {
  const playOf = newPlays(config);
  let [sum, dealCount] = [0, 0];
  for (const { first, second, up, ways } of dealsFrom(weightsOf(config.decks), false)) {
    sum += playOf(first, second, up).ofDeal(first, second).value * ways;
    dealCount += ways;
  }
  const edge = -sum / dealCount / unitStakeOf(config);
  return exactFractionOf(BigInt(Math.round(edge * decimals)), BigInt(decimals));
};

/** What one kind of outcome brings, in stakes, and how many of the cases come to it. */
export interface Ways {
  readonly ways: number;
  /** What is paid to 1, as a fraction's parts; null where the stake is lost. */
  readonly pays: { readonly numerator: number; readonly denominator: number } | null;
}

const edgeOfWays = (all: readonly Ways[]): ExactFraction => {
  let [total, scale, cost] = [0n, 1n, 0n];
  for (const { pays } of all) if (pays) scale *= BigInt(pays.denominator);
  for (const { ways, pays } of all) {
    total += BigInt(ways);
    const won = pays ? (scale / BigInt(pays.denominator)) * BigInt(pays.numerator) : -scale;
    cost -= won * BigInt(ways);
  }
  return exactFractionOf(cost, total * scale);
};
