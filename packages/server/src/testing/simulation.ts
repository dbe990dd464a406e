// What the simulation in sim/ is made of: real parts, without a network and without a test runner.
export { memoryExchange, type MemoryBus } from "../adapters/memory/memory-bus.ts";
export { memoryStore, newDisk, type Disk } from "../adapters/memory/memory-store.ts";
export { steadyClock } from "../adapters/steady-clock.ts";
export { submitFor } from "../gateway/submission.ts";
export { Connection } from "../gateway/connection.ts";
export { textOfFrame } from "../gateway/text-frame.ts";
export {
  askTimeoutMs,
  partitionCount,
  renewalsPerLease,
  routePatienceMs,
  socketBufferedBytesMax,
  walletCheckMs,
  watchCheckMs,
  watchInterestMs,
} from "../limits.ts";
export { startPlatform, type Platform } from "../platform.ts";
export type { Entry } from "../journal/contract.ts";
export type { Bus } from "../ports/bus.ts";
export type { Clock } from "../ports/clock.ts";
export type { HeldPartition, Leases, SharedStore } from "../ports/leases.ts";
export type { Log } from "../ports/log.ts";
export type { Commit, FeedRow, Store, Verdict } from "../ports/store.ts";
export type { Thinker } from "../ports/thinker.ts";
export { partitionOf } from "../sessions/contract.ts";
export { faulty } from "./faulty.ts";
export { jackpotSlot, rakedPot } from "./pool-games.ts";
export { openDice } from "./open-dice.ts";
export { seededEntropy } from "./seeded-entropy.ts";
export { stacks } from "./stacks.ts";
