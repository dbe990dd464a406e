import { formatAmount, type TypesOfGame } from "@parlor/kit";
import type { TableProps } from "@parlor/games/tables";
import { useState } from "react";
import type { secondDraw } from "./game.ts";
import "./table.css";

type Props = TableProps<TypesOfGame<typeof secondDraw>>;

/** Shows the view, and offers exactly what is legal; seats, clocks and refusals are the page's. */
export const SecondDrawTable = (props: Props) => {
  const { view, you, currency } = props;
  return (
    <section className="second-draw felt" aria-label="Second draw">
      <p className="second-draw-number" aria-label="Number">
        {view.first ?? view.last?.second ?? "?"}
      </p>
      <p role="status">{statusText(view, currency)}</p>
      {you !== null && <Controls {...props} />}
    </section>
  );
};

const Controls = ({ legal, limits, currency, busy, act }: Props) => {
  const [stake, setStake] = useState(limits.min);
  const canDraw = legal.some(({ type }) => type === "draw");
  const canCall = legal.some(({ type }) => type === "call");
  return (
    <div className="second-draw-controls">
      <label>
        Stake: {formatAmount(stake, currency)}
        <input
          type="range"
          min={limits.min}
          max={limits.max}
          step={limits.step ?? limits.min}
          value={stake}
          disabled={!canDraw}
          onChange={({ target }) => setStake(target.valueAsNumber)}
        />
      </label>
      <button
        type="button"
        className="primary"
        disabled={!canDraw || busy}
        onClick={() => act({ type: "draw", stake })}
      >
        Draw
      </button>
      {(["higher", "lower"] as const).map((call) => (
        <button
          key={call}
          type="button"
          disabled={!canCall || busy}
          onClick={() => act({ type: "call", call })}
        >
          Call {call}
        </button>
      ))}
    </div>
  );
};

const statusText = ({ first, last }: Props["view"], currency: Props["currency"]): string => {
  if (first !== null) return `A ${first}. Is the next one higher or lower?`;
  if (last === null) return "Choose a stake and draw.";
  if (last.call === null) return "The time ran out; the stake is gone.";
  const drawn = `After ${last.first}, called ${last.call}, came ${last.second}`;
  return last.won > 0
    ? `${drawn}: ${formatAmount(last.won, currency)} won.`
    : `${drawn}: the stake is gone.`;
};
