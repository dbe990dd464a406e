import type { Limits } from "@parlor/kit";
import { betCases, proveBet, type BetCase, type BetProof, type Variant } from "@parlor/lab";
import { proofCaseOf } from "./proof-cases.ts";

/** What a thread is told: to find the bets of a variant, or to prove one of them. */
export type ProofJob =
  | {
      readonly kind: "find";
      /** The game's id, or the file that it is in. */
      readonly game: string;
      readonly variant: Variant;
      readonly only: string | undefined;
    }
  | {
      readonly kind: "prove";
      readonly game: string;
      readonly bet: BetCase;
      readonly tableLimits: Limits;
    };

export type ProofAnswer =
  | { readonly kind: "found"; readonly bets: readonly BetCase[] }
  | { readonly kind: "proved"; readonly proof: BetProof };

export const answerOf = async (job: ProofJob): Promise<ProofAnswer> => {
  const what = await proofCaseOf(job.game);
  if (what === undefined) throw new Error(`There is no game ${job.game}.`);
  return job.kind === "find"
    ? { kind: "found", bets: betCases(what, job.variant, job.only) }
    : { kind: "proved", proof: proveBet(what, job.bet, job.tableLimits) };
};
