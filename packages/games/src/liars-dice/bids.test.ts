import * as fc from "fast-check";
import { expect, test } from "vitest";
import { countOf, higherBids, isHigher } from "./bids.ts";

test.each([
  ["reset-face", [2, 3], [2, 4], true],
  ["reset-face", [2, 3], [2, 3], false],
  ["reset-face", [2, 3], [2, 2], false],
  ["reset-face", [2, 3], [3, 1], true],
  ["reset-face", [2, 3], [1, 6], false],
  ["reset-quantity", [2, 3], [1, 4], true],
  ["reset-quantity", [2, 3], [3, 3], true],
  ["reset-quantity", [2, 3], [9, 2], false],
] as const)(
  "[LIAR-3] with %s, after %j, whether %j is higher: %j",
  (bidding, last, bid, higher) => {
    const [one, other] = [last, bid].map(([quantity, face]) => ({ quantity, face }));
    expect(isHigher(other!, one!, { bidding })).toBe(higher);
  },
);

test("[LIAR-3] the listed bids are exactly the higher ones, each once, the lowest first", () => {
  const any = fc.record({
    bidding: fc.constantFrom("reset-face", "reset-quantity"),
    faces: fc.integer({ min: 2, max: 6 }),
    dice: fc.integer({ min: 2, max: 30 }),
    place: fc.option(fc.nat()),
  });
  fc.assert(
    fc.property(any, ({ bidding, faces, dice, place }) => {
      const all = Array.from({ length: dice * faces }, (_, index) => ({
        quantity: Math.floor(index / faces) + 1,
        face: (index % faces) + 1,
      }));
      const last = place === null ? undefined : all[place % all.length];
      const expected = all.filter((bid) => !last || isHigher(bid, last, { bidding }));
      const listed = higherBids(last, dice, { bidding, faces }).flatMap(({ quantity, face }) =>
        quantity.flatMap((one) => face.map((other) => ({ quantity: one, face: other }))),
      );
      const texts = (bids: typeof listed) => bids.map((bid) => JSON.stringify(bid)).toSorted();
      expect(texts(listed)).toEqual(texts(expected));
      expect(listed.slice(1).every((bid) => isHigher(bid, listed[0]!, { bidding }))).toBe(true);
    }),
  );
});

const cups = [
  [1, 3, 6],
  [1, 3, 3, 5],
];
test.each([
  ["none", 3, 3],
  ["none", 1, 2],
  ["ones", 3, 5],
  ["ones", 2, 2],
  ["ones", 1, 2],
  ["ones", 6, 3],
  ["highest", 3, 4],
  ["highest", 6, 1],
  ["highest", 1, 3],
] as const)("[LIAR-4] with %s wild, of face %i there are %i", (wild, face, count) => {
  expect(countOf(face, cups, { wild, faces: 6 })).toBe(count);
});
