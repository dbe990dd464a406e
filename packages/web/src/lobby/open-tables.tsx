import { formatAmount } from "@parlor/kit";
import type { GameInfo, SessionSummary } from "@parlor/protocol";
import { tableLink } from "../route.ts";
import { statusText } from "../words.ts";

interface OpenTablesProps {
  readonly sessions: readonly SessionSummary[];
  readonly games: readonly GameInfo[];
}

export const OpenTables = ({ sessions, games }: OpenTablesProps) => {
  if (sessions.length === 0) {
    return <p className="empty">No table is open. Open one below, others will see it here.</p>;
  }
  return (
    <ul className="tables" data-testid="open-tables">
      {sessions.map((session) => (
        <OpenTable
          key={session.id}
          session={session}
          game={games.find(({ id, version }) => id === session.game && version === session.version)}
        />
      ))}
    </ul>
  );
};

interface OpenTableProps {
  readonly session: SessionSummary;
  readonly game: GameInfo | undefined;
}

const OpenTable = ({ session, game }: OpenTableProps) => {
  const names = session.players.flatMap((player) =>
    player ? [player.bot === undefined ? player.name : `${player.name} (bot)`] : [],
  );
  const { min, max } = session.limits;
  return (
    <li>
      <a className="open-table" href={tableLink(session.id)} data-testid={`table-${session.id}`}>
        <span className="open-table-title">
          <strong>{session.title}</strong>
          <span className="muted">{game?.title ?? session.game}</span>
        </span>
        <span className="open-table-players">
          {names.length} of {session.seatCount} seats
          {names.length > 0 && <span className="muted">{names.join(", ")}</span>}
        </span>
        {game?.bank !== "none" && (
          <span className="open-table-stakes">
            {formatAmount(min, session.currency)} – {formatAmount(max, session.currency)}
          </span>
        )}
        <span className={`pill pill-${session.status}`}>{statusText[session.status]}</span>
      </a>
    </li>
  );
};
