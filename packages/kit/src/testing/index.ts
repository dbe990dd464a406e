export { checkGame, checkGameStepwise, type ConformanceOptions } from "./check-game.ts";
export {
  choicesOf,
  firstTimer,
  newDriver,
  type Driver,
  type DriverOptions,
  type Move,
} from "./driver.ts";
export {
  playout,
  testStart,
  type PlayoutEnd,
  type PlayoutOptions,
  type PlayoutStep,
} from "./playout.ts";
export {
  conformanceRules,
  type ConformanceCheck,
  type ConformanceReport,
  type Problem,
} from "./report.ts";
export { diceDraws, prngSeeds, scriptedSeeds } from "./seeds.ts";
export { scriptedSession, type ScriptedSessionOptions } from "./scripted-session.ts";
export { testSetup, type SetupOverrides } from "./setup.ts";
export { testTable, type TestTable } from "./test-table.ts";
