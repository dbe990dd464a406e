import { useEffect, useState } from "react";
import { multiplierAt, startMultiplier } from "./curve.ts";
import { flightMsMax } from "./flight.ts";
import type { CrashProps } from "./props.ts";

/** Where the flight is now, as far as this page can tell; what counts is the server's clock. */
interface Flight {
  readonly elapsedMs: number;
  readonly multiplier: number;
  /** What is left of the time to bet; null while no clock runs. */
  readonly leftMs: number | null;
}

/** Runs between two updates by the clock that all at the table share, frame by frame. */
export const useMultiplier = ({ view, config, timers, now, running }: CrashProps): Flight => {
  const [at, setAt] = useState(now);
  const isMoving = running && (view.phase === "flying" || timers["betting"] !== undefined);
  useEffect(() => {
    if (!isMoving) return;
    let frame = requestAnimationFrame(function next() {
      setAt(now());
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [isMoving, now]);

  const { flight, betting } = timers;
  const leftMs = betting ? Math.max(0, betting.dueAt - at) : null;
  if (view.phase === "crashed") {
    const point = Math.max(view.point ?? 0, startMultiplier);
    return { elapsedMs: elapsedTo(point, config.doublingMs), multiplier: point, leftMs };
  }
  if (!flight) return { elapsedMs: 0, multiplier: startMultiplier, leftMs };
  const longest = flightMsMax(config);
  const elapsedMs = Math.floor(Math.max(0, Math.min(longest, longest - (flight.dueAt - at))));
  return { elapsedMs, multiplier: multiplierAt(elapsedMs, config.doublingMs), leftMs };
};

const elapsedTo = (point: number, doublingMs: number): number =>
  Math.round(doublingMs * Math.log2(point / startMultiplier));
