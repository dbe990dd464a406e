export { bestResponse, exploitability, valuesOf, type Strategy } from "./cfr/best-response.ts";
export { gameTree, type GameTree, type InformationSet, type TreeNode } from "./cfr/game-tree.ts";
export { Solver } from "./cfr/solver.ts";
export { ExactValues, type MoveValue } from "./exact-values.ts";
export { botLevels, botNamed, botNames, type BotLevel } from "./bot-name.ts";
export { tableFor, openingOf, type TableOptions } from "./opening.ts";
