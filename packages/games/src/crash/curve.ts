import { assert } from "@parlor/kit";

/** Multipliers are whole hundredths: 250 is 2.50 times the stake. A flight begins at 1.00. */
export const startMultiplier = 100;

/**
 * The multiplier after so many milliseconds of flight, in hundredths rounded down. It doubles every
 * `doublingMs`; between two doublings it follows a parabola that leaves each with twice the slope it
 * came in with, which is never more than a third of a hundredth part off the exponential. All of it is
 * whole numbers below 2^53, so that a browser, a server and a verifier cannot disagree.
 */
export const multiplierAt = (elapsedMs: number, doublingMs: number): number => {
  const rest = elapsedMs % doublingMs;
  const base = startMultiplier * 2 ** ((elapsedMs - rest) / doublingMs);
  const square = doublingMs * doublingMs;
  const product = base * ((doublingMs + rest) ** 2 + 2 * square);
  assert(Number.isSafeInteger(product), "the flight is longer than any that is flown");
  const divisor = 3 * square;
  return (product - (product % divisor)) / divisor;
};

/** The first millisecond of a flight at which the multiplier is at least this. */
export const timeOf = (multiplier: number, doublingMs: number): number => {
  let [base, start] = [startMultiplier, 0];
  while (base * 2 <= multiplier) {
    base *= 2;
    start += doublingMs;
  }
  let [low, high] = [0, doublingMs];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (multiplierAt(start + middle, doublingMs) >= multiplier) high = middle;
    else low = middle + 1;
  }
  return start + low;
};
