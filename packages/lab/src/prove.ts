import {
  declaredEdge,
  type Edge,
  type Game,
  type Limits,
  type PoolBalances,
  Unenumerable,
} from "@parlor/kit";
import {
  enumerateBet,
  enumerateExactly,
  roundingAt,
  type Case,
  type EnumeratedBet,
  type Rounding,
} from "./enumerate-bet.ts";
import { distributionOfCounted, measureCounted, type BetCounter } from "./counted-bet.ts";
import { contradiction, estimateOf, type Estimate } from "./estimate.ts";
import type { Tally } from "./tally.ts";
import type { Strategy } from "./simulate.ts";
import { findPlacements, type Placement } from "./placements.ts";
import { settingOf } from "./position.ts";
import { equal, fromFraction, subtract, textOf, type Rational } from "./rational.ts";
import type { Measures } from "./measures.ts";

/** A configuration that a game ships with, and that its edges have to hold for. */
export interface Variant {
  readonly name: string;
  readonly config: unknown;
}

/** What the lab has to be told about a game, because its rules alone do not say it. */
export interface ProofCase {
  readonly game: Game;
  /** Without any, the game's defaults. */
  readonly variants?: readonly Variant[];
  /**
   * Fields of the state that only tell what was. Positions that differ in nothing else are taken for
   * one, and it is checked that they play alike.
   */
  readonly history?: readonly string[];
  /** How its player decides where a bet is simulated and there is something to decide. */
  readonly strategy?: Strategy;
  /**
   * What is in the game's pools where a bet is simulated, by name, under a parsed configuration: what a progressive
   * jackpot is worth depends on what was paid in before. Without it nothing was.
   */
  readonly pools?: (config: unknown) => PoolBalances;
  /** Counts bets whose deals are too many to follow one by one. */
  readonly count?: BetCounter;
}

/** How the edge of a bet was come by. */
export type Finding =
  | {
      readonly kind: "enumerated";
      /** Whether a stake is known at which no payout is rounded; else the edge is that of one stake. */
      readonly exact: boolean;
      readonly positionCount: number;
      readonly decides: boolean;
      readonly measures: Measures;
      readonly distribution: EnumeratedBet["distribution"];
      /** At the smallest stake of the table; null where the table takes no such bet. */
      readonly rounding: Rounding | null;
    }
  /** There is no way to make the bet under this configuration. */
  | { readonly kind: "not-offered" }
  /** There are too many cases to look at each. */
  | { readonly kind: "unenumerable"; readonly reason: string; readonly placement: Placement }
  /** So it was played instead. */
  | { readonly kind: "simulated"; readonly reason: string; readonly estimate: Estimate };

export interface BetProof {
  readonly game: string;
  readonly version: string;
  readonly variant: string;
  readonly config: unknown;
  readonly bet: string;
  readonly title: string;
  readonly declared: Edge | null;
  readonly finding: Finding;
  /** Why the declared edge does not hold; null where it does. */
  readonly problem: string | null;
}

export interface ProveOptions {
  /** The limits of the table whose smallest stake is looked at. */
  readonly tableLimits: Limits;
  readonly bet?: string;
  /** Called before each bet, since a whole game takes seconds. */
  readonly onBet?: (variant: string, bet: string) => void;
}

/** A bet under one configuration: what it declares there, and how it is made. */
export interface BetCase {
  readonly variant: Variant;
  readonly bet: string;
  readonly declared: Edge | null;
  /** Null where the table does not take it. */
  readonly placement: Placement | null;
}

/** Every bet of a game in each of its variants: what it declares, and what its rules give. */
export const proveGame = (what: ProofCase, options: ProveOptions): readonly BetProof[] =>
  withUnoffered(
    variantsOf(what).flatMap((variant) =>
      betCases(what, variant, options.bet).map((one) => {
        options.onBet?.(variant.name, one.bet);
        return proveBet(what, one, options.tableLimits);
      }),
    ),
  );

export const variantsOf = ({ variants }: ProofCase): readonly Variant[] =>
  variants ?? [{ name: "standard", config: {} }];

/** The bets that are to be proved under a configuration, all of them or one. */
export const betCases = (what: ProofCase, variant: Variant, only?: string): readonly BetCase[] => {
  const { game } = what;
  const setting = settingOf(game, { ...caseOf(what, variant.config), limits: searchLimits });
  const asked = Object.keys(game.bets ?? {})
    .filter((bet) => only === undefined || only === bet)
    .map((bet) => ({ bet, declared: declaredEdge(game, bet, setting.config) ?? null }));
  // A name without an edge may be one that a bet only travels under, so it is no reason to search on.
  const wanted = asked.filter(({ declared }) => declared !== null).map(({ bet }) => bet);
  const placements = findPlacements(setting, wanted);
  return asked
    .map((one) => ({ variant, ...one, placement: placements.get(one.bet) ?? null }))
    .filter(({ declared, placement }) => declared !== null || placement !== null);
};

