import * as fc from "fast-check";

/** The same tries in every run: a failure that was there yesterday is there today. */
const fixedSeeds = [1, 20_260_401];

const numberFrom = (variable: string): number | undefined => {
  const text = process.env[variable];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${variable} is no whole number: ${text}`);
  return value;
};

const freshSeed = numberFrom("PARLOR_FUZZ_SEED") ?? Date.now() % 2 ** 31;
const runsAsked = numberFrom("PARLOR_FUZZ_RUNS");

/** Generous for what CI plays, and more for whoever asks for more. */
export const fuzzTimeoutMs = 30_000 + (runsAsked ?? 0) * 500;

/**
 * Holds a property for some tries of each fixed seed, and of a fresh one that is told. A failure says its
 * seed and its counterexample; `PARLOR_FUZZ_SEED` plays a fresh seed again, `PARLOR_FUZZ_RUNS` plays more.
 */
export const holds = async <Ts>(
  property: fc.IAsyncProperty<Ts> | fc.IProperty<Ts>,
  runCount: number,
): Promise<void> => {
  console.log(`The fresh seed is ${freshSeed}.`);
  for (const seed of [...fixedSeeds, freshSeed])
    await fc.assert(property, { seed, numRuns: runsAsked ?? runCount });
};
