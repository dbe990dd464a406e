import type { Limits } from "@parlor/kit";
import { betCases, proveBet, type BetCase, type BetProof, type Variant } from "@parlor/lab";
import { proofCaseOf } from "./proof-cases.ts";

/** What a thread is told: to find the bets of a variant, or to prove one of them. */
export type ProofJob =
  | {
      readonly kind: "find";
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

export const answerOf = (job: ProofJob): ProofAnswer => {
  const what = proofCaseOf(job.game);
  return job.kind === "find"
    ? { kind: "found", bets: betCases(what, job.variant, job.only) }
    : { kind: "proved", proof: proveBet(what, job.bet, job.tableLimits) };
};
