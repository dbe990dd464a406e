import { useState } from "react";
import { ChipTray } from "../chip-tray.tsx";
import { chipValues } from "../chips.ts";
import { LayoutContext, layoutOf, type RouletteProps } from "./layout-context.tsx";
import { NumberGrid } from "./number-grid.tsx";
import { OwnBets, OwnButtons } from "./own-bets.tsx";
import { Racetrack } from "./racetrack.tsx";
import { WheelPanel } from "./wheel-panel.tsx";
import "./table.css";

/** The roulette layout: every place that may be bet on now is a button for the chosen chip. */
export const RouletteTable = (props: RouletteProps) => {
  const chips = chipValues(props.limits);
  const [chosen, setChosen] = useState<number | null>(null);
  const chip = chosen ?? chips[0] ?? props.limits.min;
  return (
    <LayoutContext value={layoutOf(props, chip)}>
      <section className="roulette" aria-label="Roulette">
        <WheelPanel />
        <NumberGrid />
        {props.you !== null && (
          <div className="roulette-tray">
            <ChipTray values={chips} chosen={chip} currency={props.currency} choose={setChosen} />
            <OwnButtons />
          </div>
        )}
        <OwnBets />
        <Racetrack />
      </section>
    </LayoutContext>
  );
};
