import type { Config } from "./config.ts";

export interface Bid {
  readonly quantity: number;
  readonly face: number;
}

export const isHigher = (bid: Bid, than: Bid, { bidding }: Pick<Config, "bidding">): boolean =>
  bidding === "reset-face"
    ? bid.quantity > than.quantity || (bid.quantity === than.quantity && bid.face > than.face)
    : bid.face > than.face || (bid.face === than.face && bid.quantity > than.quantity);

const upTo = (least: number, most: number): number[] =>
  Array.from({ length: Math.max(0, most - least + 1) }, (_, index) => least + index);

/** A set of bids: every quantity with every face. */
export interface BidRange {
  readonly quantity: readonly number[];
  readonly face: readonly number[];
}

/** All bids above the last one, in as few sets as they make; the lowest bid is the first of the first. */
export const higherBids = (
  last: Bid | undefined,
  diceCount: number,
  { bidding, faces }: Pick<Config, "bidding" | "faces">,
): BidRange[] => {
  const anyQuantity = upTo(1, diceCount);
  const anyFace = upTo(1, faces);
  if (last === undefined) return [{ quantity: anyQuantity, face: anyFace }];
  const { quantity, face } = last;
  const ranges =
    bidding === "reset-face"
      ? [
          { quantity: [quantity], face: upTo(face + 1, faces) },
          { quantity: upTo(quantity + 1, diceCount), face: anyFace },
        ]
      : [
          { quantity: upTo(quantity + 1, diceCount), face: [face] },
          { quantity: anyQuantity, face: upTo(face + 1, faces) },
        ];
  return ranges.filter((range) => range.quantity.length > 0 && range.face.length > 0);
};

const wildFace = ({ wild, faces }: Pick<Config, "wild" | "faces">): number =>
  wild === "none" ? 0 : wild === "ones" ? 1 : faces;

/** How many dice count for a face: those that show it, and the wild ones. */
export const countOf = (
  face: number,
  dice: readonly (readonly number[])[],
  config: Pick<Config, "wild" | "faces">,
): number => {
  const wild = wildFace(config);
  let count = 0;
  for (const hand of dice) for (const die of hand) if (die === face || die === wild) count += 1;
  return count;
};
