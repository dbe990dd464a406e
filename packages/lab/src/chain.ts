import { Unenumerable } from "@parlor/kit";
import { componentsOf } from "./components.ts";
import type { DecisionGraph, Edge } from "./decision-graph.ts";
import { cyclicNodeCountMax, denominatorBitsMax } from "./limits.ts";
import { at, solveLinear } from "./linear.ts";
import { add, isZero, multiply, one, subtract, sum, zero, type Rational } from "./rational.ts";

/** Which option is taken in each node. */
export type Policy = readonly number[];

export const edgesUnder = (graph: DecisionGraph, policy: Policy): readonly (readonly Edge[])[] =>
  graph.nodes.map(({ options }, node) => at(options, at(policy, node)).edges);

/** The nodes in groups that can come back to each other, each after the groups that it leads to. */
const groupsOf = (edges: readonly (readonly Edge[])[]): readonly (readonly number[])[] =>
  componentsOf(
    edges.map((list) => list.filter(({ to }) => to.kind === "node").map(({ to }) => to.index)),
  );

/** Nodes that can come back to each other are solved together: more of them than this take minutes. */
const placesIn = (group: readonly number[]): ReadonlyMap<number, number> => {
  if (group.length > cyclicNodeCountMax)
    throw new Unenumerable(
      `more than ${cyclicNodeCountMax} positions that come back to each other`,
    );
  return new Map(group.map((node, index) => [node, index]));
};

/** A chance after tens of thousands of draws is a fraction that takes seconds to reduce. */
const bounded = (value: Rational): Rational => {
  if (value.denominator > longestDenominator)
    throw new Unenumerable(`chances of more than ${denominatorBitsMax} bits`);
  return value;
};
const longestDenominator = 1n << BigInt(denominatorBitsMax);

const takeFrom = (factors: Map<number, Rational>, unknown: number, chance: Rational): void => {
  factors.set(unknown, subtract(factors.get(unknown) ?? zero, chance));
};

/** What a bet is worth in each node: the mean of the outcomes' worths, by the chance of each. */
export const valuesUnder = (
  graph: DecisionGraph,
  policy: Policy,
  worths: readonly Rational[],
): readonly Rational[] => {
  const edges = edgesUnder(graph, policy);
  const values: Rational[] = edges.map(() => zero);
  for (const group of groupsOf(edges)) {
    const place = placesIn(group);
    const equations = group.map((node, row) => {
      const factors = new Map([[row, one]]);
      let right = zero;
      for (const { to, chance } of at(edges, node)) {
        const column = to.kind === "node" ? place.get(to.index) : undefined;
        if (column !== undefined) takeFrom(factors, column, chance);
        else {
          const worth = to.kind === "node" ? at(values, to.index) : at(worths, to.index);
          right = add(right, multiply(chance, worth));
        }
      }
      return { factors, right };
    });
    const solved = solveLinear(equations);
    for (const [row, node] of group.entries()) values[node] = bounded(at(solved, row));
  }
  return values;
};

/** The chance of each outcome of a bet that is made in node 0. */
export const chancesUnder = (graph: DecisionGraph, policy: Policy): readonly Rational[] => {
  const edges = edgesUnder(graph, policy);
  const entered: Rational[] = edges.map((_, node) => (node === 0 ? one : zero));
  const shares: Rational[][] = graph.outcomes.map(() => []);
  for (const group of groupsOf(edges).toReversed()) {
    if (group.every((node) => isZero(at(entered, node)))) continue;
    const place = placesIn(group);
    // How often each node of the group is visited: entered from outside, or come back to.
    const equations = group.map((node, row) => ({
      factors: new Map([[row, one]]),
      right: at(entered, node),
    }));
    for (const [column, node] of group.entries()) {
      for (const { to, chance } of at(edges, node)) {
        const row = to.kind === "node" ? place.get(to.index) : undefined;
        if (row !== undefined) takeFrom(at(equations, row).factors, column, chance);
      }
    }
    const visits = solveLinear(equations);
    for (const [row, node] of group.entries()) {
      for (const { to, chance } of at(edges, node)) {
        const share = bounded(multiply(at(visits, row), chance));
        if (to.kind === "outcome") at(shares, to.index).push(share);
        else if (!place.has(to.index)) entered[to.index] = add(at(entered, to.index), share);
      }
    }
  }
  return shares.map(sum);
};
