import { describe, expect, test } from "vitest";
import { faults } from "../src/faults.ts";
import { rules } from "../src/violation.ts";
import { runSim } from "./run-sim.ts";

/** What seeds.test.ts runs without a fault: there the same seeds find nothing. */
const usualSeedCount = 16;

describe.concurrent("a deliberate fault is found", () => {
  test.each(faults.map((fault) => [fault.name, fault.breaks.join(" or "), fault] as const))(
    "%s breaks %s",
    async (name, _breaks, { breaks, firstSeed = 1, seedCount = usualSeedCount }) => {
      const { failed, broken, output } = await runSim(
        "--fault",
        name,
        "--seed",
        String(firstSeed),
        "--seeds",
        String(seedCount),
      );
      expect({ failed, output }).toMatchObject({ failed: true });
      expect(breaks).toContain(broken);
    },
    120_000,
  );
});

test("every promise is broken by some fault", () => {
  const broken = new Set(faults.flatMap(({ breaks }) => breaks));
  expect([...rules].filter((rule) => !broken.has(rule))).toEqual([]);
});

test("a fault whose code is no longer there is an error, not a pass", async () => {
  const { failed, broken, output } = await runSim("--fault", "no-such-fault");
  expect(failed).toBe(true);
  expect(broken).toBeUndefined();
  expect(output).toContain("no such fault");
});
