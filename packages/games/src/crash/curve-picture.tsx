import { multiplierAt, startMultiplier } from "./curve.ts";

const [width, height] = [600, 240];
const stepCount = 60;

interface CurveProps {
  readonly phase: "betting" | "flying" | "crashed";
  readonly elapsedMs: number;
  readonly doublingMs: number;
}

/** The multiplier over time, drawn so that the newest point stays in the picture. */
export const Curve = ({ phase, elapsedMs, doublingMs }: CurveProps) => {
  if (phase === "betting" || elapsedMs === 0)
    return <svg className="crash-curve" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" />;
  const spanMs = Math.max(elapsedMs * 1.1, doublingMs / 2);
  const top = Math.max(
    startMultiplier * 1.5,
    multiplierAt(Math.floor(elapsedMs), doublingMs) * 1.25,
  );
  const place = (ms: number): string => {
    const rise = multiplierAt(Math.floor(ms), doublingMs) - startMultiplier;
    const x = (ms / spanMs) * width;
    const y = height - (rise / (top - startMultiplier)) * height;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const points = Array.from({ length: stepCount + 1 }, (_, step) =>
    place((elapsedMs * step) / stepCount),
  );
  const end = points.at(-1)?.split(" ") ?? ["0", "0"];
  return (
    <svg className="crash-curve" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path
        className="crash-area"
        d={`M0 ${height} L${points.join(" L")} L${end[0]} ${height} Z`}
      />
      <path className="crash-line" d={`M${points.join(" L")}`} />
      <circle className="crash-tip" cx={end[0]} cy={end[1]} r="7" />
    </svg>
  );
};
