import { clockCorrectionRate, clockLookMs, timerWaitMaxMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";

/** A clock that others may lead. */
export interface SteadyClock extends Clock {
  /**
   * Keeps to this time from now on, and no longer to the wall clock: whoever has a better clock calls it again and again with
   * what that one says. The first time the clock is `set`, which is to happen before anything is played; then it follows slowly, so
   * that an answer that was long on its way does no harm.
   */
  follow(now: number): void;
  /**
   * Sets the clock outright, for whoever plays nothing at this moment. It goes back only as far as the latest time that it has
   * told; what is left of the way it goes slowly.
   */
  set(now: number): void;
}

export interface SteadyClockOptions {
  /** Milliseconds since 1970; may jump in any direction at any time. */
  readonly wall: () => number;
  /** Never go back, and never jump. */
  readonly ticks: Clock["ticks"];
  /** Waits for so many ticks. */
  readonly after: Clock["after"];
}

/**
 * A clock that never goes back, stands still or jumps: it begins with the wall clock, runs with the ticks, and goes a little
 * faster or slower while the clock that it follows says something else. So nobody's turn is over, and nobody's takes an hour,
 * because a machine's clock was set.
 *
 * The ticks are to be the machine's monotonic clock. That one goes on while the process is stopped: the clock is right afterwards,
 * and timers ring late. It does not go on while the machine sleeps, on Linux at least: then no time has passed for those who
 * play, nothing rings late, and the clock is behind by the sleep until it has caught up, or is `set`.
 */
export const steadyClock = ({ wall, ticks, after }: SteadyClockOptions): SteadyClock => {
  /** What is added to the ticks: so much at the moment `since`, and on its way to `target`. */
  let offset = wall() - ticks();
  let target = offset;
  let since = ticks();
  let lookedAt = since;
  let isLed = false;
  let latest = Number.NEGATIVE_INFINITY;

  const offsetAt = (at: number): number => {
    const most = (at - since) * clockCorrectionRate;
    return target > offset ? Math.min(target, offset + most) : Math.max(target, offset - most);
  };
  const aimAt = (now: number, at: number): void => {
    offset = offsetAt(at);
    since = at;
    target = now - at;
  };
  const set = (now: number): void => {
    const at = ticks();
    since = at;
    target = now - at;
    offset = Math.max(now, latest) - at;
  };

  return {
    now: () => {
      const at = ticks();
      if (!isLed && at - lookedAt >= clockLookMs) {
        lookedAt = at;
        aimAt(wall(), at);
      }
      // Whatever sums of large and small numbers round to, and should the ticks go back after all.
      return (latest = Math.max(latest, Math.floor(at + offsetAt(at))));
    },
    ticks,
    after: (ms, run) => {
      const behind = target - offsetAt(ticks());
      const wait =
        behind > 0
          ? Math.max(ms - behind, ms / (1 + clockCorrectionRate))
          : Math.min(ms - behind, ms / (1 - clockCorrectionRate));
      return after(Math.min(Math.ceil(wait), timerWaitMaxMs), run);
    },
    follow: (now) => {
      if (isLed) aimAt(now, ticks());
      else set(now);
      isLed = true;
    },
    set,
  };
};
