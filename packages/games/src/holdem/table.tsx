import type { Currency } from "@parlor/kit";
import { chipText } from "../chips.ts";
import { PlayingCard } from "../playing-card.tsx";
import { Actions, type HoldemProps } from "./table-actions.tsx";
import { placeOf, TableSeat } from "./table-seat.tsx";
import { categoryNames, lastMove, statusText, type HandView } from "./table-words.ts";
import "./table.css";

/** An oval with the seats around it, the board in the middle, and below it the own cards and what may be done. */
export const HoldemTable = (props: HoldemProps) => {
  const { view, players, you, currency, events } = props;
  return (
    <section className="holdem" aria-label="Texas hold'em">
      <div className="holdem-room">
        <div className="holdem-oval felt" />
        <Middle hand={view.hand} currency={currency} />
        <ol className="holdem-seats" aria-label="Seats">
          {view.seats.map((_, seat) => (
            <TableSeat
              // A seat is its number.
              // oxlint-disable-next-line react/no-array-index-key
              key={seat}
              seat={seat}
              place={placeOf(seat, you, view.seats.length)}
              name={players[seat] ?? null}
              isYou={seat === you}
              view={view}
              move={lastMove(events, seat)}
              currency={currency}
            />
          ))}
        </ol>
      </div>
      <p className="holdem-status" role="status" data-testid="holdem-status">
        {statusText(props)}
      </p>
      {you !== null && (
        <div className="holdem-own">
          <OwnCards hand={view.hand} you={you} />
          <Actions {...props} />
        </div>
      )}
    </section>
  );
};

const Middle = ({
  hand,
  currency,
}: {
  readonly hand: HandView | null;
  readonly currency: Currency;
}) => {
  if (!hand) return null;
  const pots = hand.results ?? hand.pots;
  return (
    <div className="holdem-middle">
      <div className="holdem-board" role="group" aria-label="Board">
        {hand.board.map((card) => (
          <PlayingCard key={card} card={card} />
        ))}
      </div>
      <p className="holdem-pots" data-testid="pots">
        {pots.map(({ amount }, at) => (
          // A pot is its number.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={at} className="holdem-pot">
            {at === 0 ? "Pot" : `Side pot ${pots.length > 2 ? at : ""}`}{" "}
            {chipText(amount, currency)}
          </span>
        ))}
      </p>
    </div>
  );
};

const OwnCards = ({ hand, you }: { readonly hand: HandView | null; readonly you: number }) => {
  const part = hand?.players.find((player) => player.seat === you && !player.left);
  if (!part?.cards) return null;
  return (
    <div className="holdem-hole" role="group" aria-label="Your cards" data-testid="own-cards">
      {part.cards.map((card) => (
        <PlayingCard key={card} card={card} dim={part.folded} />
      ))}
      {part.category && <span className="holdem-made">{categoryNames[part.category]}</span>}
    </div>
  );
};
