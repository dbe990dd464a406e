import { formatAmount } from "@parlor/kit";
import { betTitles } from "./bet-ids.ts";
import { useLayout } from "./layout-context.tsx";

/** The buttons of a seat, and its bets as a list. */
export const OwnBets = () => {
  const { props, may, takeBack } = useLayout();
  const { act, busy, currency, view, you } = props;
  if (you === null) return null;
  const own = view.bets.filter(({ seat }) => seat === you);
  const total = own.reduce((sum, { stake }) => sum + stake, 0);
  return (
    <div className="own-stakes">
      <div className="own-stakes-buttons">
        <button
          type="button"
          className="primary deal"
          disabled={!may.has("deal") || busy}
          data-testid="deal"
          onClick={() => act({ type: "deal" })}
        >
          {view.ready.includes(you) ? "Called" : "Deal"}
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
          disabled={!may.has("clear") || busy}
          data-testid="clear"
          onClick={() => act({ type: "clear" })}
        >
          Clear
        </button>
        <span data-testid="own-total">
          {total > 0 ? `${formatAmount(total, currency)} at stake` : "Nothing at stake"}
        </span>
      </div>
      {own.length > 0 && (
        <ul data-testid="own-bets">
          {own.map(({ bet, stake }) => (
            <li key={bet}>
              {betTitles[bet]} <b>{formatAmount(stake, currency)}</b>
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
      )}
    </div>
  );
};
