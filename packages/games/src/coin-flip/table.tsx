import type { TypesOfGame } from "@parlor/kit";
import { formatAmount } from "@parlor/kit";
import { useState } from "react";
import { ChipTray } from "../chip-tray.tsx";
import { amountWithin, chipValues } from "../chips.ts";
import type { TableProps } from "../table-props.ts";
import type { coinFlip } from "./game.ts";
import "./table.css";

type Props = TableProps<TypesOfGame<typeof coinFlip>>;

/** A coin, the two calls, and a stake that is put together from chips. */
export const CoinFlipTable = (props: Props) => {
  const { view, currency, events, you } = props;
  const last = events.findLast((event) => event.type === "landed");
  return (
    <section className="coin-flip felt" aria-label="Coin flip">
      <Coin side={view.last} toss={last?.seq ?? 0} />
      <p className="coin-result" role="status" data-testid="coin-result">
        {last ? resultText(last.data, currency, you !== null) : waitingText(you)}
      </p>
      {props.you !== null && <Wager {...props} />}
    </section>
  );
};

/** The stake, put together from chips, and the two calls. */
const Wager = ({ limits, currency, legal, busy, act }: Props) => {
  const chips = chipValues(limits);
  const [chip, setChip] = useState(chips[0] ?? limits.min);
  const [stake, setStake] = useState(limits.min);
  const flip = legal.find((choice) => choice.type === "flip");
  const add = (by: number): void => setStake(amountWithin(stake + by, limits) ?? limits.min);
  return (
    <>
      <div className="coin-stake">
        <ChipTray values={chips} chosen={chip} currency={currency} choose={setChip} />
        <div className="coin-amount">
          <button type="button" onClick={() => add(-chip)} aria-label="Take a chip off the stake">
            −
          </button>
          <output aria-label="Stake" data-testid="coin-stake">
            {formatAmount(stake, currency)}
          </output>
          <button type="button" onClick={() => add(chip)} aria-label="Add a chip to the stake">
            +
          </button>
        </div>
      </div>
      <div className="coin-calls">
        {(["heads", "tails"] as const).map((call) => (
          <button
            key={call}
            type="button"
            className="primary"
            disabled={!flip || busy}
            data-testid={`call-${call}`}
            onClick={() => act({ type: "flip", call, stake })}
          >
            Call {call}
          </button>
        ))}
      </div>
    </>
  );
};

const Coin = ({
  side,
  toss,
}: {
  readonly side: "heads" | "tails" | null;
  readonly toss: number;
}) => (
  // A new key per toss starts the animation anew, also when the same side lands twice.
  <div className={`coin coin-${side ?? "none"}`} key={toss} aria-hidden="true">
    {side === null ? "?" : side === "heads" ? "H" : "T"}
  </div>
);

const waitingText = (you: number | null): string =>
  you === null ? "Nobody has called it yet." : "Choose a stake and call it.";

const resultText = (
  { side, call, won }: { readonly side: string; readonly call: string; readonly won: number },
  currency: Props["currency"],
  own: boolean,
): string => {
  if (side !== call) return `${side}. The call was ${call}; the stake is gone.`;
  return `${side}! The call was right: ${formatAmount(won, currency)} ${own ? "for you" : "paid"}.`;
};
