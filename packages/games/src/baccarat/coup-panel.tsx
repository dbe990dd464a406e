import { formatAmount, type Card, type Currency } from "@parlor/kit";
import { PlayingCard } from "../playing-card.tsx";
import { betTitles } from "./bet-ids.ts";
import type { SettledLine } from "./events.ts";
import { nameOf, useLayout, type BaccaratProps } from "./layout-context.tsx";
import { addPoints, pointsOf } from "./points.ts";

/** Both hands of the last coup, who won, and what that did to the bets. */
export const CoupPanel = () => {
  const { props } = useLayout();
  const { events, view } = props;
  const dealt = events.findLast(({ type }) => type === "coup-dealt");
  return (
    <div className="coup-panel">
      <div className="hands" key={dealt?.seq ?? 0}>
        <Hand name="Player" cards={view.hands?.player ?? null} />
        <Hand name="Banker" cards={view.hands?.banker ?? null} />
      </div>
      <div className="coup-words">
        <p className="coup-call" role="status" data-testid="call">
          {callOf(view.hands)}
        </p>
        <Settled />
        <p className="muted" data-testid="shoe">
          {shoeText(props)}
        </p>
      </div>
    </div>
  );
};

const totalOf = (cards: readonly Card[]): number =>
  cards.reduce((total, card) => addPoints(total, pointsOf(card)), 0);

const Hand = ({
  name,
  cards,
}: {
  readonly name: string;
  readonly cards: readonly Card[] | null;
}) => (
  <div className="hand">
    <h3>
      {name} {cards && <span className="hand-total">{totalOf(cards)}</span>}
    </h3>
    <div className="hand-cards">
      {(cards ?? [null, null]).map((card, index) => (
        // A shoe has the same card several times: it is told apart by its place.
        // oxlint-disable-next-line react/no-array-index-key
        <PlayingCard key={index} card={card} />
      ))}
    </div>
  </div>
);

const callOf = (hands: BaccaratProps["view"]["hands"]): string => {
  if (!hands) return "Place your bets";
  const [player, banker] = [totalOf(hands.player), totalOf(hands.banker)];
  if (player === banker) return `Tie, ${player} all`;
  return player > banker
    ? `Player wins, ${player} over ${banker}`
    : `Banker wins, ${banker} over ${player}`;
};

const shoeText = (props: BaccaratProps): string => {
  const { view } = props;
  const last = view.shoe.isLastCoup ? " · last coup of this shoe" : "";
  const betting = new Set(view.bets.map(({ seat }) => seat));
  const awaited = [...betting].filter((seat) => !view.ready.includes(seat));
  const waiting =
    view.ready.length > 0 && awaited.length > 0
      ? ` · waiting for ${awaited.map((seat) => nameOf(props, seat)).join(", ")}`
      : "";
  return `Shoe ${view.shoe.number} · ${view.shoe.cardsLeft} cards left${last}${waiting}`;
};

const Settled = () => {
  const { props } = useLayout();
  const { events, currency, you } = props;
  const dealt = events.findLast(({ type }) => type === "coup-dealt");
  const settled = events.flatMap((event) =>
    event.type === "settled" && event.seq === dealt?.seq ? [event.data] : [],
  );
  if (settled.length === 0) return null;
  const mine = settled.find(({ seat }) => seat === you);
  return (
    <ul className="coup-result" data-testid="coup-result">
      {mine?.lines.map((line) => (
        <li key={line.bet} className={`verdict-${line.verdict}`}>
          {lineText(line, currency)}
        </li>
      ))}
      {settled
        .filter(({ seat }) => seat !== you)
        .map(({ seat, staked, back }) => (
          <li key={seat} className="muted">
            {nameOf(props, seat)}: {signed(back - staked, currency)}
          </li>
        ))}
    </ul>
  );
};

const lineText = ({ bet, stake, verdict, back }: SettledLine, currency: Currency): string => {
  switch (verdict) {
    case "won":
      return `${betTitles[bet]} won ${formatAmount(back - stake, currency)}`;
    case "pushed":
      return `${betTitles[bet]} came back`;
    case "lost":
      return `${betTitles[bet]} lost ${formatAmount(stake, currency)}`;
  }
};

const signed = (net: number, currency: Currency): string =>
  net === 0 ? "even" : `${net > 0 ? "+" : "−"}${formatAmount(Math.abs(net), currency)}`;
