import { formatAmount, type TypesOfGame } from "@parlor/kit";
import { useState } from "react";
import { ChipTray } from "../chip-tray.tsx";
import { amountWithin, chipValues } from "../chips.ts";
import type { TableProps } from "../table-props.ts";
import { readMachine } from "./check-machine.ts";
import type { slotMachine } from "./game.ts";
import type { MachineData } from "./machine.ts";
import { PayTable } from "./pay-table.tsx";
import { gearOf, type Gear } from "./reels.ts";
import { ReelWindow } from "./reel-window.tsx";
import "./table.css";

export type SlotProps = TableProps<TypesOfGame<ReturnType<typeof slotMachine>>>;

/** The table of one machine: its reels, what they won, and what to spin next. */
export const slotTable = (data: MachineData) => {
  const gear = gearOf(readMachine(data));
  return function SlotTable(props: SlotProps) {
    const { view, currency, you } = props;
    const { machine } = gear;
    return (
      <section className="slots felt" aria-label={machine.title}>
        {machine.jackpot && view.meter !== null && (
          <p className="slots-meter" data-testid="slots-meter">
            {machine.jackpot.title} <b>{formatAmount(view.meter, currency)}</b>
          </p>
        )}
        <ReelWindow gear={gear} view={view} />
        <Result gear={gear} {...props} />
        {you !== null &&
          (view.feature ? <FreeSpins {...props} /> : <Wager gear={gear} {...props} />)}
        <PayTable gear={gear} />
      </section>
    );
  };
};

const Result = ({ gear, view, currency }: SlotProps & { readonly gear: Gear }) => {
  const { last, jackpot, won } = view;
  const titleOf = (symbol: string): string => gear.machine.symbols[symbol]?.title ?? symbol;
  return (
    <div className="slots-result" role="status" data-testid="slots-result">
      {last === null ? (
        <p className="muted">Nothing was spun yet.</p>
      ) : (
        <>
          <p>
            {last.isFree ? "Free spin: " : ""}
            {last.won > 0 ? <b>{formatAmount(last.won, currency)} won.</b> : "No win."}
            {last.awarded > 0 && ` ${last.awarded} free spins!`}
            {last.isFree && won !== null && ` ${formatAmount(won, currency)} in all.`}
          </p>
          {jackpot > 0 && (
            <p className="slots-jackpot">
              {gear.machine.jackpot?.title} won: {formatAmount(jackpot, currency)}!
            </p>
          )}
          <ul className="slots-wins">
            {last.wins.map((win) => (
              <li key={`${win.symbol} ${win.line ?? ""}`}>
                {win.count} × {titleOf(win.symbol)}
                {win.line !== null && `, line ${win.line + 1}`}
                {win.ways > 1 && `, ${win.ways} ways`}: {formatAmount(win.won, currency)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};

const FreeSpins = ({ view, currency, legal, busy, act }: SlotProps) => {
  const { feature } = view;
  if (feature === null) return null;
  return (
    <div className="slots-free">
      <p>
        <b>{feature.left}</b> free spins left, {feature.played} played,{" "}
        {formatAmount(feature.won, currency)} won so far
      </p>
      <button
        type="button"
        className="primary slots-spin"
        disabled={busy || !legal.some(({ type }) => type === "free-spin")}
        data-testid="free-spin"
        onClick={() => act({ type: "free-spin" })}
      >
        Free spin
      </button>
    </div>
  );
};

/** What to bet on, the stake out of chips, and the button that spins. */
const Wager = ({
  gear,
  limits,
  currency,
  legal,
  busy,
  act,
}: SlotProps & { readonly gear: Gear }) => {
  const chips = chipValues(limits);
  const [chip, setChip] = useState(chips[0] ?? limits.min);
  const [stake, setStake] = useState(limits.min);
  const [bet, setBet] = useState(gear.bets.at(-1)?.id ?? "");
  const add = (by: number): void => setStake(amountWithin(stake + by, limits) ?? limits.min);
  return (
    <>
      {gear.bets.length > 1 && (
        <fieldset className="slots-bets">
          <legend>Play</legend>
          {gear.bets.map(({ id, title }) => (
            <label key={id}>
              <input
                type="radio"
                name="bet"
                checked={id === bet}
                onChange={() => setBet(id)}
                data-testid={`bet-${id}`}
              />
              {title}
            </label>
          ))}
        </fieldset>
      )}
      <div className="slots-stake">
        <ChipTray values={chips} chosen={chip} currency={currency} choose={setChip} />
        <div className="slots-amount">
          <button type="button" onClick={() => add(-chip)} aria-label="Take a chip off the stake">
            −
          </button>
          <output aria-label="Stake" data-testid="slots-stake">
            {formatAmount(stake, currency)}
          </output>
          <button type="button" onClick={() => add(chip)} aria-label="Add a chip to the stake">
            +
          </button>
        </div>
      </div>
      <button
        type="button"
        className="primary slots-spin"
        disabled={busy || !legal.some(({ type }) => type === "spin")}
        data-testid="spin"
        onClick={() => act({ type: "spin", bet, stake })}
      >
        Spin
      </button>
    </>
  );
};
