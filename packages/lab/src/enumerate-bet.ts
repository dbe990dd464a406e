import {
  canonicalJson,
  GameFault,
  limits,
  randomFrom,
  type Game,
  type Limits,
  type PoolBalances,
} from "@parlor/kit";
import { chancesUnder } from "./chain.ts";
import { decisionGraph } from "./decision-graph.ts";
import { measure, type Measures, type Weighted } from "./measures.ts";
import { accepted, followedSeat, goTo, type Placement } from "./placements.ts";
import { bestPolicy } from "./policy.ts";
import { isZero, subtract, textOf, type Rational } from "./rational.ts";
import { perform, settingOf, type Setting } from "./position.ts";
import { at } from "./linear.ts";

/** A game with one configuration, as it is to be proved. */
export interface Case {
  readonly game: Game;
  readonly config?: unknown;
  readonly history?: readonly string[];
  /** What was paid into the game's pools, by name; nothing where it is not said. */
  readonly pools?: PoolBalances;
}

/** A bet at one stake, with all that can become of it. */
export interface EnumeratedBet {
  /** Everything that is paid to make the bet, in minor units. */
  readonly stake: number;
  readonly positionCount: number;
  /** Whether the player has anything to decide once the bet is made. */
  readonly decides: boolean;
  readonly distribution: readonly Weighted[];
  readonly measures: Measures;
}

/** Follows the bet, as small as these limits allow, through everything that may happen. */
export const enumerateBet = (
  { game, config, history = [], pools = {} }: Case,
  placement: Placement,
  tableLimits: Limits,
  // Whether play depends on history does not depend on the stake: one look is enough.
  { comparesHistories = true }: { readonly comparesHistories?: boolean } = {},
): EnumeratedBet | undefined => {
  const setting = settingOf(game, { config, history, pools, limits: tableLimits });
  const from = goTo(setting, placement);
  if (from === undefined) return undefined;
  const graph = decisionGraph(setting, placement.bet, from, { comparesHistories });
  const policy = bestPolicy(graph);
  const chances = chancesUnder(graph, policy);
  const distribution = graph.outcomes
    .map((outcome, index) => ({ outcome, weight: at(chances, index) }))
    .filter(({ weight }) => !isZero(weight));
  const stake = stakeOf(setting, placement.bet, from);
  return {
    stake,
    positionCount: graph.nodes.length,
    decides: graph.nodes.some(({ options }) => options.length > 1),
    distribution,
    measures: measure(distribution, stake),
  };
};

/** What is taken for the bet by the move that makes it, whatever is drawn in it. */
const stakeOf = (setting: Setting, bet: string, { position, action }: Start): number => {
  const move = { kind: "act", seat: followedSeat, action } as const;
  const lowest = randomFrom(() => 0);
  return accepted(perform(setting, position, move, lowest))
    .postings.filter((posting) => posting.kind === "bet" && posting.bet === bet)
    .reduce((total, { amount }) => total + amount, 0);
};

type Start = NonNullable<ReturnType<typeof goTo>>;

/** A table at which the bet can be simulated without rounding, as far as is known, or at this stake. */
export const tableFor = (
  { game, config, history = [], pools = {} }: Case,
  placement: Placement,
  stake?: number,
): { readonly setting: Setting; readonly stake: number } | undefined => {
  for (const min of stake === undefined ? roundStakes : [stake]) {
    const setting = settingOf(game, {
      config,
      history,
      pools,
      limits: { min, max: limits.amountMax },
    });
    const from = goTo(setting, placement);
    if (from) return { setting, stake: stakeOf(setting, placement.bet, from) };
  }
  return undefined;
};

/**
 * Stakes with many divisors. The first, for which no payout is rounded, gives the exact edge; the
 * smaller ones are for games that take no more.
 */
const roundStakes = [14_414_400, 72_072_000, 5_040, 1_000];
/** A rounding of one part in less than this shows when the stake grows so many times. */
const growths = [1_009, 101];

/** The bet at a stake for which nothing is rounded; nothing where no such stake is known. */
export const enumerateExactly = (
  what: Case,
  placement: Placement,
  // What the edge is declared over is a hint at what the game divides by: a payout of 33/17, say.
  declaredDenominator = 1,
): EnumeratedBet | undefined => {
  const hinted = roundStakes.map((stake) => stake * declaredDenominator);
  for (const stake of new Set([...roundStakes, ...hinted])) {
    const enumerated = enumerateIfPayable(what, placement, stake, true);
    if (enumerated === undefined) continue;
    for (const growth of growths) {
      const grown = enumerateIfPayable(what, placement, stake * growth, false);
      if (grown === undefined) continue;
      if (isGrown(enumerated, grown, growth)) return enumerated;
      break;
    }
  }
  return undefined;
};

/** Nothing where the table does not take so much, or could not pay what it wins. */
const enumerateIfPayable = (
  what: Case,
  placement: Placement,
  stake: number,
  comparesHistories: boolean,
): EnumeratedBet | undefined => {
  if (stake > limits.amountMax) return undefined;
  try {
    const tableLimits = { min: stake, max: limits.amountMax };
    return enumerateBet(what, placement, tableLimits, { comparesHistories });
  } catch (error) {
    // A fault that has another reason shows again at the smallest stake.
    if (error instanceof GameFault) return undefined;
    throw error;
  }
};

/** Whether the larger bet has the same outcomes with the same chances, each so many times as large. */
const isGrown = (small: EnumeratedBet, large: EnumeratedBet, growth: number): boolean =>
  textOfDistribution(small, growth) === textOfDistribution(large, 1);

const textOfDistribution = ({ distribution }: EnumeratedBet, growth: number): string =>
  JSON.stringify(
    distribution
      .map(({ outcome, weight }) => {
        const { taken, returned } = outcome;
        const scaled = { ...outcome, taken: taken * growth, returned: returned * growth };
        return `${canonicalJson(scaled)} ${textOf(weight)}`;
      })
      .toSorted(),
  );

/** What the smallest stake of a table costs more per bet made, because payouts are rounded. */
export interface Rounding {
  readonly stake: number;
  readonly perMade: Rational;
  readonly added: Rational;
}

export const roundingAt = (
  what: Case,
  placement: Placement,
  tableLimits: Limits,
  exact: Measures,
): Rounding | undefined => {
  const smallest = enumerateBet(what, placement, tableLimits, {
    comparesHistories: false,
  });
  if (smallest === undefined) return undefined;
  const { perMade } = smallest.measures;
  return { stake: smallest.stake, perMade, added: subtract(perMade, exact.perMade) };
};
