import { useLayout } from "./layout-context.tsx";
import { BetSpot } from "./spot.tsx";

/** The self-service side of the layout: lines, come, field, big 6 and 8. */
export const LineBets = () => {
  const { props, limits } = useLayout();
  const up = new Set(
    props.view.bets.filter(({ seat }) => seat === props.you).map(({ bet }) => bet),
  );
  const shows = (bet: "pass-odds" | "dont-pass-odds"): boolean => limits.has(bet) || up.has(bet);
  return (
    <div className="line-bets">
      <div className="line-row">
        <BetSpot bet="come" className="spot-wide spot-come">
          <b>COME</b>
        </BetSpot>
        <BetSpot bet="dont-come" className="spot-wide">
          Don't come
          <small>bar {props.config.dontBar}</small>
        </BetSpot>
      </div>
      <BetSpot bet="field" className="spot-wide">
        <b>FIELD</b>
        <small>
          2 · 3 · 4 · 9 · 10 · 11 · 12 — 2 pays {payText(props.config.field2Pays)}, 12 pays{" "}
          {payText(props.config.field12Pays)}
        </small>
      </BetSpot>
      <div className="line-row">
        <BetSpot bet="dont-pass" className="spot-wide">
          Don't pass
          <small>bar {props.config.dontBar}</small>
        </BetSpot>
        {shows("dont-pass-odds") && <BetSpot bet="dont-pass-odds">Lay odds</BetSpot>}
      </div>
      <div className="line-row">
        <BetSpot bet="pass" className="spot-wide spot-pass">
          <b>PASS LINE</b>
        </BetSpot>
        {shows("pass-odds") && <BetSpot bet="pass-odds">Odds</BetSpot>}
      </div>
      <div className="line-row">
        <BetSpot bet="big-6" className="spot-half">
          Big 6
        </BetSpot>
        <BetSpot bet="big-8" className="spot-half">
          Big 8
        </BetSpot>
      </div>
    </div>
  );
};

const payText = (fraction: string): string => fraction.replace("/", ":");
