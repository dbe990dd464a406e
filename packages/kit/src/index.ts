export { assert, AssertionError, unreachable } from "./assert.ts";
export type { Bot, BotBudget, BotMaker, BotSight, BotTimer, GameBots } from "./bot.ts";
export { alongBranch, branches, sampledBranches, type Branch } from "./branching.ts";
export { canonicalJson, cloneJson, copyJson, type Json } from "./json.ts";
export { withoutConcessions } from "./concessions.ts";
export {
  choice,
  allows,
  expandChoice,
  sampleChoice,
  type Action,
  type Choice,
  type ChoiceOf,
  type Domain,
} from "./choice.ts";
export {
  cardIndex,
  deck,
  isCard,
  rankIndex,
  rankOf,
  ranks,
  suitOf,
  suits,
  type Card,
  type Rank,
  type Suit,
} from "./cards.ts";
export type { CreateCommand, Entry } from "./entry.ts";
export {
  clientSeedOf,
  commitmentOf,
  roundSeedOf,
  streamDraws,
  type RoundStream,
  type StreamDraws,
} from "./fairness.ts";
export { callGame, GameFault } from "./fault.ts";
export {
  exactFractionOf,
  exactRatioOf,
  fraction,
  fractionOf,
  ratioOf,
  type ExactFraction,
  type Fraction,
  type Ratio,
} from "./fraction.ts";
export {
  declaredEdge,
  declaredSeed,
  defineGame,
  type ActionOf,
  type BankKind,
  type EventOf,
  type Game,
  type TypesOfGame,
} from "./game.ts";
export * as limits from "./limits.ts";
export {
  amount,
  currency,
  formatAmount,
  isAmount,
  scale,
  type Currency,
  type Limits,
  type Rounding,
} from "./money.ts";
export { emptyPools, poolsAfter, TurnPools } from "./pools.ts";
export { isOfSeat, type Posting } from "./posting.ts";
export { rejecting, replayedDraws, seededDraws } from "./prng.ts";
export { noRandom, randomFrom, type DrawInt, type Random } from "./random.ts";
export {
  commonRefusals,
  isRefusal,
  isTransient,
  platformRefusals,
  refusalText,
  refuse,
  type CommonRefusal,
  type PlatformRefusal,
  type Refusal,
} from "./refusal.ts";
export { readTableOf } from "./run-turn.ts";
export { keptSeeds, secretSeeds, type Seeds } from "./seeds.ts";
export * from "./session.ts";
export { newShoe, returnCard, takeCard, type Shoe } from "./shoe.ts";
export { legalFor, openSession, step, viewFor, type Step, type StepContext } from "./step.ts";
export type {
  Bank,
  BetSpec,
  Edge,
  GameTypes,
  Outcome,
  PoolSpec,
  ReadTable,
  Seat,
  Stake,
  Table,
} from "./table.ts";
export { Turn, type Situation } from "./turn.ts";
export { Unenumerable } from "./unenumerable.ts";
export { platformEventTypes, type PlatformEventType } from "./platform-events.ts";
