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

/** A round whose seed is out, and with it its draws. */
export interface OpenRound extends FinishedRoundView {
  readonly serverSeed: string;
  readonly draws: [number, number][];
}
export const isOpen = (round: FinishedRoundView): round is OpenRound =>
  round.serverSeed !== null && round.draws !== null;

/** [R1] Works a finished round out again from its revealed seed, here in the page. */
export const checkRound = (round: OpenRound, shown: string | undefined): RoundCheck => ({
  commitment: commitmentOf(round.serverSeed) === round.commitment,
  shownBefore: isAsShown(round, shown),
  draws: drawsFit(round),
});

/** Whether the round's commitment is the one that the page was shown; all that it can check of a sealed round. */
export const isAsShown = (
  { commitment }: FinishedRoundView,
  shown: string | undefined,
): boolean | null => (shown === undefined ? null : shown === commitment);

export const isFair = ({ commitment, shownBefore, draws }: RoundCheck): boolean =>
  commitment && draws && shownBefore !== false;

const drawsFit = ({ serverSeed, clientSeed, number, draws }: OpenRound): boolean => {
  if (clientSeed === null) return draws.length === 0;
  const stream = streamDraws({ serverSeed, clientSeed, nonce: number }, 0);
  return draws.every(([bound, value]) => stream.draw(bound) === value);
};
