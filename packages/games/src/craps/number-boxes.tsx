import { points, type Point } from "./dice.ts";
import { useLayout } from "./layout-context.tsx";
import { BetSpot, Stakes } from "./spot.tsx";

const names: Readonly<Record<Point, string>> = {
  4: "4",
  5: "5",
  6: "SIX",
  8: "8",
  9: "NINE",
  10: "10",
};

/** The six numbers: where come bets travel to, and what can be bet on each. */
export const NumberBoxes = () => (
  <div className="numbers">
    {points.map((number) => (
      <NumberBox key={number} number={number} />
    ))}
  </div>
);

const NumberBox = ({ number }: { readonly number: Point }) => {
  const { props, limits } = useLayout();
  const { view, config } = props;
  const on = view.point === number;
  return (
    <div
      className={on ? "number number-on" : "number"}
      role="group"
      aria-label={`Number ${number}`}
    >
      <div className="number-head">
        <span className="number-name">{names[number]}</span>
        {on && (
          <span className="puck" data-testid="puck">
            ON
          </span>
        )}
      </div>
      <Travelled number={number} />
      <div className="number-bets">
        <BetSpot bet={`place-${number}`}>Place</BetSpot>
        <BetSpot bet={`buy-${number}`}>Buy</BetSpot>
        <BetSpot bet={`lay-${number}`}>Lay</BetSpot>
        {config.putBets && <BetSpot bet={`put-${number}`}>Put</BetSpot>}
        {config.putBets && limits.has(`put-odds-${number}`) && (
          <BetSpot bet={`put-odds-${number}`}>Put odds</BetSpot>
        )}
      </div>
    </div>
  );
};

/** Come and don't come bets that have come here, with their odds. */
const Travelled = ({ number }: { readonly number: Point }) => {
  const { props, limits } = useLayout();
  const up = new Set<string>(props.view.bets.map(({ bet }) => bet));
  return (["come", "dont-come"] as const).map((kind) => {
    const [spot, odds] = [`${kind}-${number}`, `${kind}-odds-${number}`] as const;
    if (!up.has(spot) && !up.has(odds)) return null;
    return (
      <div key={kind} className="travelled">
        <span className="travelled-flat">
          {kind === "come" ? "Come" : "Don't"} <Stakes spot={spot} />
        </span>
        {(limits.has(odds) || up.has(odds)) && <BetSpot bet={odds}>Odds</BetSpot>}
      </div>
    );
  });
};
