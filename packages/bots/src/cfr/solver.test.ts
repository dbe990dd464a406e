import { expect, test } from "vitest";
import { kuhn } from "../../test/kuhn.ts";
import { leduc } from "../../test/leduc.ts";
import { tableFor } from "../opening.ts";
import { exploitability, valuesOf } from "./best-response.ts";
import { gameTree } from "./game-tree.ts";
import { Solver } from "./solver.ts";

const table = (game: typeof kuhn | typeof leduc) => tableFor(game, { limits: { min: 1, max: 20 } });

test("Kuhn poker is worth -1/18 to the first seat, and has twelve information sets", () => {
  const tree = gameTree(kuhn, table(kuhn));
  expect(tree.sets.filter(({ moves }) => moves.length > 1)).toHaveLength(12);
  const solver = new Solver(tree);
  solver.run(2_000);
  const strategy = (set: number) => solver.average(set);
  expect(exploitability(tree, strategy)).toBeLessThan(0.001);
  const [first = 0, second = 0] = valuesOf(tree, strategy);
  expect(first).toBeCloseTo(-1 / 18, 3);
  expect(first + second).toBeCloseTo(0, 12);
});

test("CFR+ comes within 0.01 of an ante of what nobody can exploit in Leduc hold'em", () => {
  const tree = gameTree(leduc, table(leduc));
  expect(tree.sets.filter(({ moves }) => moves.length > 1)).toHaveLength(288);
  const solver = new Solver(tree);
  const strategy = (set: number) => solver.average(set);
  const uniform = exploitability(tree, (set) =>
    (tree.sets[set]?.moves ?? []).map((_, __, { length }) => 1 / length),
  );
  solver.run(1_000);
  const reached = exploitability(tree, strategy);
  // What others measure for a player that plays at random.
  expect(uniform).toBeCloseTo(2.3736, 4);
  expect(reached).toBeLessThan(0.01);
  // The value of Leduc to the first seat, by other solvers.
  expect(valuesOf(tree, strategy)[0]).toBeCloseTo(-0.0856, 2);
});
