import { isRefusal, type TableUpdate } from "@parlor/client";
import type { FinishedRoundView } from "@parlor/protocol";
import { useEffect, useState } from "react";
import { useParlor } from "../page-context.tsx";
import { VerifySession } from "../verify/verify-session.tsx";
import {
  checkRound,
  isFair,
  isAsShown,
  isOpen,
  type OpenRound,
  type RoundCheck,
} from "./check-round.ts";
import { useGame } from "./use-game.ts";

const shownRoundsMax = 20;

interface RoundsProps {
  readonly update: TableUpdate;
  readonly commitments: ReadonlyMap<number, string>;
}

/** Each finished round with its seeds, worked out again in this page where its game does not seal them. */
export const Rounds = ({ update, commitments }: RoundsProps) => {
  const { info, view } = update;
  const rounds = useRounds(info.id, view.stats.rounds, view.status);
  const isSealed = useGame(info.game)?.rounds === "sealed";
  return (
    <section className="panel rounds" aria-labelledby="rounds-title">
      <h2 id="rounds-title">Fairness</h2>
      <p className="muted">
        {view.status === "ended" ? (
          endedText(rounds.length, isSealed)
        ) : (
          <>
            Round {view.round.number} is committed to <Hash text={view.round.commitment} />;{" "}
            {isSealed ? sealedText : openText}
          </>
        )}
      </p>
      <ol reversed className="round-list" data-testid="rounds">
        {rounds.map((round) => {
          const shown = commitments.get(round.number);
          return isOpen(round) ? (
            <OpenRoundLine key={round.number} round={round} check={checkRound(round, shown)} />
          ) : (
            <SealedRoundLine key={round.number} round={round} shown={isAsShown(round, shown)} />
          );
        })}
      </ol>
      {!isSealed && <VerifySession session={info.id} isEnded={view.status === "ended"} />}
    </section>
  );
};

/** The latest rounds, newest first; looked up again when one more is over. */
const useRounds = (
  session: string,
  finished: number,
  status: string,
): readonly FinishedRoundView[] => {
  const parlor = useParlor();
  const [rounds, setRounds] = useState<readonly FinishedRoundView[]>([]);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const answer = await parlor.rounds(session, { limit: shownRoundsMax });
      if (!gone && !isRefusal(answer)) setRounds(answer.toReversed());
    };
    if (finished > 0 || status === "ended") void look();
    return () => {
      gone = true;
    };
  }, [parlor, session, finished, status]);
  return rounds;
};

const OpenRoundLine = ({
  round,
  check,
}: {
  readonly round: OpenRound;
  readonly check: RoundCheck;
}) => {
  const fair = isFair(check);
  return (
    <li value={round.number}>
      <details>
        <summary data-testid={`round-${round.number}`} data-fair={fair}>
          <span className={fair ? "tick" : "cross"} aria-hidden="true">
            {fair ? "✓" : "✗"}
          </span>
          Round {round.number}
          <span className="muted"> {fair ? "checked" : "DOES NOT FIT"}</span>
          <span className="round-draws">{round.draws.map(drawText).join(" ")}</span>
        </summary>
        <ul className="round-checks">
          <Check good={check.commitment} text="The seed fits the commitment." />
          <ShownBefore shown={check.shownBefore} />
          <Check good={check.draws} text={drawsText(round.draws.length)} />
        </ul>
        <dl className="seeds">
          <dt>Commitment</dt>
          <dd>{round.commitment}</dd>
          <dt>Server seed</dt>
          <dd>{round.serverSeed}</dd>
          <dt>Client seed</dt>
          <dd>{clientSeedText(round)}</dd>
        </dl>
      </details>
    </li>
  );
};

/** The seed would tell what was never shown, so there is nothing here to work out again. */
const SealedRoundLine = ({
  round,
  shown,
}: {
  readonly round: FinishedRoundView;
  readonly shown: boolean | null;
}) => (
  <li value={round.number}>
    <details>
      <summary data-testid={`round-${round.number}`} data-sealed={shown !== false}>
        <span className={shown === false ? "cross" : "muted"} aria-hidden="true">
          {shown === false ? "✗ " : "▪ "}
        </span>
        Round {round.number}
        <span className="muted">
          {shown === false ? " DOES NOT FIT" : " sealed: the operator can prove it"}
        </span>
      </summary>
      <ul className="round-checks">
        <ShownBefore shown={shown} />
      </ul>
      <dl className="seeds">
        <dt>Commitment</dt>
        <dd>{round.commitment}</dd>
        <dt>Server seed</dt>
        <dd>sealed</dd>
        <dt>Client seed</dt>
        <dd>{clientSeedText(round)}</dd>
      </dl>
    </details>
  </li>
);

const clientSeedText = ({ clientSeed }: FinishedRoundView): string =>
  clientSeed ?? "none: nothing was drawn";

const ShownBefore = ({ shown }: { readonly shown: boolean | null }) =>
  shown !== null && (
    <Check good={shown} text="The commitment was shown here before the round ended." />
  );

const openText = "its seed comes out when it ends, and this page works the round out again.";
const sealedText =
  "its seed stays with the operator, so that what is not shown stays hidden. The operator can prove the round to an auditor.";

const endedText = (rounds: number, isSealed: boolean): string => {
  if (rounds === 0) return "Nothing was drawn in this session.";
  return isSealed
    ? "The seeds stay with the operator, who can prove the rounds to an auditor."
    : "Every seed is out; this page has worked the rounds out again.";
};

const drawsText = (count: number): string =>
  count === 1
    ? "Its one draw comes out of the seeds again."
    : `All ${count} draws come out of the seeds again.`;

/** A draw as a place among so many: the second of six is "2/6". */
const drawText = ([bound, value]: readonly [number, number]): string => `${value + 1}/${bound}`;

const Check = ({ good, text }: { readonly good: boolean; readonly text: string }) => (
  <li>
    <span className={good ? "tick" : "cross"}>{good ? "✓" : "✗"}</span>{" "}
    {good ? text : `Not so: ${text}`}
  </li>
);

const Hash = ({ text }: { readonly text: string }) => (
  <code title={text}>{text.slice(0, 12)}…</code>
);
