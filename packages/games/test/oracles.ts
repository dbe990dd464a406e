import { existsSync, readFileSync } from "node:fs";
import type { TestContext } from "vitest";
import type { Seeds } from "@parlor/kit";
import { prngSeeds } from "@parlor/kit/testing";
import { z } from "zod";

const folder = process.env["PARLOR_ORACLES"] ?? "../shared/oracles";

const step = z.object({
  state: z.string().optional(),
  player: z.int().optional(),
  legal: z.array(z.int()).optional(),
  legalStr: z.array(z.string()).optional(),
  returns: z.array(z.number()).optional(),
  terminal: z.boolean().optional(),
  /** What each player knows; one text is the same for all. */
  info: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  action: z.int().optional(),
  actionStr: z.string().optional(),
});
const playthroughs = z.object({
  playthroughs: z.array(z.object({ file: z.string(), game: z.string(), steps: z.array(step) })),
});
export type OraclePlay = z.output<typeof playthroughs>["playthroughs"][number];
export type OracleStep = z.output<typeof step>;

/** Games of OpenSpiel, step by step, out of a folder beside the repository; without it the test is skipped aloud. */
export const openSpielPlays = (name: string, context: TestContext) => {
  const path = `${folder}/openspiel/playthroughs_${name}.json`;
  if (!existsSync(path))
    return context.skip(`NO ORACLES: name their folder with PARLOR_ORACLES (looked for ${path})`);
  return playthroughs.parse(JSON.parse(readFileSync(path, "utf8"))).playthroughs;
};

/** Seeds that ask for each draw when the game makes it: chance goes the way of the playthrough. */
export const drawnBy = (draw: (bound: number) => number): Seeds => ({
  ...prngSeeds("playthrough"),
  draws: (_stream, wordsUsed) => {
    let used = wordsUsed;
    return {
      draw: (bound) => {
        used += 1;
        return draw(bound);
      },
      wordsUsed: () => used,
    };
  },
});
