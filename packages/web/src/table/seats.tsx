import { limits } from "@parlor/kit";
import { useState } from "react";
import { useSigned } from "../page-context.tsx";
import { AddBots, BotBadge, RemoveBot } from "./bot-seats.tsx";
import { Countdown } from "./countdown.tsx";
import type { TablePartProps } from "./table-parts.ts";
import { useGame } from "./use-game.ts";

export const Seats = ({ table, update, command }: TablePartProps) => {
  const { view, info } = update;
  const signed = useSigned();
  const mayPlay = view.status === "waiting" || view.status === "in_progress";
  const maySit = signed && mayPlay && view.you === null && view.players.includes(null);
  const hosts = signed?.id === info.host && view.status !== "ended";
  const bots = useGame(info.game)?.bots ?? [];
  const [seed, setSeed] = useState("");
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
            className={seatClass(seat === view.you, player?.bot !== undefined)}
            data-testid={`seat-${seat}`}
          >
            <span className="seat-number">{seat + 1}</span>
            <span className="seat-name">
              {player ? player.name : <span className="muted">free</span>}
              {seat === view.you && <span className="muted"> (you)</span>}
            </span>
            {player?.bot !== undefined && <BotBadge bot={player.bot} />}
            {view.status === "in_progress" && <SeatClock update={update} seat={seat} />}
            {!player && maySit && (
              <button
                type="button"
                className="primary"
                disabled={command.busy}
                onClick={() =>
                  command.run(() => table.join(seed === "" ? { seat } : { seat, seed }))
                }
                data-testid={`sit-${seat}`}
              >
                Sit
              </button>
            )}
            {player?.bot !== undefined && hosts && (
              <RemoveBot table={table} update={update} command={command} seat={seat} />
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
      {hosts && bots.length > 0 && view.players.includes(null) && (
        <AddBots table={table} update={update} command={command} bots={bots} />
      )}
      {maySit && <OwnSeed seed={seed} change={setSeed} />}
      {!signed && <p className="muted">Give your name above to take a seat.</p>}
    </section>
  );
};

const seatClass = (isYou: boolean, isBot: boolean): string => {
  if (isYou) return "seat seat-you";
  return isBot ? "seat seat-bot" : "seat";
};

/** A seed may hold visible ASCII but no comma, since seats' seeds are joined by commas. */
const notInSeeds = /[^\x21-\x2b\x2d-\x7e]/g;

/** Chance that a player brings along: nobody can have known it when the server committed to its own. */
const OwnSeed = ({
  seed,
  change,
}: {
  readonly seed: string;
  readonly change: (seed: string) => void;
}) => (
  <details className="own-seed">
    <summary>Bring a seed of your own</summary>
    <label>
      It is mixed into every draw while you sit here.
      <input
        value={seed}
        maxLength={limits.playerSeedLengthMax}
        placeholder="a random one"
        onChange={(event) => change(event.target.value.replace(notInSeeds, ""))}
      />
    </label>
  </details>
);

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
