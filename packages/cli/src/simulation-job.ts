import { caseOf, newSimulator, tableFor, type Placement, type Simulator } from "@parlor/lab";
import { proofCaseOf } from "./proof-cases.ts";

/** What a thread is told: plain data, since a game's code does not travel between threads. */
export interface SimulationJob {
  /** The game's id, or the file that it is in. */
  readonly game: string;
  readonly config: unknown;
  readonly placement: Placement;
  readonly seed: string;
  /** In minor units; without one, a stake for which nothing is rounded. */
  readonly stake?: number;
}

export const simulatorOf = async (
  job: SimulationJob,
): Promise<{ readonly simulator: Simulator; readonly stake: number }> => {
  const one = await proofCaseOf(job.game);
  if (one === undefined) throw new Error(`There is no game ${job.game}.`);
  const table = tableFor(caseOf(one, job.config), job.placement, job.stake);
  if (!table) throw new Error(`The table takes no ${job.placement.bet} of ${job.stake}.`);
  const { setting, stake } = table;
  const { placement, seed } = job;
  const strategy = one.strategy ? { strategy: one.strategy } : {};
  return { simulator: newSimulator({ setting, placement, seed, ...strategy }), stake };
};
