import { useSigned } from "../page-context.tsx";
import { Countdown } from "./countdown.tsx";
import type { TablePartProps } from "./table-parts.ts";

export const Seats = ({ table, update, command }: TablePartProps) => {
  const { view, info } = update;
  const signed = useSigned();
  const mayPlay = view.status === "waiting" || view.status === "in_progress";
  return (
    <section className="panel seats" aria-labelledby="seats-title">
      <h2 id="seats-title">Seats</h2>
      {view.status === "waiting" && (
        <Waiting needed={info.seatsMin - view.players.filter(Boolean).length} />
      )}
      <ol>
        {view.players.map((player, seat) => (
          // A seat is its number.
          // oxlint-disable-next-line react/no-array-index-key
          <li
            key={seat}
            className={seat === view.you ? "seat seat-you" : "seat"}
            data-testid={`seat-${seat}`}
          >
            <span className="seat-number">{seat + 1}</span>
            <span className="seat-name">
              {player ? player.name : <span className="muted">free</span>}
              {seat === view.you && <span className="muted"> (you)</span>}
            </span>
            {view.status === "in_progress" && <SeatClock update={update} seat={seat} />}
            {!player && view.you === null && signed && mayPlay && (
              <button
                type="button"
                className="primary"
                disabled={command.busy}
                onClick={() => command.run(() => table.join({ seat }))}
                data-testid={`sit-${seat}`}
              >
                Sit
              </button>
            )}
            {seat === view.you && view.status !== "ended" && (
              <button
                type="button"
                disabled={command.busy}
                onClick={() => command.run(() => table.leave())}
                data-testid="leave"
              >
                Leave
              </button>
            )}
          </li>
        ))}
      </ol>
      {!signed && <p className="muted">Give your name above to take a seat.</p>}
    </section>
  );
};

const Waiting = ({ needed }: { readonly needed: number }) => (
  <p className="muted" role="status">
    {needed > 0
      ? `Waiting for ${needed === 1 ? "one more player" : `${needed} more players`}.`
      : "Waiting for the host to begin."}
  </p>
);

/** The clocks that run for this seat. */
const SeatClock = ({
  update,
  seat,
}: {
  readonly update: TablePartProps["update"];
  readonly seat: number;
}) =>
  Object.entries(update.view.timers)
    .filter(([, timer]) => timer.seat === seat)
    .map(([name, timer]) => <Countdown key={name} name={name} dueAt={timer.dueAt} />);
