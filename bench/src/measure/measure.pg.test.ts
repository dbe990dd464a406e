import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { testDatabase } from "@parlor/server/testing/postgres";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";

// As in measure.test.ts: that they run and print, whatever they print.
const database = await testDatabase("the measurements on PostgreSQL");
afterAll(() => database.remove());

const brief = ["--seconds", "0.5", "--sessions", "2"];
const runs: readonly (readonly [string, ...(readonly string[])])[] = [
  ["store", "--store", "postgres", ...brief],
  ["actions", "--store", "postgres", "--warm-up", "0.1", ...brief],
  ["open-loop", "--store", "postgres", "--warm-up", "0.1", "--rate", "100", ...brief],
  ["pgbench", ...brief],
];

test.skipIf(database.isMissing).each(runs)(
  "the measurement %s prints figures",
  { timeout: 60_000 },
  async (name, ...args) => {
    const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...args]);
    const figures = z.record(z.string(), z.number());
    // No package brings pgbench.
    const lacking = z.strictObject({ missing: z.literal("there is no pgbench") });
    const expected = name === "pgbench" ? z.union([lacking, figures]) : figures;
    expect(Object.keys(expected.parse(JSON.parse(stdout.trim())))).not.toHaveLength(0);
  },
);
