/** How many sets of so many cards a deck has: 0 to 4 of 52. */
export const cardSetCounts = [1, 52, 1_326, 22_100, 270_725] as const;

/** chooses[k * 52 + n]: n over k. */
const chooses = new Int32Array(5 * 52);
for (let n = 0; n < 52; n++) {
  chooses[n] = 1;
  for (let k = 1; k < 5; k++)
    chooses[k * 52 + n] =
      n === 0 ? 0 : (chooses[k * 52 + n - 1] ?? 0) + (chooses[(k - 1) * 52 + n - 1] ?? 0);
}

/** The place of the cards at these bits among all sets of as many, at most four, in colexicographic order. */
export const cardSetIndex = (risingCards: readonly number[], bits: number): number => {
  let [index, row] = [0, 0];
  for (let place = 0; place < 5; place++) {
    if ((bits & (1 << place)) === 0) continue;
    row += 52;
    index += chooses[row + (risingCards[place] ?? 0)] ?? 0;
  }
  return index;
};
