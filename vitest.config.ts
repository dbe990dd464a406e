import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/**/src/**/*.test.{ts,tsx}",
      "packages/**/test/**/*.test.{ts,tsx}",
      "packages/cli/templates/**/*.test.ts",
      "sim/**/*.test.ts",
      "faults/**/*.test.ts",
      "tools/**/*.test.ts",
      "bench/src/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "**/dist/**"],
    environment: "node",
    // By itself vitest leaves one core idle: of two, half.
    maxWorkers: availableParallelism(),
    // Some tests start a browser or a database; on a busy two-core machine that takes seconds.
    testTimeout: 60_000,
    hookTimeout: 30_000,
    // The default reporter goes first, so that the tally is the last thing a run prints.
    reporters: ["default", "./tools/tally-reporter.ts"],
  },
});
