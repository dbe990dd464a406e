import { assert } from "@parlor/kit";
import { kindRules, type Kind, type KindRules } from "./kinds.ts";
import {
  colourOf,
  doubleZero,
  nameOfPocket,
  pocketCounts,
  tripleZero,
  wheels,
  type Pocket,
  type Wheel,
} from "./pockets.ts";

/** A place on the layout, named after its kind and its numbers: `split-17-20`, `dozen-2`, `red`. */
export interface Place {
  readonly id: string;
  readonly kind: Kind;
  readonly rules: KindRules;
  readonly numbers: readonly Pocket[];
  /** Whether it wins, by pocket. */
  readonly covers: readonly boolean[];
}

const place = (id: string, kind: Kind, numbers: readonly Pocket[]): Place => ({
  id,
  kind,
  rules: kindRules[kind],
  numbers,
  covers: Array.from({ length: 39 }, (_, pocket) => numbers.includes(pocket)),
});

const inside = (kind: Kind, ...numbers: readonly Pocket[]): Place =>
  place(`${kind}-${numbers.map(nameOfPocket).join("-")}`, kind, numbers);

const from = (first: number, count: number, step = 1): number[] =>
  Array.from({ length: count }, (_, index) => first + step * index);

const all = from(1, 36);
/** The lowest numbers of the twelve rows of three. */
const rows = from(1, 12, 3);

/** What lies on the twelve rows of three is the same at every table. */
const grid: readonly Place[] = [
  ...all.map((number) => inside("straight", number)),
  ...all.filter((number) => number % 3 !== 0).map((low) => inside("split", low, low + 1)),
  ...from(1, 33).map((low) => inside("split", low, low + 3)),
  ...rows.map((low) => inside("street", low, low + 1, low + 2)),
  ...from(1, 33)
    .filter((low) => low % 3 !== 0)
    .map((low) => inside("corner", low, low + 1, low + 3, low + 4)),
  ...rows.slice(0, 11).map((low) => inside("six-line", ...from(low, 6))),
];

const outside: readonly Place[] = [
  ...[1, 2, 3].map((nth) => place(`dozen-${nth}`, "dozen", from(12 * nth - 11, 12))),
  ...[1, 2, 3].map((nth) => place(`column-${nth}`, "column", from(nth, 12, 3))),
  ...(["red", "black"] as const).map((colour) =>
    place(
      colour,
      colour,
      all.filter((number) => colourOf(number) === colour),
    ),
  ),
  place("odd", "odd", from(1, 18, 2)),
  place("even", "even", from(2, 18, 2)),
  place("low", "low", from(1, 18)),
  place("high", "high", from(19, 18)),
];

/** What lies around the zeros is not. */
const aroundZeros: Readonly<Record<Wheel, readonly Place[]>> = {
  european: [
    inside("straight", 0),
    ...[1, 2, 3].map((number) => inside("split", 0, number)),
    inside("trio", 0, 1, 2),
    inside("trio", 0, 2, 3),
    inside("first-four", 0, 1, 2, 3),
  ],
  american: [
    inside("straight", 0),
    inside("straight", doubleZero),
    inside("split", 0, doubleZero),
    inside("split", 0, 1),
    inside("split", 0, 2),
    inside("split", doubleZero, 2),
    inside("split", doubleZero, 3),
    inside("trio", 0, 1, 2),
    inside("trio", 0, doubleZero, 2),
    inside("trio", doubleZero, 2, 3),
    inside("top-line", 0, doubleZero, 1, 2, 3),
  ],
  // The three zeros are one more row of three, in the order 0, 000, 00.
  "triple-zero": [
    inside("straight", 0),
    inside("straight", doubleZero),
    inside("straight", tripleZero),
    inside("split", 0, tripleZero),
    inside("split", tripleZero, doubleZero),
    inside("split", 0, 1),
    inside("split", tripleZero, 2),
    inside("split", doubleZero, 3),
    inside("trio", 0, tripleZero, doubleZero),
    inside("corner", 0, tripleZero, 1, 2),
    inside("corner", tripleZero, doubleZero, 2, 3),
    inside("six-line", 0, tripleZero, doubleZero, 1, 2, 3),
  ],
};

/** Every place of a table with this wheel. */
export const placesOf: Readonly<Record<Wheel, readonly Place[]>> = {
  european: [...aroundZeros.european, ...grid, ...outside],
  american: [...aroundZeros.american, ...grid, ...outside],
  "triple-zero": [...aroundZeros["triple-zero"], ...grid, ...outside],
};

const places: ReadonlyMap<string, Place> = new Map(
  wheels.flatMap((wheel) => placesOf[wheel].map((one) => [one.id, one] as const)),
);

/** The places of all tables, each once. */
export const placeIds: readonly string[] = [...places.keys()];

export const findPlace = (id: string): Place | undefined => places.get(id);

export const placeOf = (id: string): Place => {
  const found = places.get(id);
  assert(found !== undefined, `there is no place ${id}`);
  return found;
};

/** A place names no pocket that the wheel lacks, and the zeros lie as this wheel's layout has them. */
const offered: Readonly<Record<Wheel, ReadonlySet<string>>> = {
  european: new Set(placesOf.european.map(({ id }) => id)),
  american: new Set(placesOf.american.map(({ id }) => id)),
  "triple-zero": new Set(placesOf["triple-zero"].map(({ id }) => id)),
};

export const isOffered = (wheel: Wheel, id: string): boolean => offered[wheel].has(id);

export const isKindOffered = (wheel: Wheel, kind: Kind): boolean =>
  placesOf[wheel].some((one) => one.kind === kind);

assert(
  pocketCounts["triple-zero"] === 39,
  "the covers of a place are as many as there are pockets",
);
