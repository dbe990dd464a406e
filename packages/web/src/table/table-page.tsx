import { lobbyLink } from "../route.ts";
import { GameArea } from "./game-area.tsx";
import { Rounds } from "./rounds.tsx";
import { Seats } from "./seats.tsx";
import { Summary } from "./summary.tsx";
import { TableHeader } from "./table-header.tsx";
import { useCommand } from "./use-command.ts";
import { useTable } from "./use-table.ts";

/** Everything about one session. */
export const TablePage = ({ session }: { readonly session: string }) => {
  const { table, seen } = useTable(session);
  const command = useCommand();
  const { update, refusal } = seen;
  if (!update) {
    return (
      <p className="loading" role="status">
        {refusal ? refusal.text : "Coming to the table …"}{" "}
        {refusal && <a href={lobbyLink}>To the lobby</a>}
      </p>
    );
  }
  return (
    <div
      className="table-page"
      data-testid="table-page"
      data-game={update.info.game}
      data-seq={update.view.seq}
    >
      <title>{`${update.info.title} · Parlor`}</title>
      <TableHeader table={table} update={update} command={command} />
      <div className="table-main">
        {update.view.ended && <Summary update={update} ended={update.view.ended} />}
        <GameArea table={table} update={update} events={seen.events} command={command} />
      </div>
      <aside className="table-side">
        <Seats table={table} update={update} command={command} />
        <Rounds update={update} commitments={seen.commitments} />
      </aside>
    </div>
  );
};
