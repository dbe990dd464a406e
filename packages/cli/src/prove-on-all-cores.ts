import type { Limits } from "@parlor/kit";
import { variantsOf, withUnoffered, type BetProof, type ProofCase } from "@parlor/lab";
import type { ProofAnswer, ProofJob } from "./proof-job.ts";
import { newThreadPool } from "./thread-pool.ts";

/** A game with the name by which threads find it: its id, or the file that it is in. */
export interface NamedCase {
  readonly name: string;
  readonly what: ProofCase;
}

interface Options {
  readonly tableLimits: Limits;
  readonly bet?: string | undefined;
  readonly cores?: number | undefined;
  /** Called as bets are found and proved. */
  readonly onProgress: (proved: number, found: number) => void;
}

/** What `proveGame` does for each of some games, with the variants and then the bets shared out among threads. */
export const proveOnAllCores = async (
  cases: readonly NamedCase[],
  { tableLimits, bet: only, cores, onProgress }: Options,
): Promise<readonly (readonly BetProof[])[]> => {
  const pool = newThreadPool<ProofJob, ProofAnswer>(
    new URL("./proof-worker.ts", import.meta.url),
    null,
    cores,
  );
  let [proved, found] = [0, 0];
  const proveVariants = async ({ name: game, what }: NamedCase): Promise<readonly BetProof[]> => {
    const proofs = variantsOf(what).map(async (variant) => {
      const answer = await pool.run({ kind: "find", game, variant, only });
      const bets = answer.kind === "found" ? answer.bets : [];
      found += bets.length;
      return Promise.all(
        bets.map(async (bet) => {
          const one = await pool.run({ kind: "prove", game, bet, tableLimits });
          onProgress(++proved, found);
          return one.kind === "proved" ? [one.proof] : [];
        }),
      );
    });
    return withUnoffered((await Promise.all(proofs)).flat(2));
  };
  try {
    return await Promise.all(cases.map(proveVariants));
  } finally {
    await pool.stop();
  }
};
