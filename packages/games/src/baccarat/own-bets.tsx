import { formatAmount } from "@parlor/kit";
import { chipText } from "../chips.ts";
import { betTitles } from "./bet-ids.ts";
import { useLayout, type BaccaratProps } from "./layout-context.tsx";

const ownOf = ({ view, you }: BaccaratProps) => view.bets.filter(({ seat }) => seat === you);

/** What a seat may do with its bets as a whole. */
export const OwnButtons = () => {
  const { props, may } = useLayout();
  const { act, busy, currency, view, you } = props;
  const total = ownOf(props).reduce((sum, { stake }) => sum + stake, 0);
  const isReady = view.ready.some((seat) => seat === you);
  return (
    <div className="table-buttons">
      <span className="at-stake" data-testid="own-total">
        {total > 0 ? `${formatAmount(total, currency)} at stake` : "Nothing at stake"}
      </span>
      <button
        type="button"
        disabled={!may.has("clear") || busy}
        data-testid="clear"
        onClick={() => act({ type: "clear" })}
      >
        Clear
      </button>
      <button
        type="button"
        disabled={!may.has("repeat") || busy}
        data-testid="repeat"
        onClick={() => act({ type: "repeat" })}
      >
        Repeat
      </button>
      <button
        type="button"
        className="primary"
        disabled={!may.has("deal") || busy}
        data-testid="deal"
        onClick={() => act({ type: "deal" })}
      >
        {isReady ? "Called" : "Deal"}
      </button>
    </div>
  );
};

/** The bets of a seat one by one, to be taken back. */
export const OwnBets = () => {
  const { props, takeBack } = useLayout();
  const { act, currency } = props;
  const own = ownOf(props);
  if (own.length === 0) return null;
  return (
    <ul className="own-stakes" aria-label="Your bets" data-testid="own-bets">
      {own.map(({ bet, stake }) => (
        <li key={bet}>
          {betTitles[bet]} <b>{chipText(stake, currency)}</b>
          {takeBack.has(bet) && (
            <button
              type="button"
              className="quiet"
              aria-label={`Take back ${betTitles[bet]}`}
              data-testid={`take-back-${bet}`}
              onClick={() => act({ type: "take-back", bet })}
            >
              ✕
            </button>
          )}
        </li>
      ))}
    </ul>
  );
};
