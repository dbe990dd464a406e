import type { Currency } from "@parlor/kit";
import { chipText } from "./chips.ts";
import "./chip-tray.css";

/** One chip, or a stack that is told as one; its colour says which of the tray's chips it is worth. */
export const Chip = ({
  amount,
  currency,
  tone,
}: {
  readonly amount: number;
  readonly currency: Currency;
  readonly tone: string;
}) => (
  <span className={`chip chip-${tone}`} aria-hidden="true">
    {chipText(amount, currency)}
  </span>
);

interface ChipTrayProps {
  readonly values: readonly number[];
  readonly chosen: number;
  readonly currency: Currency;
  readonly choose: (value: number) => void;
}

/** Which chip the next click bets. */
export const ChipTray = ({ values, chosen, currency, choose }: ChipTrayProps) => (
  <fieldset className="chip-tray">
    <legend>Chip</legend>
    {values.map((value, index) => (
      <label key={value} className="chip-choice">
        <input
          type="radio"
          name="chip"
          value={value}
          checked={value === chosen}
          onChange={() => choose(value)}
          aria-label={`${chipText(value, currency)} chip`}
          data-testid={`chip-${value}`}
        />
        <Chip amount={value} currency={currency} tone={String(index)} />
      </label>
    ))}
  </fieldset>
);
