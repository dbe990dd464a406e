import { assert } from "@parlor/kit";
import type { Place } from "./places.ts";
import { doubleZero, tripleZero, type Pocket, type Wheel } from "./pockets.ts";

/**
 * Where something lies on the numbered part of the layout: `along` from the zeros (0 to 1) over the twelve
 * rows (1 to 13), `across` from the column of 1 (0) to that of 3 (3). A page turns this as it has room.
 */
export interface LayoutPoint {
  readonly along: number;
  readonly across: number;
}

/** The space that a number takes, from its first corner on. */
export interface LayoutBox extends LayoutPoint {
  readonly depth: number;
  readonly width: number;
}

export const boxOf = (pocket: Pocket, wheel: Wheel): LayoutBox => {
  if (pocket >= 1 && pocket <= 36) {
    const along = 1 + Math.floor((pocket - 1) / 3);
    return { along, across: (pocket - 1) % 3, depth: 1, width: 1 };
  }
  const zeros: readonly Pocket[] = zeroRows[wheel];
  const width = 3 / zeros.length;
  const index = zeros.indexOf(pocket);
  assert(index >= 0, `no pocket ${pocket} on this layout`);
  return { along: 0, across: index * width, depth: 1, width };
};

/** The zeros as they lie side by side, from the column of 1 on. */
export const zeroRows: Readonly<Record<Wheel, readonly Pocket[]>> = {
  european: [0],
  american: [0, doubleZero],
  "triple-zero": [0, tripleZero, doubleZero],
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const centreOf = (box: LayoutBox): LayoutPoint => ({
  along: box.along + box.depth / 2,
  across: box.across + box.width / 2,
});

/** Just inside the outer edge, where bets on whole rows lie. */
const edge = 0.06;

/** Where chips on an inside place lie: on the number, or on the line or corner that its numbers share. */
export const pointOf = ({ kind, numbers }: Place, wheel: Wheel): LayoutPoint => {
  const boxes = numbers.map((number) => boxOf(number, wheel));
  const centres = boxes.map(centreOf);
  const middle = {
    along: meanOf(centres.map(({ along }) => along)),
    across: meanOf(centres.map(({ across }) => across)),
  };
  switch (kind) {
    case "straight":
      // Beside the number, which stays to be read.
      return { along: middle.along + 0.22, across: middle.across - 0.22 };
    case "street":
    case "six-line":
      return { along: middle.along, across: edge };
    case "first-four":
    case "top-line":
      return { along: 1, across: edge };
    case "split":
      return onZeroLine(boxes) ?? middle;
    case "trio":
      // Of three zeros they are a street of their own.
      return onZeroLine(boxes) ?? { along: middle.along, across: edge };
    default:
      return middle;
  }
};

/** Between zeros and numbers chips lie on the line that separates them, where all of their boxes meet. */
const onZeroLine = (boxes: readonly LayoutBox[]): LayoutPoint | null => {
  const above = boxes.filter(({ along }) => along === 0);
  const below = boxes.filter(({ along }) => along > 0);
  if (above.length === 0 || below.length === 0) return null;
  const from = Math.max(
    ...[above, below].map((side) => Math.min(...side.map((box) => box.across))),
  );
  const to = Math.min(
    ...[above, below].map((side) => Math.max(...side.map((box) => box.across + box.width))),
  );
  const shared = { along: 1, across: (from + to) / 2 };
  // One zero against two numbers, or two against one: where the line between the two meets.
  if (below.length === 2) return { along: 1, across: Math.max(...below.map((box) => box.across)) };
  if (above.length === 2) return { along: 1, across: Math.max(...above.map((box) => box.across)) };
  return shared;
};
