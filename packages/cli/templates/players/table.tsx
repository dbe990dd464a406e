import { formatAmount, type TypesOfGame } from "@parlor/kit";
import type { TableProps } from "@parlor/games/tables";
import type { oneCard } from "./game.ts";
import "./table.css";

type Props = TableProps<TypesOfGame<typeof oneCard>>;

/** Shows the view, and offers exactly what is legal; seats, clocks and refusals are the page's. */
export const OneCardTable = (props: Props) => {
  const { view, you, currency } = props;
  const pot = view.paid.reduce((sum, paid) => sum + paid, 0);
  return (
    <section className="one-card felt" aria-label="One card">
      <p className="one-card-own" aria-label="Your card">
        {view.card ?? "?"}
      </p>
      <p>Pot: {formatAmount(pot, currency)}</p>
      <p role="status">{statusText(props)}</p>
      {you !== null && <Controls {...props} />}
    </section>
  );
};

const Controls = ({ legal, limits, currency, busy, act }: Props) => {
  const canAnte = legal.some(({ type }) => type === "ante");
  const canDecide = legal.some(({ type }) => type === "decide");
  const unit = formatAmount(limits.min, currency);
  return (
    <div className="one-card-controls">
      <button
        type="button"
        className="primary"
        disabled={!canAnte || busy}
        onClick={() => act({ type: "ante" })}
      >
        Ante {unit}
      </button>
      <button
        type="button"
        disabled={!canDecide || busy}
        onClick={() => act({ type: "decide", decision: "stay" })}
      >
        Stay for {unit}
      </button>
      <button
        type="button"
        disabled={!canDecide || busy}
        onClick={() => act({ type: "decide", decision: "fold" })}
      >
        Fold
      </button>
    </div>
  );
};

const statusText = ({ view, you, players, currency }: Props): string => {
  const name = (seat: number): string => players[seat] ?? `seat ${seat + 1}`;
  if (view.mover !== null)
    return view.mover === you ? "Your turn." : `${name(view.mover)} has to decide.`;
  if (view.last === null) return "A hand is dealt when both antes are in.";
  const { winners, pot, cards } = view.last;
  const shown = cards.length > 0 ? ` Shown: ${cards.join(" and ")}.` : "";
  return `${winners.map(name).join(" and ")}: ${formatAmount(pot, currency)} won.${shown}`;
};
