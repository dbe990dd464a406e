import { formatAmount } from "@parlor/kit";
import { useSigned } from "../page-context.tsx";
import { statusText } from "../words.ts";
import type { TablePartProps } from "./table-parts.ts";
import { useGame } from "./use-game.ts";

export const TableHeader = ({ table, update, command }: TablePartProps) => {
  const { info, view } = update;
  const signed = useSigned();
  const hosts = signed?.id === info.host;
  const game = useGame(info.game);
  return (
    <div className="table-header">
      <div className="table-title">
        <h1>{info.title}</h1>
        <span className={`pill pill-${view.status}`} data-testid="status">
          {statusText[view.status]}
        </span>
        {view.you === null && <span className="pill">Looking on</span>}
      </div>
      <p className="muted" title={`${info.game} ${info.version}`}>
        {game?.title ?? info.game}
        {game && game.bank !== "none" && limitsText(info)}
      </p>
      {hosts && view.status !== "ended" && (
        <HostButtons table={table} update={update} command={command} />
      )}
    </div>
  );
};

const limitsText = ({ limits, currency }: TablePartProps["update"]["info"]): string =>
  ` · bets ${formatAmount(limits.min, currency)} to ${formatAmount(limits.max, currency)}`;

const HostButtons = ({ table, update, command }: TablePartProps) => (
  <div className="host-buttons">
    {update.view.status === "in_progress" && (
      <button type="button" onClick={() => command.run(() => table.pause())} data-testid="pause">
        Pause
      </button>
    )}
    {update.view.status === "paused" && (
      <button
        type="button"
        className="primary"
        onClick={() => command.run(() => table.resume())}
        data-testid="resume"
      >
        Resume
      </button>
    )}
    <button
      type="button"
      className="danger"
      onClick={() => command.run(() => table.end())}
      data-testid="end"
    >
      Close table
    </button>
  </div>
);
