import type { Limits } from "@parlor/kit";

const divisorOf = (a: number, b: number): number => (b === 0 ? a : divisorOf(b, a % b));

/**
 * The stakes within a table's limits that so many lines or coins share evenly; undefined where there is none. A
 * stake is split into whole minor units, so that no payout of a multiple of them is ever rounded.
 */
export const stakesInUnits = (
  { min, max, step = 1 }: Limits,
  units: number,
): Limits | undefined => {
  const divisor = divisorOf(step, units);
  if (min % divisor !== 0) return undefined;
  let least = min;
  // The remainders repeat after units / divisor steps, so the search ends.
  while (least % units !== 0) least += step;
  const between = (step / divisor) * units;
  return least > max ? undefined : { min: least, max, step: between };
};
