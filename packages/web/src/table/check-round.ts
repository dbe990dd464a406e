import { commitmentOf, streamDraws } from "@parlor/kit";
import type { FinishedRoundView } from "@parlor/protocol";

export interface RoundCheck {
  /** The revealed seed is the one that was committed to. */
  readonly commitment: boolean;
  /** The commitment is the one that this page was shown before the end of the round; null: it was not here. */
  readonly shownBefore: boolean | null;
  /** Every draw of the round comes out of the seeds again. */
  readonly draws: boolean;
}

/** [R1] Works a finished round out again from its revealed seed, here in the page. */
export const checkRound = (round: FinishedRoundView, shown: string | undefined): RoundCheck => ({
  commitment: commitmentOf(round.serverSeed) === round.commitment,
  shownBefore: shown === undefined ? null : shown === round.commitment,
  draws: drawsFit(round),
});

export const isFair = ({ commitment, shownBefore, draws }: RoundCheck): boolean =>
  commitment && draws && shownBefore !== false;

const drawsFit = ({ serverSeed, clientSeed, number, draws }: FinishedRoundView): boolean => {
  if (clientSeed === null) return draws.length === 0;
  const stream = streamDraws({ serverSeed, clientSeed, nonce: number }, 0);
  return draws.every(([bound, value]) => stream.draw(bound) === value);
};
