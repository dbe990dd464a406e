import { useState } from "react";
import { ChipTray } from "../chip-tray.tsx";
import { chipValues } from "../chips.ts";
import { CentreBets, HopBets } from "./centre-bets.tsx";
import { DiceTray } from "./dice-tray.tsx";
import { LayoutContext, layoutOf, type CrapsProps } from "./layout-context.tsx";
import { LineBets } from "./line-bets.tsx";
import { NumberBoxes } from "./number-boxes.tsx";
import { OwnBets } from "./own-bets.tsx";
import "./table.css";

/** The craps layout: every place that may be bet on now is a button for the chosen chip. */
export const CrapsTable = (props: CrapsProps) => {
  const chips = chipValues(props.limits);
  const [chosen, setChosen] = useState<number | null>(null);
  const chip = chosen ?? chips[1] ?? chips[0] ?? props.limits.min;
  const layout = layoutOf(props, chip);
  return (
    <LayoutContext value={layout}>
      <section className="craps" aria-label="Craps">
        <DiceTray />
        <div className="craps-layout felt">
          <div className="craps-main">
            <NumberBoxes />
            <LineBets />
          </div>
          <CentreBets />
          <HopBets />
        </div>
        {props.you !== null && (
          <div className="craps-chips">
            <ChipTray values={chips} chosen={chip} currency={props.currency} choose={setChosen} />
          </div>
        )}
        <OwnBets />
      </section>
    </LayoutContext>
  );
};
