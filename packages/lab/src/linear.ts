import { divide, isZero, multiply, subtract, type Rational } from "./rational.ts";

/**
 * Solves `matrix` · x = `right` exactly, by elimination. Throws when there is no single answer, which
 * for play means that it can go on for ever.
 */
export const solveLinear = (
  matrix: readonly (readonly Rational[])[],
  right: readonly Rational[],
): readonly Rational[] => {
  const rows = matrix.map((row, index) => [...row, at(right, index)]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows.findIndex((row, index) => index >= column && !isZero(at(row, column)));
    if (pivot < 0) throw new RangeError("the equations have no single answer");
    const [upper, lower] = [at(rows, column), at(rows, pivot)];
    rows[column] = lower;
    rows[pivot] = upper;
    for (const [index, row] of rows.entries()) {
      if (index === column || isZero(at(row, column))) continue;
      const factor = divide(at(row, column), at(lower, column));
      for (let k = column; k <= size; k++)
        row[k] = subtract(at(row, k), multiply(factor, at(lower, k)));
    }
  }
  return rows.map((row, index) => divide(at(row, size), at(row, index)));
};

/** The item at an index that is known to be below the length. */
export const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
};
