import { formatAmount, type Currency } from "@parlor/kit";
import { Curve } from "./curve-picture.tsx";
import { multiplierText, type CrashProps } from "./props.ts";
import { useMultiplier } from "./use-multiplier.tsx";
import { Wager } from "./wager.tsx";
import "./table.css";

type View = CrashProps["view"];

/** The flight as it goes, what one has bet on it, and what the others have. */
export const CrashTable = (props: CrashProps) => {
  const { view, you } = props;
  const flight = useMultiplier(props);
  const shown = view.phase === "crashed" ? (view.point ?? 0) : flight.multiplier;
  return (
    <section className="crash" aria-label="Crash">
      <History points={view.history} />
      <div className={`crash-stage felt crash-${view.phase}`}>
        <Curve
          phase={view.phase}
          elapsedMs={flight.elapsedMs}
          doublingMs={props.config.doublingMs}
        />
        <p className="crash-multiplier" data-testid="crash-multiplier">
          {view.phase === "betting" ? "" : multiplierText(shown)}
        </p>
        <p className="crash-status" role="status" data-testid="crash-status">
          {statusText(props, flight.leftMs)}
        </p>
      </div>
      {you !== null && <Wager {...props} multiplier={flight.multiplier} />}
      <Bets {...props} />
    </section>
  );
};

const statusText = ({ view, running }: CrashProps, leftMs: number | null): string => {
  if (!running) return "The table is closed for now.";
  if (view.phase === "flying") return "In the air. Cash out before it breaks!";
  if (view.phase === "crashed")
    return view.point === 0 ? "It never took off." : "Crashed. The next flight is getting ready.";
  if (leftMs === null) return "The first bet starts the clock.";
  return `Bets, please: ${Math.ceil(leftMs / 1_000)} s`;
};

const toneOf = (point: number): string =>
  point >= 1_000 ? "great" : point >= 200 ? "good" : "low";

const History = ({ points }: { readonly points: readonly number[] }) => (
  <ol className="crash-history" aria-label="Last flights, the newest first">
    {points.toReversed().map((point, place) => (
      // A list of results that only grows at one end has no better key than the place from the other.
      <li key={points.length - place} className={`crash-point crash-point-${toneOf(point)}`}>
        {multiplierText(point)}
      </li>
    ))}
  </ol>
);

const sumsText = ({ bettors, staked, cashedOut, paid }: View, currency: Currency): string => {
  if (bettors === 0) return "No bets on this flight yet.";
  const bets = `${bettors} ${bettors === 1 ? "bet" : "bets"} of ${formatAmount(staked, currency)}`;
  return cashedOut === 0
    ? bets
    : `${bets}; ${cashedOut} cashed out for ${formatAmount(paid, currency)}`;
};

const Bets = ({ view, players, currency, you }: CrashProps) => (
  <div className="crash-bets panel">
    <p className="crash-sums">{sumsText(view, currency)}</p>
    {view.bets.length > 0 && (
      <table>
        <thead>
          <tr>
            <th scope="col">Player</th>
            <th scope="col">Bet</th>
            <th scope="col">Out at</th>
            <th scope="col">Paid</th>
          </tr>
        </thead>
        <tbody>
          {view.bets.map((bet) => (
            <tr
              key={bet.seat}
              className={[
                bet.seat === you ? "crash-own" : "",
                bet.out !== null ? "crash-won" : view.phase === "crashed" ? "crash-lost" : "",
              ].join(" ")}
            >
              <td>{players[bet.seat] ?? `Seat ${bet.seat + 1}`}</td>
              <td>{formatAmount(bet.stake, currency)}</td>
              <td>{bet.out === null ? "–" : multiplierText(bet.out)}</td>
              <td>{bet.out === null ? "–" : formatAmount(bet.paid, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    {view.bettors > view.bets.length && (
      <p className="muted">and {view.bettors - view.bets.length} smaller ones</p>
    )}
  </div>
);
