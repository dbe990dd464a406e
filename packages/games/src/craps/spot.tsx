import { formatAmount } from "@parlor/kit";
import type { ReactNode } from "react";
import { Chip } from "../chip-tray.tsx";
import { amountWithin } from "../chips.ts";
import type { BetId, Spot as SpotId } from "./bet-ids.ts";
import { bets } from "./bets.ts";
import { useLayout, type Layout } from "./layout-context.tsx";

interface BetSpotProps {
  readonly bet: BetId;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A place to bet on: one click puts the chosen chip there. */
export const BetSpot = ({ bet, className = "", children }: BetSpotProps) => {
  const layout = useLayout();
  const { act } = layout.props;
  const limits = layout.limits.get(bet);
  const amount = limits && amountWithin(layout.chip, limits);
  return (
    <button
      type="button"
      className={`spot ${className}`}
      disabled={amount === undefined}
      aria-label={spokenSpot(layout, bet)}
      data-testid={`bet-${bet}`}
      onClick={() => {
        // Not held back while an answer is awaited: chips are put down as fast as one clicks.
        if (amount !== undefined) act({ type: "bet", bet, amount });
      }}
    >
      <span className="spot-label">{children}</span>
      <Stakes spot={bet} />
    </button>
  );
};

/** The chips that stand on a spot: the own ones, and those of all others together. */
export const Stakes = ({ spot }: { readonly spot: SpotId }) => {
  const { props } = useLayout();
  const { mine, others } = standing(props, spot);
  if (!mine && others === 0) return null;
  return (
    <span className="stakes" data-testid={`stakes-${spot}`}>
      {mine && <Chip amount={mine.amount} currency={props.currency} tone="own" />}
      {others > 0 && <Chip amount={others} currency={props.currency} tone="other" />}
      {mine && !mine.works && <span className="off-tag">OFF</span>}
    </span>
  );
};

const standing = ({ view, you }: Layout["props"], spot: SpotId) => {
  const here = view.bets.filter(({ bet }) => bet === spot);
  const mine = here.find(({ seat }) => seat === you);
  const others = here.reduce((sum, { seat, amount }) => (seat === you ? sum : sum + amount), 0);
  return { mine, others };
};

const spokenSpot = ({ props }: Layout, bet: BetId): string => {
  const { title, pays } = bets[bet];
  const { mine, others } = standing(props, bet);
  return [
    title,
    pays === undefined ? "" : `pays ${pays}`,
    mine ? `you have ${formatAmount(mine.amount, props.currency)}${mine.works ? "" : ", off"}` : "",
    others > 0 ? `others have ${formatAmount(others, props.currency)}` : "",
  ]
    .filter(Boolean)
    .join(", ");
};
