import { Die } from "../die.tsx";
import { nameOf, ownBets, useLayout, type Layout } from "./layout-context.tsx";
import { RollResult } from "./roll-result.tsx";
import { rollReport } from "./roll-report.ts";

/** The dice, what they did last, and the button of the shooter. */
export const DiceTray = () => {
  const layout = useLayout();
  const { props, mayRoll, mayPass } = layout;
  const { view, events, busy, act } = props;
  const last = view.rolls.at(-1);
  const report = rollReport(events);
  return (
    <div className="dice-tray">
      <div
        className="dice"
        key={report?.seq ?? 0}
        role="img"
        aria-label={last ? `The dice show ${last[0]} and ${last[1]}` : "No roll yet"}
      >
        <Die face={last?.[0] ?? 6} className="die" />
        <Die face={last?.[1] ?? 1} className="die die-second" />
      </div>
      <div className="dice-words">
        <p className="dice-call" role="status" data-testid="call">
          {report
            ? report.call
            : view.point === null
              ? "Come-out roll"
              : `The point is ${view.point}`}
        </p>
        <p className="muted" data-testid="shooter">
          {shooterText(layout)}
        </p>
        <RollResult report={report} />
      </div>
      <div className="dice-buttons">
        {props.you !== null && props.you === view.shooter && (
          <button
            type="button"
            className="primary roll"
            disabled={!mayRoll || busy}
            data-testid="roll"
            onClick={() => act({ type: "roll" })}
          >
            Roll
          </button>
        )}
        {mayPass && (
          <button
            type="button"
            disabled={busy}
            data-testid="pass-dice"
            onClick={() => act({ type: "pass-dice" })}
          >
            Pass the dice
          </button>
        )}
      </div>
      <RecentRolls rolls={view.rolls} />
    </div>
  );
};

const shooterText = ({ props, mayRoll }: Layout): string => {
  const { view, you, running } = props;
  const puck = view.point === null ? "come-out" : `point ${view.point}`;
  if (view.shooter === null) return `Nobody shoots yet · ${puck}`;
  if (view.shooter !== you) return `${nameOf(props, view.shooter)} shoots · ${puck}`;
  if (mayRoll || !running) return `You shoot · ${puck}`;
  return ownBets(props).length === 0
    ? "You shoot: bet on the pass or don't pass line, then roll."
    : "You shoot: a come-out roll needs a pass or don't pass bet.";
};

const RecentRolls = ({ rolls }: { readonly rolls: readonly (readonly [number, number])[] }) => {
  if (rolls.length === 0) return null;
  const totals = rolls.map(([first, second]) => first + second).toReversed();
  return (
    <ol
      className="recent-rolls"
      aria-label="The last rolls, the newest first"
      data-testid="recent-rolls"
    >
      {totals.map((total, age) => (
        // A roll is told apart by its age alone.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={age} className={total === 7 ? "seven" : ""}>
          {total}
        </li>
      ))}
    </ol>
  );
};
