import { formatAmount } from "@parlor/kit";
import { bets } from "./bets.ts";
import { ownBets, useLayout, type OpenBetView } from "./layout-context.tsx";

/** One's own bets as a list: how much, whether it works, and what may be done with it. */
export const OwnBets = () => {
  const { props } = useLayout();
  const own = ownBets(props);
  if (props.you === null) return null;
  const total = own.reduce((sum, { amount, commission }) => sum + amount + commission, 0);
  return (
    <div className="own-bets">
      <h3>
        Your bets{" "}
        {own.length > 0 && (
          <span className="muted">{formatAmount(total, props.currency)} on the table</span>
        )}
      </h3>
      {own.length === 0 ? (
        <p className="muted">None yet: choose a chip and click a place on the layout.</p>
      ) : (
        <ul data-testid="own-bets">
          {own.map((bet) => (
            <OwnBet key={bet.bet} bet={bet} />
          ))}
        </ul>
      )}
    </div>
  );
};

const OwnBet = ({ bet }: { readonly bet: OpenBetView }) => {
  const { props, takeDown, callable } = useLayout();
  const { title } = bets[bet.bet];
  return (
    <li data-testid={`own-${bet.bet}`}>
      <span className="own-title">
        {title}
        {bet.commission > 0 && (
          <small className="muted">
            with {formatAmount(bet.commission, props.currency)} commission
          </small>
        )}
      </span>
      <span className="own-amount">{formatAmount(bet.amount, props.currency)}</span>
      <span className={bet.works ? "pill pill-in_progress" : "pill pill-paused"}>
        {bet.works ? "Working" : "Off"}
      </span>
      <span className="own-buttons">
        {callable.has(bet.bet) && <CallButtons bet={bet} />}
        {takeDown.has(bet.bet) && (
          <button
            type="button"
            onClick={() => props.act({ type: "take-down", bet: bet.bet })}
            aria-label={`Take down ${title}`}
            data-testid={`take-down-${bet.bet}`}
          >
            Take down
          </button>
        )}
      </span>
    </li>
  );
};

const CallButtons = ({ bet }: { readonly bet: OpenBetView }) => {
  const { act } = useLayout().props;
  const { title } = bets[bet.bet];
  return (
    <>
      <button
        type="button"
        onClick={() => act({ type: "working", bet: bet.bet, call: bet.works ? "off" : "on" })}
        aria-label={`Call ${title} ${bet.works ? "off" : "on"}`}
        data-testid={`working-${bet.bet}`}
      >
        {bet.works ? "Call off" : "Call on"}
      </button>
      {bet.call !== "house" && (
        <button
          type="button"
          onClick={() => act({ type: "working", bet: bet.bet, call: "house" })}
          aria-label={`Leave ${title} to the house rule`}
        >
          House rule
        </button>
      )}
    </>
  );
};
