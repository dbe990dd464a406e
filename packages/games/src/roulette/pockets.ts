import { assert, unreachable } from "@parlor/kit";

export const wheels = ["european", "american", "triple-zero"] as const;
export type Wheel = (typeof wheels)[number];

/** A pocket of the wheel: 0 to 36 by their numbers, then 37 for the double and 38 for the triple zero. */
export type Pocket = number;
export const doubleZero: Pocket = 37;
export const tripleZero: Pocket = 38;

/** What is written in each pocket, as players name it. */
export const pocketNames: readonly string[] = [
  ...Array.from({ length: 37 }, (_, number) => String(number)),
  "00",
  "000",
];

export const nameOfPocket = (pocket: Pocket): string => {
  const name = pocketNames[pocket];
  assert(name !== undefined, `there is no pocket ${pocket}`);
  return name;
};

export const pocketCounts: Readonly<Record<Wheel, number>> = {
  european: 37,
  american: 38,
  "triple-zero": 39,
};

export const zeroCountOf = (wheel: Wheel): number => pocketCounts[wheel] - 36;
export const isZero = (pocket: Pocket): boolean => pocket === 0 || pocket > 36;

export type Colour = "red" | "black" | "green";
const reds = new Set([1, 3, 5, 7, 9, 12, 14, 16, 18, 19, 21, 23, 25, 27, 30, 32, 34, 36]);
export const colourOf = (pocket: Pocket): Colour => {
  if (isZero(pocket)) return "green";
  return reds.has(pocket) ? "red" : "black";
};

// oxfmt-ignore
const europeanOrder: readonly Pocket[] = [
  0, 32, 15, 19, 4, 21, 2, 25, 17, 34, 6, 27, 13, 36, 11, 30, 8, 23, 10,
  5, 24, 16, 33, 1, 20, 14, 31, 9, 22, 18, 29, 7, 28, 12, 35, 3, 26,
];
// oxfmt-ignore
const americanOrder: readonly Pocket[] = [
  0, 28, 9, 26, 30, 11, 7, 20, 32, 17, 5, 22, 34, 15, 3, 24, 36, 13, 1,
  doubleZero, 27, 10, 25, 29, 12, 8, 19, 31, 18, 6, 21, 33, 16, 4, 23, 35, 14, 2,
];

/** The pockets as they lie around the wheel, clockwise from zero. */
export const wheelOrder = (wheel: Wheel): readonly Pocket[] => {
  switch (wheel) {
    case "european":
      return europeanOrder;
    case "american":
      return americanOrder;
    case "triple-zero":
      return tripleZeroOrder;
    default:
      return unreachable(wheel);
  }
};

// Makers differ in where the third zero goes. It stands beside the first one here.
const tripleZeroOrder: readonly Pocket[] = [...americanOrder, tripleZero];

/** A pocket and so many to each side of it, in the order of the wheel. */
export const neighboursOf = (wheel: Wheel, pocket: Pocket, each: number): readonly Pocket[] => {
  const order = wheelOrder(wheel);
  const at = order.indexOf(pocket);
  assert(at >= 0 && 2 * each < order.length, `no ${each} neighbours of ${pocket}`);
  return Array.from(
    { length: 2 * each + 1 },
    // The index is brought below the length.
    (_, index) => order[(at - each + index + order.length) % order.length] as Pocket,
  );
};

const positionsOn = (wheel: Wheel): readonly number[] => {
  const order = wheelOrder(wheel);
  return Array.from(order, (_, pocket) => order.indexOf(pocket));
};

const positions: Readonly<Record<Wheel, readonly number[]>> = {
  european: positionsOn("european"),
  american: positionsOn("american"),
  "triple-zero": positionsOn("triple-zero"),
};

/** Where a pocket lies in the order of the wheel; -1 where the wheel lacks it. */
export const positionOf = (wheel: Wheel, pocket: Pocket): number => positions[wheel][pocket] ?? -1;
