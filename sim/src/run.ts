import { calmDown } from "./calm.ts";
import type { Violation } from "./violation.ts";
import type { WorldKind } from "./world-kind.ts";
import { World } from "./world.ts";

export interface RunResult {
  readonly seed: string;
  readonly steps: number;
  /** The hash of everything that happened: the same for the same seed, code and number of steps. */
  readonly trace: string;
  readonly counts: World["counts"];
  readonly violation: (Violation & { readonly step: number }) | undefined;
  /** The last things that happened. */
  readonly tail: readonly string[];
}

const tailMax = 25;

/** Runs the world of one seed for so many steps, lets it come to rest, and stops at the first violation. */
export const runSeed = async (
  seed: string,
  steps: number,
  kind?: WorldKind,
  onTrace: (line: string) => void = () => undefined,
): Promise<RunResult> => {
  const tail: string[] = [];
  const world = new World(seed, kind, (step, text) => {
    const line = `${step} ${text}`;
    tail.push(line);
    if (tail.length > tailMax) tail.shift();
    onTrace(line);
  });
  while (world.step < steps && world.violations.length === 0) await world.doStep();
  if (world.violations.length === 0) await calmDown(world);
  for (const node of world.fleet.nodes) node.die();
  const { step, traceHash, counts, violations } = world;
  return { seed, steps: step, trace: traceHash, counts, violation: violations[0], tail };
};
