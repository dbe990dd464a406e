import { formatAmount } from "@parlor/kit";
import { chipText } from "../chips.ts";
import { betsOf } from "../placed-bets.ts";
import { useLayout, type RouletteProps } from "./layout-context.tsx";
import { titleOfId } from "./place-titles.ts";

const totalOf = ({ view, you }: RouletteProps): number =>
  [...view.bets, ...view.prison].reduce(
    (sum, { seat, stake }) => (seat === you ? sum + stake : sum),
    0,
  );

/** What a seat may do with its bets as a whole. */
export const OwnButtons = () => {
  const { props, may } = useLayout();
  const { act, busy, currency, view, you } = props;
  const total = totalOf(props);
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
        disabled={!may.has("spin") || busy}
        data-testid="spin"
        onClick={() => act({ type: "spin" })}
      >
        {isReady ? "Called" : "Spin"}
      </button>
    </div>
  );
};

/** The bets of a seat one by one, to be taken back. */
export const OwnBets = () => {
  const { props, takeBack } = useLayout();
  const { act, currency, view, you } = props;
  if (you === null || totalOf(props) === 0) return null;
  return (
    <ul className="own-places" aria-label="Your bets" data-testid="own-bets">
      {betsOf(view.prison, you).map(({ place, stake }) => (
        <li key={`prison ${place}`}>
          {titleOfId(place)} <b>{chipText(stake, currency)}</b>{" "}
          <span className="pill pill-paused">In prison</span>
        </li>
      ))}
      {betsOf(view.bets, you).map(({ place, stake }) => (
        <li key={place}>
          {titleOfId(place)} <b>{chipText(stake, currency)}</b>
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
  );
};
