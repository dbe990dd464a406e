import type { Currency, Limits } from "@parlor/kit";

const chipMultiples = [1, 5, 25, 100, 500] as const;

const fits = (value: number, { min, max, step = 1 }: Limits): boolean =>
  value >= min && value <= max && (value - min) % step === 0;

/** Chips that make sense at a table: its minimum and the usual multiples of it. */
export const chipValues = (limits: Limits): readonly number[] => {
  const values = chipMultiples.map((multiple) => multiple * limits.min);
  return values.filter((value) => fits(value, limits));
};

/** The most that is at or below `wanted` and within the limits; undefined when even the least is more. */
export const amountWithin = (
  wanted: number,
  { min, max, step = 1 }: Limits,
): number | undefined => {
  const most = Math.min(wanted, max);
  return most < min ? undefined : min + step * Math.floor((most - min) / step);
};

/** How an amount is written on a chip: "25", "0.50", "1.5k". */
export const chipText = (minor: number, currency: Currency): string => {
  const scale = Number(currency.split("/")[1] ?? 0);
  const units = minor / 10 ** scale;
  if (units >= 1_000_000) return `${shorten(units / 1_000_000)}M`;
  if (units >= 10_000) return `${shorten(units / 1_000)}k`;
  return Number.isInteger(units) ? String(units) : units.toFixed(scale);
};

const shorten = (value: number): string => String(Math.floor(value * 10) / 10);
