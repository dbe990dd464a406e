import { commitmentOf, type Entry } from "@parlor/kit";
import { finding, type Finding } from "./finding.ts";

type Commitment = NonNullable<Entry["did"]["next"]>;

/**
 * [VERIFY-9] The commitments of a session, as the journal tells them. A commitment is in the entry that
 * ends the round before, so it always stands before the first draw of its own round.
 */
export class Rounds {
  #open: Commitment | undefined;
  readonly #seedOf: ((round: number) => string) | undefined;

  /** `seedOf` is for whoever has the session's secret: the server's own operator. */
  constructor(seedOf?: (round: number) => string) {
    this.#seedOf = seedOf;
  }

  /** The seed of the round under way, where it can be known; `finisher` is the entry that reveals it. */
  seed(finisher: Entry | undefined): string | undefined {
    if (!this.#open) return undefined;
    const seed = finisher?.did.finished?.serverSeed ?? this.#seedOf?.(this.#open.number);
    return seed !== undefined && this.#fits(seed) ? seed : undefined;
  }

  /** What is wrong with the seed that an entry reveals. */
  problem({ seq, did: { finished } }: Entry): Finding | undefined {
    if (!finished || this.#fits(finished.serverSeed)) return undefined;
    return finding("seed_mismatch", seq, {
      expected: this.#open?.commitment ?? "a commitment",
      found: commitmentOf(finished.serverSeed),
    });
  }

  /** Takes note of the commitment that an entry makes; a seed that is known already has to fit it. */
  begin({ seq, did: { next } }: Entry): Finding | undefined {
    if (!next) return undefined;
    this.#open = next;
    const seed = this.#seedOf?.(next.number);
    if (seed === undefined || this.#fits(seed)) return undefined;
    return finding("commitment_mismatch", seq, {
      expected: commitmentOf(seed),
      found: next.commitment,
    });
  }

  #fits(seed: string): boolean {
    return commitmentOf(seed) === this.#open?.commitment;
  }
}
