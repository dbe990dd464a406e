import { array, assert, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { componentsOf } from "./components.ts";
import { solveLinear } from "./linear.ts";
import { multiply, rational, sum, textOf, zero, type Rational } from "./rational.ts";

const equationsOf = (rows: readonly (readonly Rational[])[], right: readonly Rational[]) =>
  rows.map((row, index) => ({ factors: new Map(row.entries()), right: right[index] ?? zero }));

test("linear equations are solved exactly, in whatever order they come", () => {
  const rows = [
    [rational(0), rational(2), rational(1)],
    [rational(1, 3), rational(0), rational(-1)],
    [rational(1), rational(1), rational(0)],
  ];
  const right = [rational(5), rational(-2, 3), rational(3)];
  expect(solveLinear(equationsOf(rows, right)).map(textOf)).toEqual(["1/1", "2/1", "1/1"]);
  const dependent = [
    [rational(1), rational(2)],
    [rational(2), rational(4)],
  ];
  expect(() => solveLinear(equationsOf(dependent, [rational(1), rational(1)]))).toThrow(
    "no single answer",
  );
});

test("whatever the equations, their answers are those that they were made of", () => {
  const entry = tuple(integer({ min: -9, max: 9 }), integer({ min: 1, max: 9 }));
  const system = integer({ min: 1, max: 7 }).chain((size) =>
    tuple(
      array(array(entry, { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
      array(entry, { minLength: size, maxLength: size }),
    ),
  );
  assert(
    property(system, ([rows, answers]) => {
      const size = rows.length;
      // A diagonal that outweighs the rest has one answer.
      const matrix = rows.map((row, index) =>
        row.map(([n, d], column) =>
          rational(column === index ? 10 * size : n % 4 === 0 ? n : 0, d),
        ),
      );
      const exact = answers.map(([n, d]) => rational(n, d));
      const right = matrix.map((row) =>
        sum(row.map((factor, column) => multiply(factor, exact[column] ?? zero))),
      );
      expect(solveLinear(equationsOf(matrix, right)).map(textOf)).toEqual(exact.map(textOf));
    }),
  );
});

test("components come after what they lead to", () => {
  //  0 → 1 ⇄ 2 → 3, 3 ⇄ 3, 4 → 0
  const components = componentsOf([[1], [2], [1, 3], [3], [0]]);
  expect(components.map((one) => one.toSorted((a, b) => a - b))).toEqual([[3], [1, 2], [0], [4]]);
});

test("a long chain does not exhaust the stack", () => {
  const length = 50_000;
  const components = componentsOf(
    Array.from({ length }, (_, node) => (node + 1 < length ? [node + 1] : [])),
  );
  expect(components).toHaveLength(length);
  expect(components[0]).toEqual([length - 1]);
});
