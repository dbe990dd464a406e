import { isRefusal, limits as kitLimits, refuse, scale } from "@parlor/kit";
import type { CommonRefusal, Limits, Refusal, Seat } from "@parlor/kit";
import { stakeOn } from "../placed-bets.ts";
import type { Chips } from "./announced.ts";
import type { KindRules } from "./kinds.ts";
import { isOffered, type Place } from "./places.ts";
import type { RefusalCode } from "./refusals.ts";
import type { RouletteReadTable, State } from "./state.ts";

export type No = Refusal<RefusalCode | CommonRefusal>;

type Side = KindRules["side"];

/** A straight returns 36 times its stake, and every win must be an amount that can be paid. */
export const stakeMax = Math.floor(kitLimits.amountMax / 40);

/** The most that lies on one place of this side, all told. */
const mostOn = (side: Side, { limits, config }: RouletteReadTable): number => {
  const most = Math.min(limits.max, stakeMax);
  return side === "outside"
    ? most
    : Math.max(limits.min, scale(most, config.insideMaximum, "down"));
};

/** The least that is put on a place of this side; what does not meet the table's steps is brought down to them. */
const leastOn = (side: Side, { limits, config }: RouletteReadTable): number => {
  const { min, max, step = 1 } = limits;
  if (side === "inside" || config.outsideMinimumTimes === 1) return min;
  const wanted = Math.min(min * config.outsideMinimumTimes, max, stakeMax);
  return wanted - ((wanted - min) % step);
};

/**
 * What a chip on this place may be now, or why none may be. `legal` lists exactly this and `bet` accepts
 * exactly this, so the two cannot disagree. Checks, in order: the table takes the bet; there is room
 * below the place's maximum.
 */
export const allowance = (
  state: State,
  seat: Seat,
  place: Place,
  table: RouletteReadTable,
): Limits | No => allowanceAbove(stakeOn(state.bets, seat, place.id), place, table);

/** The same where it is known what the seat has there already. */
export const allowanceAbove = (up: number, place: Place, table: RouletteReadTable): Limits | No => {
  if (!isOffered(table.config.wheel, place.id)) return refuse("not_offered");
  return allowanceWithin(boundsOf(place.rules.side, table), up, table);
};

/** The least that is put on a place, and the most that lies there, all told. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

export const boundsOf = (side: Side, table: RouletteReadTable): Bounds => ({
  least: leastOn(side, table),
  most: mostOn(side, table),
});

/** The same on a place that is offered, where its bounds are known too. */
export const allowanceWithin = (
  { least, most }: Bounds,
  up: number,
  table: RouletteReadTable,
): Limits | No => {
  const max = most - up;
  if (max < least) return refuse("above_maximum", `no more than ${most} on a place`);
  return withStep(least, max, table);
};

export const withStep = (
  min: number,
  max: number,
  { limits: { step } }: RouletteReadTable,
): Limits => (step === undefined ? { min, max } : { min, max, step });

/** What each chip of an announced bet may be: what all of its places allow. */
export const chipAllowance = (
  chips: readonly Chips[],
  allowedOn: (place: Place) => Limits | No,
  table: RouletteReadTable,
): Limits | No => {
  let [min, max] = [1, stakeMax];
  for (const { place, count } of chips) {
    const allowed = allowedOn(place);
    if (isRefusal(allowed)) return allowed;
    min = Math.max(min, allowed.min);
    max = Math.min(max, Math.floor(allowed.max / count));
  }
  if (max < min) return refuse("above_maximum", `no more than ${max} a chip`);
  return withStep(min, max, table);
};

/** The kit's own checks of an amount: the bank sees chips, which may be several of that amount. */
export const amountRefusal = (amount: number, { min, max, step }: Limits): No | undefined => {
  if (amount < min) return refuse("below_minimum", `the minimum is ${min}`);
  if (amount > max) return refuse("above_maximum", `the maximum is ${max}`);
  if (step !== undefined && (amount - min) % step !== 0)
    return refuse("invalid_amount", `in steps of ${step} from ${min}`);
  return undefined;
};
