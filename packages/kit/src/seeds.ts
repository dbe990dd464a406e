import {
  commitmentOf,
  roundSeedOf,
  streamDraws,
  type RoundStream,
  type StreamDraws,
} from "./fairness.ts";

/**
 * Where a session's chance comes from. The server makes it from the session's secret; a verifier
 * from revealed seeds; tests and the lab from whatever they like.
 */
export interface Seeds {
  /** The server seed of a round, as hex text. Asked for only when something is drawn or revealed. */
  seed(round: number): string;
  commitment(round: number): string;
  /** The draws of a round's stream after its first `wordsUsed` words. */
  draws(stream: RoundStream, wordsUsed: number): StreamDraws;
}

/**
 * Keeps the newest rounds' seeds: each is asked for when it is committed to, drawn from and revealed,
 * within a few commands.
 */
export const keptSeeds = (make: (round: number) => string): ((round: number) => string) => {
  const kept = new Map<number, string>();
  return (round) => {
    const known = kept.get(round);
    if (known !== undefined) return known;
    const made = make(round);
    kept.delete(round - 2);
    kept.set(round, made);
    return made;
  };
};

/** The seeds of a live session; `secret` is 32 bytes from the operating system, as hex text. */
export const secretSeeds = (secret: string): Seeds => {
  const seed = keptSeeds((round) => roundSeedOf(secret, round));
  return { seed, commitment: (round) => commitmentOf(seed(round)), draws: streamDraws };
};
