import { formatAmount } from "@parlor/kit";
import type { SessionView } from "@parlor/protocol";
import { lobbyLink } from "../route.ts";
import { durationText, reasonText } from "../words.ts";
import type { TablePartProps } from "./table-parts.ts";

interface SummaryProps {
  readonly update: TablePartProps["update"];
  readonly ended: NonNullable<SessionView["ended"]>;
}

export const Summary = ({ update, ended }: SummaryProps) => {
  const { info, view } = update;
  const { stats } = view;
  const name = (seat: number): string => view.players[seat]?.name ?? `Seat ${seat + 1}`;
  const places = ended.outcome?.places ?? [];
  const facts: readonly (readonly [string, string])[] = [
    ["Duration", durationText(ended.at - info.createdAt)],
    ["Players at once", String(stats.playersMax)],
    ["Actions", String(stats.actions)],
    ...(stats.rounds > 0 ? [["Rounds", String(stats.rounds)] as const] : []),
    ...(stats.bets > 0 ? moneyFacts(update) : []),
  ];
  return (
    <section className="panel summary" aria-labelledby="summary-title" data-testid="summary">
      <h2 id="summary-title">The session has ended</h2>
      <p>{reasonText[ended.reason]}</p>
      {places.length > 0 && (
        <ol className="places" data-testid="places">
          {places.map((seats, place) => (
            <li key={seats.join()} value={place + 1}>
              {seats.map(name).join(" and ")}
              {seats.length > 1 && " (a draw)"}
            </li>
          ))}
        </ol>
      )}
      <dl className="facts">
        {facts.map(([title, text]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={lobbyLink}>To the lobby</a>
      </p>
    </section>
  );
};

const moneyFacts = ({
  info,
  view,
}: TablePartProps["update"]): readonly (readonly [string, string])[] => [
  ["Bets", String(view.stats.bets)],
  ["Staked", formatAmount(view.stats.volume, info.currency)],
  ["Paid out", formatAmount(view.stats.payouts, info.currency)],
];
