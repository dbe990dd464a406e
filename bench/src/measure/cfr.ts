// CFR+ on a small poker game by its own rules: how long until a strategy that nobody wins more than so much from, in antes.
import { parseArgs } from "node:util";
import { exploitability, gameTree, Solver, tableFor, valuesOf } from "@parlor/bots";
import { z } from "zod";
import { gameOf } from "../game-of.ts";
import { printFigures } from "../measuring.ts";

const { values } = parseArgs({
  options: {
    game: { type: "string", default: "leduc-poker" },
    below: { type: "string", default: "0.01" },
    /** Looked at after each so many iterations; looking is not counted as solving. */
    stride: { type: "string", default: "20" },
    "iterations-max": { type: "string", default: "20000" },
  },
});
const [below, stride, iterationsMax] = [
  Number(values.below),
  Number(values.stride),
  Number(values["iterations-max"]),
];

const table = tableFor(gameOf(values.game));
const { ante } = z.object({ ante: z.number() }).parse(table.config);
const since = performance.now();
const tree = gameTree(gameOf(values.game), table);
const treeSeconds = (performance.now() - since) / 1_000;

const solver = new Solver(tree);
const strategy = (set: number): readonly number[] => solver.average(set);
let [solveSeconds, reached] = [0, Infinity];
while (reached >= below) {
  if (solver.iterations >= iterationsMax)
    throw new Error(`after ${solver.iterations} iterations somebody still wins ${reached} antes`);
  const from = performance.now();
  solver.run(stride);
  solveSeconds += (performance.now() - from) / 1_000;
  reached = exploitability(tree, strategy) / ante;
}
printFigures({
  seconds: treeSeconds + solveSeconds,
  treeSeconds,
  iterations: solver.iterations,
  exploitability: reached,
  firstSeatValue: (valuesOf(tree, strategy)[0] ?? NaN) / ante,
  informationSets: tree.sets.filter(({ moves }) => moves.length > 1).length,
});
