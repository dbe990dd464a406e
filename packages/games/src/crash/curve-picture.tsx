import { startMultiplier } from "./curve.ts";

const [width, height] = [600, 240];
const stepCount = 60;

/** The curve as `multiplierAt` has it, but not in steps of whole hundredths: for the eye only. */
const smoothAt = (ms: number, doublingMs: number): number => {
  const part = (ms % doublingMs) / doublingMs;
  return (startMultiplier * 2 ** Math.floor(ms / doublingMs) * ((1 + part) ** 2 + 2)) / 3;
};

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
  const top = Math.max(startMultiplier * 1.5, smoothAt(elapsedMs, doublingMs) * 1.25);
  const place = (ms: number): string => {
    const rise = smoothAt(ms, doublingMs) - startMultiplier;
    const x = (ms / spanMs) * width;
    const y = height - (rise / (top - startMultiplier)) * height;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const points = Array.from({ length: stepCount + 1 }, (_, step) =>
    place((elapsedMs * step) / stepCount),
  );
  const end = points.at(-1) ?? "0 0";
  return (
    <svg
      className="crash-curve"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path
        className="crash-area"
        d={`M0 ${height} L${points.join(" L")} L${end.split(" ")[0]} ${height} Z`}
      />
      <path className="crash-line" d={`M${points.join(" L")}`} />
      {/* A line without length is a dot that stays round however the picture is stretched. */}
      <path className="crash-tip" d={`M${end} h0`} />
    </svg>
  );
};
