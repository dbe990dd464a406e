import { medianOf } from "./percentiles.ts";

/** A figure over its runs. */
export interface Range {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export const rangeOf = (values: readonly (number | undefined)[]): Range | undefined => {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return undefined;
  return { median: medianOf(known), min: Math.min(...known), max: Math.max(...known) };
};

/** Three digits that mean something, and whole numbers from a hundred on. */
export const numberText = (value: number): string =>
  Math.abs(value) >= 100
    ? Math.round(value).toLocaleString("en")
    : String(Number(value.toPrecision(3)));

/** The median with the range: `0.25 (0.21–0.31)`. */
export const spanOf = (range: Range | undefined): string => {
  if (!range) return "–";
  const [median, min, max] = [range.median, range.min, range.max].map(numberText);
  return min === max ? String(median) : `${median} (${min}–${max})`;
};
