import type { Patch } from "./patches.ts";

const limit = (name: string, value: number): Patch => ({
  file: "server/src/limits.ts",
  find: new RegExp(`export const ${name} = [^;]+;`),
  replace: `export const ${name} = ${value};`,
});

/**
 * The server's limits, made so small that a short run meets them all the time: full batches and
 * queues, snapshots, ids that are out of memory, pages, slow sockets. The code is the same.
 */
export const smallLimits: readonly Patch[] = [
  limit("commitBatchMax", 3),
  limit("sessionQueueMax", 8),
  limit("snapshotEveryEntries", 5),
  limit("recentCommandsMax", 4),
  limit("entriesPageMax", 7),
  limit("listedSessionsMax", 4),
  limit("recoveryConcurrencyMax", 3),
  limit("catchUpEventsMax", 12),
  limit("breakerFaultsMax", 4),
  limit("socketBufferedBytesMax", 6_000),
  limit("partitionCount", 8),
  limit("handOverPartitionsMax", 2),
  limit("deadNodeShownMs", 10_000),
  // The gate of the registry has its own tests; here games register again with every node.
  {
    file: "server/src/registry/gate.ts",
    find: "const report = yield* checkGameStepwise(game, gateEffort);",
    replace: "const report = { ok: Boolean(game), problems: [] };",
  },
];
