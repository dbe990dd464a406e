import { Unenumerable } from "@parlor/kit";
import { solvedTermCountMax } from "./limits.ts";
import { divide, isZero, multiply, subtract, zero, type Rational } from "./rational.ts";

/** One equation: what each unknown is multiplied by, those with nothing left out, and what they come to. */
export interface Equation {
  readonly factors: ReadonlyMap<number, Rational>;
  readonly right: Rational;
}

interface Row {
  readonly factors: Map<number, Rational>;
  right: Rational;
}

/**
 * Solves as many equations as there are unknowns, exactly, by elimination. A position leads to few
 * others, so next is always an unknown in the shortest equation that is left: a long walk stays as sparse
 * as it is. Throws when there is no single answer, which for play means that it can go on for ever.
 */
export const solveLinear = (equations: readonly Equation[]): readonly Rational[] => {
  const rows: Row[] = equations.map(({ factors, right }) => ({
    factors: new Map([...factors].filter(([, factor]) => !isZero(factor))),
    right,
  }));
  const users = usersOf(rows);
  const left = new Set(rows);
  let termCount = 0;
  const solved: { readonly unknown: number; readonly row: Row }[] = [];
  while (left.size > 0) {
    const row = shortestOf(left);
    left.delete(row);
    const unknown = fewestUsers(row, users);
    if (unknown < 0) throw new RangeError("the equations have no single answer");
    for (const other of users[unknown] ?? []) {
      if (!left.has(other)) continue;
      termCount += row.factors.size;
      if (termCount > solvedTermCountMax)
        throw new Unenumerable("too many equations hang together");
      eliminate(other, row, unknown, users);
    }
    solved.push({ unknown, row });
  }
  const answers: (Rational | undefined)[] = rows.map(() => undefined);
  for (const { unknown, row } of solved.toReversed()) {
    let rest = row.right;
    for (const [other, factor] of row.factors)
      if (other !== unknown) rest = subtract(rest, multiply(factor, at(answers, other)));
    answers[unknown] = divide(rest, row.factors.get(unknown) ?? zero);
  }
  return rows.map((_, unknown) => at(answers, unknown));
};

/** The rows that each unknown is in. */
const usersOf = (rows: readonly Row[]): readonly Set<Row>[] => {
  const users = rows.map(() => new Set<Row>());
  for (const row of rows) for (const unknown of row.factors.keys()) at(users, unknown).add(row);
  return users;
};

const shortestOf = (rows: ReadonlySet<Row>): Row => {
  let shortest: Row | undefined;
  for (const row of rows) {
    if (shortest === undefined || row.factors.size < shortest.factors.size) shortest = row;
    if (shortest.factors.size <= 1) break;
  }
  if (shortest === undefined) throw new RangeError("no equation is left");
  return shortest;
};

/** Of a row's unknowns the one that the fewest other rows have to be rid of; -1 where it has none. */
const fewestUsers = ({ factors }: Row, users: readonly ReadonlySet<Row>[]): number => {
  let [best, fewest] = [-1, Infinity];
  for (const unknown of factors.keys()) {
    const count = users[unknown]?.size ?? 0;
    if (count < fewest) [best, fewest] = [unknown, count];
  }
  return best;
};

/** Takes the pivot's row from another so many times that the unknown is gone from it. */
const eliminate = (row: Row, pivot: Row, unknown: number, users: readonly Set<Row>[]): void => {
  const times = divide(row.factors.get(unknown) ?? zero, pivot.factors.get(unknown) ?? zero);
  for (const [other, factor] of pivot.factors) {
    const now = subtract(row.factors.get(other) ?? zero, multiply(times, factor));
    if (other === unknown || isZero(now)) {
      row.factors.delete(other);
      users[other]?.delete(row);
    } else {
      row.factors.set(other, now);
      users[other]?.add(row);
    }
  }
  row.right = subtract(row.right, multiply(times, pivot.right));
};

/** The item at an index that is known to be below the length. */
export const at = <T>(items: readonly (T | undefined)[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
};
