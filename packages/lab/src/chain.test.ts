import { expect, test } from "vitest";
import { componentsOf } from "./components.ts";
import { solveLinear } from "./linear.ts";
import { rational, textOf } from "./rational.ts";

test("linear equations are solved exactly, in whatever order they come", () => {
  const rows = [
    [rational(0), rational(2), rational(1)],
    [rational(1, 3), rational(0), rational(-1)],
    [rational(1), rational(1), rational(0)],
  ];
  const solved = solveLinear(rows, [rational(5), rational(-2, 3), rational(3)]);
  expect(solved.map(textOf)).toEqual(["1/1", "2/1", "1/1"]);
  expect(() =>
    solveLinear(
      [
        [rational(1), rational(2)],
        [rational(2), rational(4)],
      ],
      [rational(1), rational(1)],
    ),
  ).toThrow("no single answer");
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
