import { formatAmount } from "@parlor/kit";
import { useState } from "react";
import { ChipTray } from "../chip-tray.tsx";
import { amountWithin, chipValues } from "../chips.ts";
import { adviserFor, type Advice } from "./analysis/advice.ts";
import { betIds, type BetId } from "./bet-ids.ts";
import type { BlackjackProps } from "./table.tsx";
import { adviceNames, sideBetTitles } from "./words.ts";

/** Everything that is legal for whoever looks, and nothing else. */
export const Actions = (props: BlackjackProps) =>
  props.view.phase === "betting" ? <Betting {...props} /> : <Playing {...props} />;

const titleOf = (bet: BetId): string => (bet === "main" ? "Bet" : sideBetTitles[bet]);

const Betting = ({ limits, currency, legal, busy, act }: BlackjackProps) => {
  const chips = chipValues(limits);
  const [chip, setChip] = useState(chips[1] ?? chips[0] ?? limits.min);
  const places = legal.flatMap((choice) => (choice.type === "bet" ? [choice.fields] : []));
  const can = (type: string): boolean => legal.some((choice) => choice.type === type);
  // A round's rules list each bet by itself, with its own range.
  const rangeOf = (bet: BetId) =>
    places.find((fields) => fields.bet.some((one) => one === bet))?.amount as
      | typeof limits
      | undefined;
  return (
    <div className="bj-actions panel">
      <ChipTray values={chips} chosen={chip} currency={currency} choose={setChip} />
      <div className="bj-buttons">
        {betIds.map((bet) => {
          const range = rangeOf(bet);
          const amount = range && amountWithin(Math.max(chip, range.min), range);
          return amount === undefined ? null : (
            <button
              key={bet}
              type="button"
              className={bet === "main" && !can("deal") ? "primary" : ""}
              disabled={busy}
              data-testid={`bj-bet-${bet}`}
              onClick={() => act({ type: "bet", bet, amount })}
            >
              {titleOf(bet)} <small>{formatAmount(amount, currency)}</small>
            </button>
          );
        })}
        {can("take-back") && (
          <button
            type="button"
            disabled={busy}
            data-testid="bj-take-back"
            onClick={() => act({ type: "take-back" })}
          >
            Take back
          </button>
        )}
        {can("deal") && (
          <button
            type="button"
            className="primary"
            disabled={busy}
            data-testid="bj-deal"
            onClick={() => act({ type: "deal" })}
          >
            {can("take-back") ? "Deal" : "Deal without me"}
          </button>
        )}
        {legal.length === 0 && <p className="muted">Waiting for the others to bet.</p>}
      </div>
    </div>
  );
};

const plainActions = [
  "hit",
  "stand",
  "double",
  "split",
  "surrender",
  "even-money",
  "decline",
] as const satisfies readonly Advice[];

const Playing = (props: BlackjackProps) => {
  const { legal, currency, busy, act } = props;
  const insurance = legal.find((choice) => choice.type === "insure")?.fields.amount;
  const insuranceMax = insurance && "max" in insurance ? insurance.max : null;
  const open = plainActions.filter((type) => legal.some((choice) => choice.type === type));
  if (legal.length === 0)
    return (
      <div className="panel">
        <p className="muted">{waitingText(props)}</p>
      </div>
    );
  return (
    <div className="bj-actions panel">
      <div className="bj-buttons">
        {insuranceMax !== null && (
          <button
            type="button"
            disabled={busy}
            data-testid="bj-insure"
            onClick={() => act({ type: "insure", amount: insuranceMax })}
          >
            Insure for {formatAmount(insuranceMax, currency)}
          </button>
        )}
        {open.map((type) => (
          <button
            key={type}
            type="button"
            className={type === "hit" || type === "stand" ? "primary" : ""}
            disabled={busy}
            data-testid={`bj-${type}`}
            onClick={() => act({ type })}
          >
            {adviceNames[type]}
          </button>
        ))}
      </div>
      <Hint {...props} />
    </div>
  );
};

const waitingText = ({ view, you }: BlackjackProps): string =>
  you !== null && (view.places[you]?.hands.length ?? 0) > 0
    ? "Waiting for the others."
    : "You sit this round out.";

/** The best play for what lies open, told when it is asked for; another decision hides it again. */
const Hint = (props: BlackjackProps) => {
  const moment = JSON.stringify([props.view.phase, props.view.turn, props.view.places]);
  const [asked, setAsked] = useState<string | null>(null);
  // It takes a moment to work out, so it is left alone until somebody wants it.
  const advice = asked === moment ? adviceFor(props) : null;
  return (
    <p className="bj-hint">
      <button
        type="button"
        className="quiet"
        data-testid="bj-hint"
        onClick={() => setAsked(moment)}
      >
        Hint
      </button>
      <output data-testid="bj-hint-text">
        {advice === null ? "" : `Best on average: ${adviceNames[advice].toLowerCase()}.`}
      </output>
    </p>
  );
};

const adviceFor = ({ view, you, config }: BlackjackProps): Advice | null => {
  const [up] = view.dealer.cards;
  const hands = you === null ? undefined : view.places[you]?.hands;
  if (!up || !hands || hands.length === 0 || view.phase === "betting") return null;
  const moment = view.phase === "offers" ? "offers" : "turn";
  return adviserFor(config).advise({ moment, up, hands, hand: view.turn?.hand ?? 0 });
};
