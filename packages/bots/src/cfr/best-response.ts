import { unreachable, type Seat } from "@parlor/kit";
import type { GameTree, TreeNode } from "./game-tree.ts";

/** How likely each move of an information set is. */
export type Strategy = (set: number) => readonly number[];

type DecisionNode = Extract<TreeNode, { kind: "decision" }>;

/** What the tree is worth to each seat when all play by the strategy. */
export const valuesOf = ({ root, seats }: GameTree, strategy: Strategy): readonly number[] => {
  const walk = (node: TreeNode): readonly number[] => {
    switch (node.kind) {
      case "end":
        return node.payoffs;
      case "chance":
        return mean(node.chances, node.children.map(walk), seats.length);
      case "decision":
        return mean(strategy(node.set), node.children.map(walk), seats.length);
      default:
        return unreachable(node);
    }
  };
  return walk(root);
};

const mean = (
  chances: readonly number[],
  values: readonly (readonly number[])[],
  length: number,
): readonly number[] =>
  Array.from({ length }, (_, seat) =>
    values.reduce((sum, value, index) => sum + (chances[index] ?? 0) * (value[seat] ?? 0), 0),
  );

/** What the seat could win if it knew how the others play, and they did not change it. */
export const bestResponse = (tree: GameTree, seat: Seat, strategy: Strategy): number => {
  const reached = nodesBySet(tree, seat, strategy);
  const chosen = new Map<number, number>();
  const worth = (node: TreeNode): number => {
    switch (node.kind) {
      case "end":
        return node.payoffs[seat] ?? 0;
      case "chance":
        return weighted(node.chances, node.children, worth);
      case "decision": {
        if (node.seat !== seat) return weighted(strategy(node.set), node.children, worth);
        const child = node.children[choose(node.set)];
        return child ? worth(child) : 0;
      }
      default:
        return unreachable(node);
    }
  };
  /** One move for the whole set: what is best on average over all that it may be. */
  const choose = (set: number): number => {
    const known = chosen.get(set);
    if (known !== undefined) return known;
    const nodes = reached.get(set) ?? [];
    const count = nodes[0]?.node.children.length ?? 0;
    let [best, bestWorth] = [0, -Infinity];
    for (let move = 0; move < count; move++) {
      let sum = 0;
      for (const { node, reach } of nodes) {
        const child = node.children[move];
        if (child) sum += reach * worth(child);
      }
      if (sum > bestWorth) [best, bestWorth] = [move, sum];
    }
    chosen.set(set, best);
    return best;
  };
  return worth(tree.root);
};

const weighted = (
  chances: readonly number[],
  children: readonly TreeNode[],
  worth: (node: TreeNode) => number,
): number => {
  let sum = 0;
  for (const [index, child] of children.entries()) {
    const chance = chances[index] ?? 0;
    if (chance > 0) sum += chance * worth(child);
  }
  return sum;
};

/** The seat's decisions by their sets, each with the chance that all but the seat itself bring it about. */
const nodesBySet = ({ root }: GameTree, seat: Seat, strategy: Strategy) => {
  const found = new Map<number, { readonly node: DecisionNode; readonly reach: number }[]>();
  const walk = (node: TreeNode, reach: number): void => {
    if (node.kind === "end" || reach === 0) return;
    const own = node.kind === "decision" && node.seat === seat;
    if (node.kind === "decision" && own) {
      const nodes = found.get(node.set) ?? [];
      nodes.push({ node, reach });
      found.set(node.set, nodes);
    }
    const chances = node.kind === "chance" ? node.chances : own ? null : strategy(node.set);
    for (const [index, child] of node.children.entries())
      walk(child, reach * (chances ? (chances[index] ?? 0) : 1));
  };
  walk(root, 1);
  return found;
};

/**
 * How far a strategy is from an equilibrium: what a seat could win more by knowing it, on average over the seats. In
 * the money of the game.
 */
export const exploitability = (tree: GameTree, strategy: Strategy): number => {
  const kept = new Map<number, readonly number[]>();
  const once: Strategy = (set) => {
    const known = kept.get(set) ?? strategy(set);
    kept.set(set, known);
    return known;
  };
  const values = valuesOf(tree, once);
  const more = tree.seats.map((seat) => bestResponse(tree, seat, once) - (values[seat] ?? 0));
  return more.reduce((sum, one) => sum + one, 0) / tree.seats.length;
};
