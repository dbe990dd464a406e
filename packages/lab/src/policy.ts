import { valuesUnder, type Policy } from "./chain.ts";
import type { DecisionGraph, Option } from "./decision-graph.ts";
import { policyRoundsMax } from "./limits.ts";
import { at } from "./linear.ts";
import { add, compare, multiply, rational, zero, type Rational } from "./rational.ts";

/**
 * The decisions that bring the most back, by policy iteration: from decisions that come to an end, on
 * to strictly better ones only, so that play never goes in circles. Of equals the first listed stays.
 */
export const bestPolicy = (graph: DecisionGraph): Policy => {
  const worths = graph.outcomes.map(({ returned, taken }) => rational(returned - taken));
  let policy = endingPolicy(graph);
  if (graph.nodes.every(({ options }) => options.length === 1)) return policy;
  for (let round = 0; round < policyRoundsMax; round++) {
    const values = valuesUnder(graph, policy, worths);
    const better = graph.nodes.map(({ options }, node) =>
      bestOption(options, at(policy, node), (option) => worthOf(option, values, worths)),
    );
    if (better.every((option, node) => option === policy[node])) return policy;
    policy = better;
  }
  throw new RangeError("the best decisions were not found");
};

const worthOf = (
  { edges }: Option,
  values: readonly Rational[],
  worths: readonly Rational[],
): Rational =>
  edges.reduce(
    (total, { to, chance }) =>
      add(total, multiply(chance, at(to.kind === "node" ? values : worths, to.index))),
    zero,
  );

const bestOption = (
  options: readonly Option[],
  now: number,
  worth: (option: Option) => Rational,
): number => {
  if (options.length === 1) return now;
  let [best, most] = [now, worth(at(options, now))];
  for (const [index, option] of options.entries()) {
    const value = worth(option);
    if (compare(value, most) > 0) [best, most] = [index, value];
  }
  return best;
};

/**
 * In each node the first option from which an end can be reached, so that what is listed first (as a
 * rule: to go on) is what a player does whom nothing else serves better.
 */
const endingPolicy = (graph: DecisionGraph): Policy => {
  const policy: (number | undefined)[] = graph.nodes.map(() => undefined);
  const leadsOn = ({ edges }: Option): boolean =>
    edges.some(({ to }) => to.kind === "outcome" || policy[to.index] !== undefined);
  const optionCount = graph.nodes.reduce((most, { options }) => Math.max(most, options.length), 0);
  for (let allowed = 1; allowed <= optionCount; allowed++) {
    for (let settled = false; !settled;) {
      settled = true;
      // From the last node back, since nodes are listed in the order in which they are reached.
      for (let node = graph.nodes.length - 1; node >= 0; node--) {
        if (policy[node] !== undefined) continue;
        const option = at(graph.nodes, node).options.slice(0, allowed).findIndex(leadsOn);
        if (option < 0) continue;
        policy[node] = option;
        settled = false;
      }
    }
  }
  return policy.map((option, node) => {
    if (option !== undefined) return option;
    const count = at(graph.nodes, node).options.length;
    throw new Error(`a bet may never be decided: position ${node} has ${count} ways on and no end`);
  });
};
