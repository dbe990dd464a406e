export { exchange } from "./exchange.ts";
export { cardDraws, dealtEngine } from "./leaks/dealt-engine.ts";
export { describeLeak, findLeaks } from "./leaks/find-leaks.ts";
export type { Leak, LeakCase, LeakReport, PlayStep, World } from "./leaks/leak-case.ts";
export type { SharedPlace } from "./leases-check.ts";
export { leasesContract } from "./leases-contract.ts";
export { riggedStore, type RiggedStore } from "./rigged-store.ts";
export { sealedNumbers } from "./sealed-numbers.ts";
export { seededEntropy } from "./seeded-entropy.ts";
export type { StorePlace } from "./store-check.ts";
export { storeContract } from "./store-contract.ts";
export {
  codeOf,
  testPlatform,
  type LogLine,
  type TestPlatform,
  type TestPlatformOptions,
} from "./test-platform.ts";
export { virtualClock, type VirtualClock } from "./virtual-clock.ts";
