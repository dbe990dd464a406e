export { measureCounted, type BetCounter, type CountedBet } from "./counted-bet.ts";
export { branches, type Branch } from "./branching.ts";
export {
  enumerateBet,
  enumerateExactly,
  roundingAt,
  tableFor,
  type Case,
  type EnumeratedBet,
  type Rounding,
} from "./enumerate-bet.ts";
export type { Outcome } from "./followed-bet.ts";
export { measure, type Measures, type Weighted } from "./measures.ts";
export { findPlacements, type Placement } from "./placements.ts";
export { settingOf, type Setting, type SettingOptions } from "./position.ts";
export {
  betCases,
  caseOf,
  comparable,
  proveBet,
  proveGame,
  provedBy,
  variantsOf,
  withUnoffered,
  type BetCase,
  type BetProof,
  type Finding,
  type ProofCase,
  type ProveOptions,
  type Variant,
} from "./prove.ts";
export { fromFraction, rational, textOf, toNumber, type Rational } from "./rational.ts";
export {
  contradiction,
  estimateOf,
  standardErrorsMax,
  type Estimate,
  type EstimatedEdge,
} from "./estimate.ts";
export { newSimulator, type Simulation, type Simulator, type Strategy } from "./simulate.ts";
export { distributionOf, emptyTally, mergeTallies, type Tally } from "./tally.ts";
export {
  checkChance,
  falseAlarmChance,
  suspects,
  type ChanceOptions,
} from "./quality/check-chance.ts";
export type { QualityResult } from "./quality/outcome-tests.ts";
export { reportHtml, type ReportInput } from "./report/report.ts";
