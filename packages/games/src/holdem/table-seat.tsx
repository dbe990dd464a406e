import type { Currency, Seat } from "@parlor/kit";
import type { CSSProperties } from "react";
import { Chip } from "../chip-tray.tsx";
import { chipText } from "../chips.ts";
import { PlayingCard } from "../playing-card.tsx";
import { categoryNames, type HandView, type HoldemView } from "./table-words.ts";

export interface SeatPlace {
  /** Cosine and sine of the place on the oval: -1 to 1 to the right and down. */
  readonly across: number;
  readonly down: number;
}

/** The seat of whoever looks lies at the bottom, the others follow clockwise. */
export const placeOf = (seat: Seat, you: Seat | null, seatCount: number): SeatPlace => {
  const turn = ((seat - (you ?? 0) + seatCount) % seatCount) / seatCount;
  const angle = Math.PI / 2 + turn * 2 * Math.PI;
  return { across: Math.cos(angle), down: Math.sin(angle) };
};

interface TableSeatProps {
  readonly seat: Seat;
  readonly place: SeatPlace;
  readonly name: string | null;
  readonly isYou: boolean;
  readonly view: HoldemView;
  readonly move: string;
  readonly currency: Currency;
}

/** One seat at the oval with its cards, its chips, its bet and the button. */
export const TableSeat = ({ seat, place, name, isYou, view, move, currency }: TableSeatProps) => {
  const sitter = view.seats[seat];
  const part = view.hand?.players.find((player) => player.seat === seat && !player.left);
  const isTurn = view.hand?.turn === seat;
  // A style of custom properties is not in React's own type.
  const where = { "--across": place.across, "--down": place.down } as CSSProperties;
  const classes = [
    "holdem-seat",
    isTurn ? "holdem-turn" : "",
    isYou ? "holdem-you" : "",
    !part || part.folded ? "holdem-away" : "",
  ];
  return (
    <li className={classes.join(" ")} style={where} data-testid={`holdem-seat-${seat}`}>
      {part && <SeatCards part={part} isYou={isYou} />}
      <div className="holdem-pod" aria-current={isTurn ? "true" : undefined}>
        <span className="holdem-name">{name ?? <span className="muted">free</span>}</span>
        {sitter && (
          <span className="holdem-stack" data-testid={`stack-${seat}`}>
            {chipText(sitter.stack, currency)}
          </span>
        )}
        {sitter && <SeatNote sitter={sitter} part={part} move={move} />}
      </div>
      {part && part.bet > 0 && (
        <span className="holdem-bet" data-testid={`bet-${seat}`}>
          <Chip amount={part.bet} currency={currency} tone="1" />
          <span className="unseen">bet {chipText(part.bet, currency)}</span>
        </span>
      )}
      {view.button === seat && (
        <span className="holdem-button" role="img" aria-label="dealer button">
          D
        </span>
      )}
    </li>
  );
};

type Part = HandView["players"][number];

const SeatCards = ({ part, isYou }: { readonly part: Part; readonly isYou: boolean }) => {
  if (part.folded && !part.shown) return null;
  // The own cards lie large below the table.
  if (isYou && !part.shown) return null;
  const cards = part.cards ?? [null, null];
  return (
    <span className="holdem-cards">
      {cards.map((card, at) => (
        // Two cards face down differ in nothing but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <PlayingCard key={at} card={card} size="small" dim={part.folded} />
      ))}
    </span>
  );
};

const SeatNote = ({
  sitter,
  part,
  move,
}: {
  readonly sitter: NonNullable<HoldemView["seats"][number]>;
  readonly part: Part | undefined;
  readonly move: string;
}) => {
  const note = noteOf(sitter, part, move);
  return note === "" ? null : <span className="holdem-note">{note}</span>;
};

const noteOf = (
  sitter: NonNullable<HoldemView["seats"][number]>,
  part: Part | undefined,
  move: string,
): string => {
  if (part?.shown && part.category) return categoryNames[part.category];
  if (part?.folded) return "folded";
  if (part && sitter.stack === 0) return "all-in";
  if (move !== "") return move;
  if (sitter.out) return "sits out";
  if (!part && sitter.stack === 0) return "no chips";
  return part ? "" : "next hand";
};
