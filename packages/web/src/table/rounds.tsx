import { isRefusal, type TableUpdate } from "@parlor/client";
import type { FinishedRoundView } from "@parlor/protocol";
import { useEffect, useState } from "react";
import { useParlor } from "../page-context.tsx";
import { VerifySession } from "../verify/verify-session.tsx";
import { checkRound, isFair, type RoundCheck } from "./check-round.ts";

const shownRoundsMax = 20;

interface RoundsProps {
  readonly update: TableUpdate;
  readonly commitments: ReadonlyMap<number, string>;
}

/** Each finished round with its seeds, worked out again in this page. */
export const Rounds = ({ update, commitments }: RoundsProps) => {
  const { info, view } = update;
  const rounds = useRounds(info.id, view.stats.rounds, view.status);
  return (
    <section className="panel rounds" aria-labelledby="rounds-title">
      <h2 id="rounds-title">Fairness</h2>
      <p className="muted">
        {view.status === "ended" ? (
          endedText(rounds.length)
        ) : (
          <>
            Round {view.round.number} is committed to <Hash text={view.round.commitment} />; its
            seed comes out when it ends, and this page works the round out again.
          </>
        )}
      </p>
      <ol reversed className="round-list" data-testid="rounds">
        {rounds.map((round) => (
          <RoundLine
            key={round.number}
            round={round}
            check={checkRound(round, commitments.get(round.number))}
          />
        ))}
      </ol>
      <VerifySession session={info.id} isEnded={view.status === "ended"} />
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

const RoundLine = ({
  round,
  check,
}: {
  readonly round: FinishedRoundView;
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
          {check.shownBefore !== null && (
            <Check
              good={check.shownBefore}
              text="The commitment was shown here before the round ended."
            />
          )}
          <Check good={check.draws} text={drawsText(round.draws.length)} />
        </ul>
        <dl className="seeds">
          <dt>Commitment</dt>
          <dd>{round.commitment}</dd>
          <dt>Server seed</dt>
          <dd>{round.serverSeed}</dd>
          <dt>Client seed</dt>
          <dd>{round.clientSeed ?? "none: nothing was drawn"}</dd>
        </dl>
      </details>
    </li>
  );
};

const endedText = (rounds: number): string =>
  rounds === 0
    ? "Nothing was drawn in this session."
    : "Every seed is out; this page has worked the rounds out again.";

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
