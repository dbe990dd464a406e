import { formatAmount, type TypesOfGame } from "@parlor/kit";
import { ActionButtons, ActionLog, nameAt, PokerSeats } from "../short-poker.tsx";
import type { TableProps } from "../table-props.ts";
import type { kuhnPoker } from "./game.ts";

type Props = TableProps<TypesOfGame<typeof kuhnPoker>>;

/** One card each, one bet: the cards, what was done, and the two buttons. */
export const KuhnPokerTable = (props: Props) => {
  const { view, legal, busy, act, config, currency } = props;
  const facesBet = view.actions.includes("bet");
  const unit = formatAmount(config.ante, currency);
  const labels = {
    pass: facesBet ? "Fold" : "Check",
    bet: facesBet ? `Call ${unit}` : `Bet ${unit}`,
  };
  return (
    <section className="short-poker felt" aria-label="Kuhn poker">
      <p className="short-status" role="status" data-testid="kuhn-status">
        {statusText(props)}
      </p>
      <p className="short-middle">Pot {formatAmount(view.pot, currency)}</p>
      <PokerSeats {...props} {...view} winners={view.winner === null ? [] : [view.winner]} />
      <ActionLog label="This hand" actions={view.actions} />
      <ActionButtons
        busy={busy}
        actions={legal.map(({ type }) => ({
          name: type,
          label: labels[type],
          do: () => act({ type }),
        }))}
      />
    </section>
  );
};

const statusText = (props: Props): string => {
  const { view, you, config } = props;
  if (view.phase === "waiting") return "The cards are dealt when both seats are taken.";
  if (view.winner !== null)
    return view.winner === you
      ? "You take the pot."
      : `${nameAt(props, view.winner)} takes the pot.`;
  const hand = config.hands > 1 ? `Hand ${view.hand} of ${config.hands}. ` : "";
  if (view.mover === null) return hand;
  return view.mover === you ? `${hand}Your turn.` : `${hand}${nameAt(props, view.mover)} to act.`;
};
