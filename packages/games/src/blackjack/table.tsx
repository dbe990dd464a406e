import type { TypesOfGame } from "@parlor/kit";
import { formatAmount } from "@parlor/kit";
import { PlayingCard } from "../playing-card.tsx";
import type { TableProps } from "../table-props.ts";
import { Actions } from "./actions.tsx";
import type { blackjack } from "./game.ts";
import { SeatBox } from "./seat-box.tsx";
import "./table.css";

export type BlackjackProps = TableProps<TypesOfGame<typeof blackjack>>;

/** The dealer above, the seats below, and what may be done now at the end. */
export const BlackjackTable = (props: BlackjackProps) => {
  const { view, players } = props;
  return (
    <section className="blackjack" aria-label="Blackjack">
      <div className="bj-felt felt">
        <Dealer {...props} />
        <Rules {...props} />
        <ol className="bj-seats" aria-label="Seats">
          {players.map((_, seat) =>
            isShown(props, seat) ? <SeatBox key={seat} seat={seat} props={props} /> : null,
          )}
        </ol>
      </div>
      {props.you !== null && <Actions key={view.phase} {...props} />}
    </section>
  );
};

/** Empty seats would only take room. */
const isShown = ({ view, players, you }: BlackjackProps, seat: number): boolean =>
  players[seat] !== null || seat === you || (view.places[seat]?.hands.length ?? 0) > 0;

const Dealer = ({ view, running }: BlackjackProps) => {
  const { cards, total, isBlackjack } = view.dealer;
  return (
    <div className="bj-dealer" role="group" aria-label="Dealer">
      <div className="bj-cards">
        {cards.length === 0 ? (
          <span className="bj-place" aria-hidden="true" />
        ) : (
          cards.map((card, index) => <PlayingCard key={index} card={card} />)
        )}
      </div>
      <p className="bj-status" role="status" data-testid="bj-status">
        <b>{cards.length > 0 ? dealerText(total, isBlackjack) : "Dealer"}</b>
        <span>{statusText(view, running)}</span>
      </p>
    </div>
  );
};

const dealerText = (total: number, isBlackjack: boolean): string => {
  if (isBlackjack) return "Dealer: blackjack";
  return total > 21 ? `Dealer: ${total}, bust` : `Dealer: ${total}`;
};

const statusText = ({ phase, dealer }: BlackjackProps["view"], running: boolean): string => {
  if (!running) return "Play is not on.";
  switch (phase) {
    case "betting":
      return dealer.cards.length > 0 ? "The round is over. Place your bets." : "Place your bets.";
    case "offers":
      return "Before the dealer looks: does anybody want something?";
    case "play":
      return "The hands are played.";
  }
};

/** What is printed on the felt. */
const Rules = ({ config, view, currency, limits }: BlackjackProps) => (
  <p className="bj-rules">
    <span>Blackjack pays {config.blackjackPays.replace("/", " to ")}</span>
    <span>
      Dealer {config.dealerHitsSoft17 ? "draws on soft 17" : "stands on all 17s"}
      {config.holeCard === "none" ? ", no hole card" : ""}
    </span>
    {config.insurance && <span>Insurance pays 2 to 1</span>}
    {config.surrender !== "none" && <span>{config.surrender} surrender</span>}
    <span>{view.shoe === null ? "Infinite shoe" : `${view.shoe.left} cards in the shoe`}</span>
    <span>
      {formatAmount(limits.min, currency)} to {formatAmount(limits.max, currency)}
    </span>
  </p>
);
