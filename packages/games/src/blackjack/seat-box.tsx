import { formatAmount } from "@parlor/kit";
import { Chip } from "../chip-tray.tsx";
import { PlayingCard } from "../playing-card.tsx";
import type { BlackjackProps } from "./table.tsx";
import { sideBetTitles, sideWinNames } from "./words.ts";
import type { View } from "./view.ts";

type PlaceView = View["places"][number];
type HandView = PlaceView["hands"][number];

/** One seat: its hands, its bets and what became of them. */
export const SeatBox = ({
  seat,
  props,
}: {
  readonly seat: number;
  readonly props: BlackjackProps;
}) => {
  const { view, players, you, currency } = props;
  const place = view.places[seat];
  if (place === undefined) return null;
  const isTurn = view.turn?.seat === seat;
  const name = players[seat] ?? `Seat ${seat + 1}`;
  return (
    <li
      className={`bj-seat ${seat === you ? "bj-own" : ""} ${isTurn ? "bj-turn" : ""}`}
      aria-label={`${name}${isTurn ? ", in turn" : ""}`}
      data-testid={`bj-seat-${seat}`}
    >
      <div className="bj-seat-head">
        <b>{seat === you ? "You" : name}</b>
        <span className="muted">{seatText(place, props, isTurn)}</span>
      </div>
      {place.hands.length > 0 && (
        <div className="bj-hands">
          {place.hands.map((hand, index) => (
            <HandBox
              key={index}
              hand={hand}
              isTurn={isTurn && view.turn?.hand === index}
              isOwn={seat === you}
              currency={currency}
            />
          ))}
        </div>
      )}
      <Bets place={place} currency={currency} isOwn={seat === you} />
    </li>
  );
};

const seatText = (place: PlaceView, { view }: BlackjackProps, isTurn: boolean): string => {
  if (isTurn) return "in turn";
  if (view.phase === "offers" && place.hands.length > 0)
    return place.answered ? "has answered" : "is asked";
  if (view.phase === "betting" && place.ready) return "ready";
  return "";
};

const HandBox = ({
  hand,
  isTurn,
  isOwn,
  currency,
}: {
  readonly hand: HandView;
  readonly isTurn: boolean;
  readonly isOwn: boolean;
  readonly currency: BlackjackProps["currency"];
}) => {
  const isLost = hand.verdict === "lost" || hand.verdict === "surrendered" || hand.total > 21;
  return (
    <div
      className={`bj-hand ${isTurn ? "bj-hand-turn" : ""}`}
      role="group"
      aria-label={handText(hand)}
    >
      <div className="bj-cards">
        {hand.cards.map((card, index) => (
          <PlayingCard key={index} card={card} size="small" dim={isLost} />
        ))}
      </div>
      <p className="bj-hand-text">
        <b>{handText(hand)}</b>
        {hand.verdict !== null && (
          <span className={isLost ? "bj-lost" : "bj-won"}>{verdictText(hand, currency)}</span>
        )}
      </p>
      <p className="bj-stake">
        <Chip amount={hand.stake} currency={currency} tone={isOwn ? "own" : "other"} />
        {hand.doubled && <span className="pill">doubled</span>}
      </p>
    </div>
  );
};

const handText = ({ total, isSoft, isBlackjack, status, verdict }: HandView): string => {
  if (isBlackjack) return "Blackjack";
  if (total > 21) return `${total}, bust`;
  const text = isSoft && total < 21 ? `soft ${total}` : String(total);
  return status === "stood" && verdict === null ? `${text}, stands` : text;
};

const verdictText = (
  { verdict, stake, back }: HandView,
  currency: BlackjackProps["currency"],
): string => {
  switch (verdict) {
    case null:
      return "";
    case "pushed":
      return "push";
    case "lost":
      return `−${formatAmount(stake - back, currency)}`;
    case "surrendered":
      return `given up, −${formatAmount(stake - back, currency)}`;
    case "blackjack":
    case "even-money":
    case "won":
      return `+${formatAmount(back - stake, currency)}`;
  }
};

/** Bets on the coming round, insurance, and side bets that are decided. */
const Bets = ({
  place,
  currency,
  isOwn,
}: {
  readonly place: PlaceView;
  readonly currency: BlackjackProps["currency"];
  readonly isOwn: boolean;
}) => {
  const open = [
    { title: "Bet", amount: place.main },
    { title: sideBetTitles["perfect-pairs"], amount: place.perfectPairs },
    { title: sideBetTitles["twenty-one-plus-three"], amount: place.twentyOnePlusThree },
    { title: "Insurance", amount: place.insurance },
  ].filter(({ amount }) => amount > 0);
  if (open.length === 0 && place.sideBets.length === 0)
    return place.hands.length > 0 ? null : <p className="muted bj-none">No bet yet</p>;
  return (
    <ul className="bj-bets">
      {open.map(({ title, amount }) => (
        <li key={title}>
          <Chip amount={amount} currency={currency} tone={isOwn ? "own" : "other"} />
          <span>
            {title} <span className="unseen">{formatAmount(amount, currency)}</span>
          </span>
        </li>
      ))}
      {place.sideBets.map(({ bet, stake, win, paid }) => (
        <li key={bet} className={win === null ? "bj-lost" : "bj-won"}>
          {sideBetTitles[bet]}:{" "}
          {win === null
            ? `−${formatAmount(stake, currency)}`
            : `${sideWinNames[win]}, +${formatAmount(paid - stake, currency)}`}
        </li>
      ))}
    </ul>
  );
};
