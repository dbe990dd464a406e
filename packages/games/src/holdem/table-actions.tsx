import { formatAmount, type Currency, type Limits } from "@parlor/kit";
import { useId, useState } from "react";
import { amountWithin } from "../chips.ts";
import type { TableProps } from "../table-props.ts";
import type { TypesOfGame } from "@parlor/kit";
import type { holdem } from "./game.ts";
import { potRaise, type HandView } from "./table-words.ts";

export type HoldemProps = TableProps<TypesOfGame<typeof holdem>>;

const rangeOf = (domain: readonly number[] | Limits): Limits =>
  "min" in domain ? domain : { min: domain[0] ?? 0, max: domain.at(-1) ?? 0 };

/** Everything that may be done now: the turn first, then what concerns the seat. */
export const Actions = (props: HoldemProps) => (
  <div className="holdem-actions">
    <TurnActions {...props} />
    <SeatActions {...props} />
  </div>
);

const TurnActions = ({ view, legal, busy, you, currency, act }: HoldemProps) => {
  const { hand } = view;
  if (!hand || you === null || hand.turn !== you) return null;
  const has = (type: string) => legal.some((choice) => choice.type === type);
  const raise = legal.find((choice) => choice.type === "bet" || choice.type === "raise");
  const own = hand.players.find((player) => player.seat === you && !player.left)?.bet ?? 0;
  const stack = view.seats[you]?.stack ?? 0;
  const toCall = Math.min(hand.level - own, stack);
  return (
    <>
      <div className="holdem-moves">
        {has("fold") && (
          <button
            type="button"
            disabled={busy}
            onClick={() => act({ type: "fold" })}
            data-testid="fold"
          >
            Fold
          </button>
        )}
        {has("check") && (
          <button
            type="button"
            className="primary"
            disabled={busy}
            onClick={() => act({ type: "check" })}
            data-testid="check"
          >
            Check
          </button>
        )}
        {has("call") && (
          <button
            type="button"
            className="primary"
            disabled={busy}
            onClick={() => act({ type: "call" })}
            data-testid="call"
          >
            Call {formatAmount(toCall, currency)}
          </button>
        )}
      </div>
      {raise && (
        <Raise
          // Another turn begins with the least raise again.
          key={`${hand.number} ${hand.street} ${hand.level}`}
          type={raise.type}
          range={rangeOf(raise.fields.to)}
          allIn={own + stack}
          hand={hand}
          you={you}
          busy={busy}
          currency={currency}
          act={act}
        />
      )}
    </>
  );
};

interface RaiseProps {
  readonly type: "bet" | "raise";
  readonly range: Limits;
  /** What lies before the seat when all its chips do. */
  readonly allIn: number;
  readonly hand: HandView;
  readonly you: number;
  readonly busy: boolean;
  readonly currency: Currency;
  readonly act: HoldemProps["act"];
}

/** How much to bet or to raise to: a slider with the usual amounts beside it. */
const Raise = ({ type, range, allIn, hand, you, busy, currency, act }: RaiseProps) => {
  const [to, setTo] = useState(range.min);
  const at = (halves: number) => amountWithin(potRaise(hand, you, halves), range) ?? range.min;
  const presets = [
    { name: "Min", to: range.min },
    { name: "½ pot", to: at(1) },
    { name: "Pot", to: at(2) },
    { name: range.max === allIn ? "All-in" : "Max", to: range.max },
  ];
  const label = type === "bet" ? "Bet" : "Raise to";
  return (
    <div className="holdem-raise">
      {range.max > range.min && (
        <>
          <AmountSlider
            label={`${label}, amount`}
            range={range}
            value={to}
            change={setTo}
            currency={currency}
          />
          <div className="holdem-presets" role="group" aria-label="Usual amounts">
            {presets.map((preset) => (
              <button
                key={preset.name}
                type="button"
                className="quiet"
                onClick={() => setTo(preset.to)}
              >
                {preset.name}
              </button>
            ))}
          </div>
        </>
      )}
      <button
        type="button"
        className="primary"
        disabled={busy}
        onClick={() => act({ type, to })}
        data-testid="raise"
      >
        {label} {formatAmount(to, currency)}
      </button>
    </div>
  );
};

const AmountSlider = ({
  label,
  range,
  value,
  change,
  currency,
}: {
  readonly label: string;
  readonly range: Limits;
  readonly value: number;
  readonly change: (value: number) => void;
  readonly currency: Currency;
}) => {
  const id = useId();
  return (
    <div className="holdem-slider">
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={range.min}
        max={range.max}
        step={1}
        value={value}
        aria-valuetext={formatAmount(value, currency)}
        onChange={(event) => change(Number(event.target.value))}
      />
    </div>
  );
};

const SeatActions = ({ legal, busy, currency, act, view, you }: HoldemProps) => {
  const buyIn = legal.find((choice) => choice.type === "buy-in");
  const straddle = legal.find((choice) => choice.type === "straddle");
  const has = (type: string) => legal.some((choice) => choice.type === type);
  const stack = you === null ? 0 : (view.seats[you]?.stack ?? 0);
  return (
    <>
      {buyIn && (
        <BuyIn
          key={stack}
          range={rangeOf(buyIn.fields.amount)}
          isFirst={stack === 0}
          busy={busy}
          currency={currency}
          act={act}
        />
      )}
      <div className="holdem-moves holdem-aside">
        {has("show") && (
          <button
            type="button"
            disabled={busy}
            onClick={() => act({ type: "show" })}
            data-testid="show"
          >
            Show cards
          </button>
        )}
        {has("sit-in") && (
          <button
            type="button"
            className="primary"
            disabled={busy}
            onClick={() => act({ type: "sit-in" })}
            data-testid="sit-in"
          >
            Sit in
          </button>
        )}
        {has("sit-out") && (
          <button
            type="button"
            disabled={busy}
            onClick={() => act({ type: "sit-out" })}
            data-testid="sit-out"
          >
            Sit out next hand
          </button>
        )}
        {straddle && (
          <button
            type="button"
            disabled={busy}
            onClick={() =>
              act({ type: "straddle", on: !(you !== null && view.seats[you]?.straddles) })
            }
            aria-pressed={you !== null && view.seats[you]?.straddles}
          >
            Straddle
          </button>
        )}
      </div>
    </>
  );
};

const BuyIn = ({
  range,
  isFirst,
  busy,
  currency,
  act,
}: {
  readonly range: Limits;
  readonly isFirst: boolean;
  readonly busy: boolean;
  readonly currency: Currency;
  readonly act: HoldemProps["act"];
}) => {
  const [amount, setAmount] = useState(range.max);
  const form = (
    <div className="holdem-raise">
      {range.max > range.min && (
        <AmountSlider
          label="Chips, amount"
          range={range}
          value={amount}
          change={setAmount}
          currency={currency}
        />
      )}
      <button
        type="button"
        className={isFirst ? "primary" : ""}
        disabled={busy}
        onClick={() => act({ type: "buy-in", amount })}
        data-testid="buy-in"
      >
        {isFirst ? "Buy" : "Add"} {formatAmount(amount, currency)}
      </button>
    </div>
  );
  if (isFirst) return form;
  return (
    <details className="holdem-topup">
      <summary>Add chips</summary>
      {form}
    </details>
  );
};
