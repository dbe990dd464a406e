// What the simulation in sim/ is made of: real parts, without a network and without a test runner.
export { memoryStore, newDisk, type Disk } from "../adapters/memory/memory-store.ts";
export { submitFor } from "../gateway/submission.ts";
export { Connection } from "../gateway/connection.ts";
export { textOfFrame } from "../gateway/text-frame.ts";
export { startPlatform, type Platform } from "../platform.ts";
export type { Entry } from "../journal/contract.ts";
export type { Clock } from "../ports/clock.ts";
export type { Log } from "../ports/log.ts";
export type { Commit, FeedRow, Store, Verdict } from "../ports/store.ts";
export { faulty } from "./faulty.ts";
export { jackpotSlot, rakedPot } from "./pool-games.ts";
export { openDice } from "./open-dice.ts";
export { seededEntropy } from "./seeded-entropy.ts";
export { stacks } from "./stacks.ts";
