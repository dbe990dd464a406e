import { useState } from "react";
import { ChipTray } from "../chip-tray.tsx";
import { chipValues } from "../chips.ts";
import { BetSpots } from "./bet-spots.tsx";
import { CoupPanel } from "./coup-panel.tsx";
import { LayoutContext, layoutOf, type BaccaratProps } from "./layout-context.tsx";
import { OwnBets, OwnButtons } from "./own-bets.tsx";
import { RoadPanel } from "./road-panel.tsx";
import "./table.css";

/** The baccarat table: both hands, the bets that may be made now, and the roads of the shoe. */
export const BaccaratTable = (props: BaccaratProps) => {
  const chips = chipValues(props.limits);
  const [chosen, setChosen] = useState<number | null>(null);
  const chip = chosen ?? chips[0] ?? props.limits.min;
  return (
    <LayoutContext value={layoutOf(props, chip)}>
      <section className="baccarat" aria-label="Baccarat">
        <CoupPanel />
        <BetSpots />
        {props.you !== null && (
          <div className="baccarat-tray">
            <ChipTray values={chips} chosen={chip} currency={props.currency} choose={setChosen} />
            <OwnButtons />
          </div>
        )}
        <OwnBets />
        <RoadPanel />
      </section>
    </LayoutContext>
  );
};
