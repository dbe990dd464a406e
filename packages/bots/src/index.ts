export { bestResponse, exploitability, valuesOf, type Strategy } from "./cfr/best-response.ts";
export { gameTree, type GameTree, type InformationSet, type TreeNode } from "./cfr/game-tree.ts";
export { Solver } from "./cfr/solver.ts";
export { meanInterval, wilson, type Interval } from "./arena/intervals.ts";
export { dealtFor, playMatch, type Match, type MatchResult } from "./arena/match.ts";
export {
  addScores,
  noScore,
  ratedOf,
  scored,
  seatingOf,
  type Rated,
  type Score,
} from "./arena/standings.ts";
export { botLevels, botNamed, botNames, type BotLevel } from "./bot-name.ts";
export { ExactValues, type MoveValue } from "./exact-values.ts";
export { newPlayouts } from "./playouts.ts";
export { searchFor } from "./mcts-bot.ts";
export { openingOf, tableFor, type TableOptions } from "./opening.ts";
export { thinker, type ThinkTask, type Thought } from "./think.ts";
