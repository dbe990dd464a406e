import { componentsOf } from "./components.ts";
import type { DecisionGraph, Edge } from "./decision-graph.ts";
import { at, solveLinear } from "./linear.ts";
import { add, isZero, multiply, one, subtract, zero, type Rational } from "./rational.ts";

/** Which option is taken in each node. */
export type Policy = readonly number[];

export const edgesUnder = (graph: DecisionGraph, policy: Policy): readonly (readonly Edge[])[] =>
  graph.nodes.map(({ options }, node) => at(options, at(policy, node)).edges);

/** The nodes in groups that can come back to each other, each after the groups that it leads to. */
const groupsOf = (edges: readonly (readonly Edge[])[]): readonly (readonly number[])[] =>
  componentsOf(
    edges.map((list) => list.filter(({ to }) => to.kind === "node").map(({ to }) => to.index)),
  );

/** What a bet is worth in each node: the mean of the outcomes' worths, by the chance of each. */
export const valuesUnder = (
  graph: DecisionGraph,
  policy: Policy,
  worths: readonly Rational[],
): readonly Rational[] => {
  const edges = edgesUnder(graph, policy);
  const values: Rational[] = edges.map(() => zero);
  for (const group of groupsOf(edges)) {
    const place = new Map(group.map((node, index) => [node, index]));
    const matrix = group.map((_, row) => group.map((__, column) => (row === column ? one : zero)));
    const right = group.map(() => zero);
    for (const [row, node] of group.entries()) {
      for (const { to, chance } of at(edges, node)) {
        const column = to.kind === "node" ? place.get(to.index) : undefined;
        const line = at(matrix, row);
        if (column !== undefined) line[column] = subtract(at(line, column), chance);
        else {
          const worth = to.kind === "node" ? at(values, to.index) : at(worths, to.index);
          right[row] = add(at(right, row), multiply(chance, worth));
        }
      }
    }
    const solved = solveLinear(matrix, right);
    for (const [row, node] of group.entries()) values[node] = at(solved, row);
  }
  return values;
};

/** The chance of each outcome of a bet that is made in node 0. */
export const chancesUnder = (graph: DecisionGraph, policy: Policy): readonly Rational[] => {
  const edges = edgesUnder(graph, policy);
  const entered: Rational[] = edges.map((_, node) => (node === 0 ? one : zero));
  const chances: Rational[] = graph.outcomes.map(() => zero);
  for (const group of groupsOf(edges).toReversed()) {
    const place = new Map(group.map((node, index) => [node, index]));
    // How often each node of the group is visited: entered from outside, or come back to.
    const matrix = group.map((_, row) => group.map((__, column) => (row === column ? one : zero)));
    for (const [column, node] of group.entries()) {
      for (const { to, chance } of at(edges, node)) {
        const row = to.kind === "node" ? place.get(to.index) : undefined;
        const line = row === undefined ? undefined : at(matrix, row);
        if (line) line[column] = subtract(at(line, column), chance);
      }
    }
    const right = group.map((node) => at(entered, node));
    if (right.every(isZero)) continue;
    const visits = solveLinear(matrix, right);
    for (const [row, node] of group.entries()) {
      for (const { to, chance } of at(edges, node)) {
        const share = multiply(at(visits, row), chance);
        if (to.kind === "outcome") chances[to.index] = add(at(chances, to.index), share);
        else if (!place.has(to.index)) entered[to.index] = add(at(entered, to.index), share);
      }
    }
  }
  return chances;
};
