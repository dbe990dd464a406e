import type { Measurement, Params } from "./cases.ts";
import { spanOf, type Range } from "./figures.ts";

export type Get = (measurement: Measurement, params: Params, figure: string) => Range | undefined;
export interface Reading {
  readonly figure: string;
  /** Undefined where something was not measured. */
  readonly met: boolean | undefined;
}

/** What Parlor is to reach, and how to read off the rows whether it does. */
export interface Target {
  readonly where: string;
  readonly goal: string;
  readonly read: (get: Get) => Reading;
}

export const within = (range: Range | undefined, holds: (median: number) => boolean): Reading => ({
  figure: spanOf(range),
  met: range && holds(range.median),
});
export const atMost = (max: number) => (range: Range | undefined) =>
  within(range, (median) => median <= max);
export const atLeast = (min: number) => (range: Range | undefined) =>
  within(range, (median) => median >= min);
