import { formatAmount, type Card, type Currency, type Seat } from "@parlor/kit";
import type { ReactNode } from "react";
import { PlayingCard } from "./playing-card.tsx";
import "./short-poker.css";

interface SeatsProps {
  readonly order: readonly Seat[];
  readonly players: readonly (string | null)[];
  readonly you: Seat | null;
  readonly mover: Seat | null;
  readonly winners: readonly Seat[];
  readonly cards: readonly (Card | null)[];
  readonly holds: readonly boolean[];
  readonly folded: readonly boolean[];
  readonly paid: readonly number[];
  readonly stacks: readonly number[];
  readonly currency: Currency;
}

export const nameAt = ({ players, you }: Pick<SeatsProps, "players" | "you">, seat: Seat): string =>
  seat === you ? "You" : (players[seat] ?? `Seat ${seat + 1}`);

/** The players of a small poker hand, each with a card, a stack and what they have put in. */
export const PokerSeats = (props: SeatsProps) => (
  <ul className="short-seats">
    {props.order.map((seat) => (
      <li
        key={seat}
        className={[
          "short-seat",
          props.mover === seat ? "short-mover" : "",
          props.winners.includes(seat) ? "short-winner" : "",
        ].join(" ")}
        aria-current={props.mover === seat}
      >
        <strong>{nameAt(props, seat)}</strong>
        {props.holds[seat] ? (
          <PlayingCard card={props.cards[seat] ?? null} dim={props.folded[seat] ?? false} />
        ) : null}
        <span className="short-money">
          {formatAmount(props.paid[seat] ?? 0, props.currency)} in
          <span className="muted">
            {" "}
            · {formatAmount(props.stacks[seat] ?? 0, props.currency)} behind
          </span>
        </span>
      </li>
    ))}
  </ul>
);

/** What was done, street by street, as words. */
export const ActionLog = ({
  label,
  actions,
}: {
  readonly label: string;
  readonly actions: readonly string[];
}) => (
  <p className="short-log">
    <span className="muted">{label}: </span>
    {actions.length === 0 ? "–" : actions.join(", ")}
  </p>
);

export const ActionButtons = ({
  actions,
  busy,
}: {
  readonly actions: readonly {
    readonly name: string;
    readonly label: string;
    readonly do: () => void;
  }[];
  readonly busy: boolean;
}): ReactNode =>
  actions.length === 0 ? null : (
    <div className="short-actions" role="group" aria-label="What you may do">
      {actions.map(({ name, label, do: run }) => (
        <button
          key={name}
          type="button"
          className={name === "bet" || name === "raise" ? "primary" : ""}
          disabled={busy}
          data-testid={`act-${name}`}
          onClick={run}
        >
          {label}
        </button>
      ))}
    </div>
  );