/** The game under one of its configurations, with what is in its pools there. */
export const caseOf = ({ game, history = [], pools }: ProofCase, config: unknown): Case => ({
  game,
  config,
  history,
  pools: pools?.(game.config.parse(config)) ?? {},
});

export const proveBet = (
  proofCase: ProofCase,
  { variant, bet, declared, placement }: BetCase,
  tableLimits: Limits,
): BetProof => {
  const { game, count } = proofCase;
  const what = caseOf(proofCase, variant.config);
  const finding: Finding = placement
    ? ((count && countedOf(what, placement, tableLimits, count)) ??
      findingOf(what, placement, tableLimits, declared))
    : { kind: "not-offered" };
  return {
    game: game.id,
    version: game.version,
    variant: variant.name,
    config: variant.config,
    bet,
    title: game.bets?.[bet]?.title ?? bet,
    declared,
    finding,
    problem: problemOf(declared, finding),
  };
};

/** All proofs of a game; a declared edge of a bet that no variant offers does not hold either. */
export const withUnoffered = (proofs: readonly BetProof[]): readonly BetProof[] => {
  const offered = new Set(
    proofs.filter(({ finding }) => finding.kind !== "not-offered").map(({ bet }) => bet),
  );
  return proofs.map((proof) =>
    offered.has(proof.bet) || proof.declared === null
      ? proof
      : { ...proof, problem: "no variant offers this bet" },
  );
};

/** Stakes that everything divides which games pay by, so that no way to a bet is shut by rounding. */
const searchLimits: Limits = { min: 5_040, max: 1_000_000_000 };

/** What the game's own code counts, at a stake that nothing rounds and at the smallest one. */
const countedOf = (
  what: Case,
  { bet }: Placement,
  tableLimits: Limits,
  count: BetCounter,
): Finding | null => {
  const config: unknown = what.game.config.parse(what.config);
  const found = count(bet, config, countedStake);
  if (found === null) return null;
  const measures = measureCounted(found);
  const smallest = count(bet, config, tableLimits.min);
  const { caseCount: positionCount, decides } = found;
  const distribution = distributionOfCounted(found);
  return {
    kind: "enumerated",
    exact: true,
    positionCount,
    decides,
    measures,
    distribution,
    rounding: smallest && roundingOf(smallest.stake, measureCounted(smallest), measures),
  };
};

/** A stake with so many divisors that no payout of a known game is rounded. */
const countedStake = 72_072_000;

const roundingOf = (stake: number, { perMade }: Measures, exact: Measures): Rounding => ({
  stake,
  perMade,
  added: subtract(perMade, exact.perMade),
});

const findingOf = (
  what: Case,
  placement: Placement,
  tableLimits: Limits,
  declared: Edge | null,
): Finding => {
  try {
    const denominator = declared ? Number(fromFraction(declared.edge).denominator) : 1;
    const unrounded = enumerateExactly(what, placement, denominator);
    const found = unrounded ?? enumerateBet(what, placement, searchLimits);
    if (found === undefined) return { kind: "not-offered" };
    const { positionCount, decides, measures, distribution } = found;
    const rounding = roundingAt(what, placement, tableLimits, measures) ?? null;
    const exact = unrounded !== undefined;
    return { kind: "enumerated", exact, positionCount, decides, measures, distribution, rounding };
  } catch (error) {
    if (!(error instanceof Unenumerable)) throw error;
    return { kind: "unenumerable", reason: error.message, placement };
  }
};

/** The computed edge over what the declaration counts. */
export const comparable = (declared: Edge, { perMade, perResolved }: Measures): Rational | null => {
  switch (declared.per) {
    case "bet made":
      return perMade;
    case "bet resolved":
      return perResolved;
  }
};

const problemOf = (declared: Edge | null, finding: Finding): string | null => {
  if (declared === null) return null;
  if (finding.kind === "unenumerable") return `cannot be enumerated: ${finding.reason}`;
  if (finding.kind === "simulated") return contradiction(declared, finding.estimate);
  if (finding.kind === "not-offered") return null;
  const computed = comparable(declared, finding.measures);
  if (computed === null) return "the bet is never resolved";
  if (equal(computed, fromFraction(declared.edge))) return null;
  const where = finding.exact
    ? ""
    : ", at a stake whose payouts are rounded as all that were tried";
  return `declares ${declared.edge} per ${declared.per}, but the rules give ${textOf(computed)}${where}`;
};

/** The proof of a bet that cannot be enumerated, by what simulating it came to. */
export const provedBy = (proof: BetProof, tally: Tally, stake: number): BetProof => {
  if (proof.finding.kind !== "unenumerable") return proof;
  const per = proof.declared?.per ?? "bet made";
  const { reason } = proof.finding;
  const finding: Finding = { kind: "simulated", reason, estimate: estimateOf(tally, stake, per) };
  return { ...proof, finding, problem: problemOf(proof.declared, finding) };
};
