import { formatAmount, type Limits } from "@parlor/kit";
import { useId, useState } from "react";
import { ChipTray } from "../chip-tray.tsx";
import { amountWithin, chipValues } from "../chips.ts";
import { worthOf } from "./flight.ts";
import { multiplierText, type CrashProps } from "./props.ts";

type WagerProps = CrashProps & { readonly multiplier: number };

/** The stake, the target, and the one button of the moment. */
export const Wager = (props: WagerProps) => {
  const { legal, view, currency, busy, act, multiplier } = props;
  const types = new Set(legal.map(({ type }) => type));
  const { own } = view;
  if (types.has("cash-out") && own) {
    const worth = worthOf(own.stake, Math.min(multiplier, own.target));
    return (
      <div className="crash-wager panel">
        <button
          type="button"
          className="primary crash-out"
          disabled={busy}
          data-testid="cash-out"
          onClick={() => act({ type: "cash-out" })}
        >
          Cash out {formatAmount(worth, currency)}
        </button>
        <p className="muted">
          {formatAmount(own.stake, currency)} in; out by itself at {multiplierText(own.target)}
        </p>
      </div>
    );
  }
  if (types.has("cancel") && own)
    return (
      <div className="crash-wager panel">
        <p data-testid="crash-own">
          {formatAmount(own.stake, currency)} on this flight, out by itself at{" "}
          {multiplierText(own.target)}.
        </p>
        <button type="button" disabled={busy} onClick={() => act({ type: "cancel" })}>
          Take it back
        </button>
      </div>
    );
  if (types.has("bet")) return <BetForm {...props} />;
  return (
    <div className="crash-wager panel">
      <p data-testid="crash-own">{ownText(props)}</p>
    </div>
  );
};

const ownText = ({ view, currency }: CrashProps): string => {
  const { own, phase } = view;
  if (!own) return phase === "flying" ? "You have no bet on this flight." : "";
  if (own.out !== null)
    return `Out at ${multiplierText(own.out)}: ${formatAmount(own.paid, currency)} for you.`;
  return phase === "crashed"
    ? `${formatAmount(own.stake, currency)} went down with it.`
    : `In the air; out at ${multiplierText(own.target)}.`;
};

const isRange = (domain: readonly number[] | Limits | undefined): domain is Limits =>
  domain !== undefined && !Array.isArray(domain);

const BetForm = ({ legal, currency, busy, act, config }: WagerProps) => {
  const targetId = useId();
  const choice = legal.find((one) => one.type === "bet");
  const wide = choice?.type === "bet" && isRange(choice.fields.stake) ? choice.fields.stake : null;
  const chips = wide ? chipValues(wide) : [];
  const [chip, setChip] = useState<number | null>(null);
  const [wished, setStake] = useState<number | null>(null);
  const [text, setText] = useState("");
  if (!wide) return null;
  const chosen = chip ?? chips[0] ?? wide.min;
  const stake = amountWithin(wished ?? wide.min, wide) ?? wide.min;
  const add = (by: number): void => setStake(amountWithin(stake + by, wide) ?? wide.min);
  const target = Math.round(Number(text) * 100);
  const isAimed = text.trim() !== "";
  const isSound = isAimed
    ? target >= config.targetMin && target <= config.multiplierMax
    : config.manualCashOut;
  return (
    <form
      className="crash-wager panel"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSound) act({ type: "bet", stake, ...(isAimed ? { target } : {}) });
      }}
    >
      <ChipTray values={chips} chosen={chosen} currency={currency} choose={setChip} />
      <div className="crash-amount">
        <button type="button" onClick={() => add(-chosen)} aria-label="Take a chip off the stake">
          −
        </button>
        <output aria-label="Stake" data-testid="crash-stake">
          {formatAmount(stake, currency)}
        </output>
        <button type="button" onClick={() => add(chosen)} aria-label="Add a chip to the stake">
          +
        </button>
      </div>
      <label className="crash-target" htmlFor={targetId}>
        <span>Out at</span>
        <input
          id={targetId}
          inputMode="decimal"
          placeholder={config.manualCashOut ? "by hand" : "2.00"}
          value={text}
          aria-invalid={!isSound}
          data-testid="crash-target"
          onChange={(event) => setText(event.target.value.replace(",", "."))}
        />
        <span>×</span>
      </label>
      <button
        type="submit"
        className="primary crash-bet"
        disabled={busy || !isSound}
        data-testid="crash-bet"
      >
        Bet
      </button>
    </form>
  );
};
