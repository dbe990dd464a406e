import { formatAmount, type TypesOfGame } from "@parlor/kit";
import { PlayingCard } from "../playing-card.tsx";
import { ActionButtons, ActionLog, nameAt, PokerSeats } from "../short-poker.tsx";
import type { TableProps } from "../table-props.ts";
import { raiseUnits } from "./config.ts";
import type { leducPoker } from "./game.ts";

type Props = TableProps<TypesOfGame<typeof leducPoker>>;

/** A card each and one in the middle: what was done on both streets, and what may be done now. */
export const LeducPokerTable = (props: Props) => {
  const { view, legal, busy, act, config, currency, you } = props;
  const missing = you === null ? 0 : Math.max(...view.paid) - (view.paid[you] ?? 0);
  const raise = (raiseUnits[view.street] ?? 0) * config.ante;
  const labels = {
    fold: "Fold",
    call: missing > 0 ? `Call ${formatAmount(missing, currency)}` : "Check",
    raise: `Raise by ${formatAmount(raise, currency)}`,
  };
  return (
    <section className="short-poker felt" aria-label="Leduc poker">
      <p className="short-status" role="status" data-testid="leduc-status">
        {statusText(props)}
      </p>
      <div className="short-middle">
        {view.board !== null && <PlayingCard card={view.board} />}
        <span>Pot {formatAmount(view.pot, currency)}</span>
      </div>
      <PokerSeats {...props} {...view} />
      <div>
        <ActionLog label="First street" actions={view.streets[0] ?? []} />
        <ActionLog label="Second street" actions={view.streets[1] ?? []} />
      </div>
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
  const [first, ...others] = view.winners;
  if (first !== undefined) {
    if (others.length > 0) return "The pot is shared.";
    return first === you ? "You take the pot." : `${nameAt(props, first)} takes the pot.`;
  }
  const hand = config.hands > 1 ? `Hand ${view.hand} of ${config.hands}. ` : "";
  if (view.mover === null) return hand;
  return view.mover === you ? `${hand}Your turn.` : `${hand}${nameAt(props, view.mover)} to act.`;
};
