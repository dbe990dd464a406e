import { formatAmount } from "@parlor/kit";
import { betsOf } from "../placed-bets.ts";
import { useLayout } from "./layout-context.tsx";
import { titleOfId } from "./place-titles.ts";

/** The buttons of a seat, and its bets as a list. */
export const OwnBets = () => {
  const { props, may, takeBack } = useLayout();
  const { act, busy, currency, view, you } = props;
  if (you === null) return null;
  const [own, locked] = [betsOf(view.bets, you), betsOf(view.prison, you)];
  const total = [...own, ...locked].reduce((sum, { stake }) => sum + stake, 0);
  return (
    <div className="own-places">
      <div className="own-buttons">
        <button
          type="button"
          className="primary spin"
          disabled={!may.has("spin") || busy}
          data-testid="spin"
          onClick={() => act({ type: "spin" })}
        >
          {view.ready.includes(you) ? "No more bets" : "Spin"}
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
        <span className="own-total" data-testid="own-total">
          {total > 0 ? `${formatAmount(total, currency)} at stake` : "Nothing at stake"}
        </span>
      </div>
      {total > 0 && (
        <ul data-testid="own-bets">
          {locked.map(({ place, stake }) => (
            <li key={`prison ${place}`}>
              {titleOfId(place)} <b>{formatAmount(stake, currency)}</b>{" "}
              <span className="pill pill-paused">In prison</span>
            </li>
          ))}
          {own.map(({ place, stake }) => (
            <li key={place}>
              {titleOfId(place)} <b>{formatAmount(stake, currency)}</b>
              {takeBack.has(place) && (
                <button
                  type="button"
                  className="quiet"
                  aria-label={`Take back ${titleOfId(place)}`}
                  data-testid={`take-back-${place}`}
                  onClick={() => act({ type: "take-back", place })}
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
