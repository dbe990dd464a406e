import { formatAmount } from "@parlor/kit";
import type { CSSProperties, ReactNode } from "react";
import { Chip } from "../chip-tray.tsx";
import { amountWithin } from "../chips.ts";
import { standingOn, useLayout, type Layout } from "./layout-context.tsx";
import type { LayoutBox, LayoutPoint } from "./layout-points.ts";
import { titleOf } from "./place-titles.ts";
import type { Place } from "./places.ts";

/** Places in units of the layout, which the style sheet lays out lengthwise or upright. */
export const pointStyle = ({ along, across }: LayoutPoint): CSSProperties =>
  ({ "--along": along, "--across": across }) as CSSProperties; // custom properties have no types

export const boxStyle = (box: LayoutBox): CSSProperties => ({
  ...pointStyle(box),
  ...({ "--depth": box.depth, "--width": box.width } as CSSProperties),
});

interface SpotProps {
  readonly place: Place;
  readonly className: string;
  readonly style?: CSSProperties;
  readonly children: ReactNode;
}

/** A place to bet on: one click puts the chosen chip there. */
export const Spot = ({ place, className, style, children }: SpotProps) => {
  const layout = useLayout();
  const limits = layout.limits.get(place.id);
  const amount = limits && amountWithin(layout.chip, limits);
  return (
    <button
      type="button"
      className={className}
      style={style}
      disabled={amount === undefined}
      aria-label={spokenPlace(layout, place)}
      title={titleOf(place)}
      data-testid={`bet-${place.id}`}
      onClick={() => {
        // Not held back while an answer is awaited: chips are put down as fast as one clicks.
        if (amount !== undefined) layout.props.act({ type: "bet", bet: place.id, amount });
      }}
    >
      {children}
    </button>
  );
};

/** The chips that lie on a place: the own ones, those of the others, and what is in prison. */
export const Chips = ({
  place,
  style,
}: {
  readonly place: string;
  readonly style?: CSSProperties;
}) => {
  const { props } = useLayout();
  const { currency, view, you } = props;
  const { mine, others } = standingOn(view.bets, place, you);
  const locked = standingOn(view.prison, place, you);
  const isLocked = locked.mine + locked.others > 0;
  if (mine + others === 0 && !isLocked) return null;
  return (
    <span className="placed" style={style} data-testid={`chips-${place}`}>
      {others > 0 && <Chip amount={others} currency={currency} tone="other" />}
      {mine > 0 && <Chip amount={mine} currency={currency} tone="own" />}
      {isLocked && (
        <span className="locked">
          <Chip
            amount={locked.mine > 0 ? locked.mine : locked.others}
            currency={currency}
            tone={locked.mine > 0 ? "own" : "other"}
          />
        </span>
      )}
    </span>
  );
};

const spokenPlace = ({ props }: Layout, place: Place): string => {
  const { currency, view, you } = props;
  const { mine, others } = standingOn(view.bets, place.id, you);
  const locked = standingOn(view.prison, place.id, you);
  return [
    titleOf(place),
    `pays ${place.rules.pays} to 1`,
    mine > 0 ? `you have ${formatAmount(mine, currency)}` : "",
    locked.mine > 0 ? `${formatAmount(locked.mine, currency)} in prison` : "",
    others > 0 ? `others have ${formatAmount(others, currency)}` : "",
  ]
    .filter(Boolean)
    .join(", ");
};
