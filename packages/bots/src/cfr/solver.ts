import { unreachable, type Seat } from "@parlor/kit";
import type { GameTree, TreeNode } from "./game-tree.ts";

/** What is learnt at one information set. */
interface Learnt {
  readonly regrets: Float64Array;
  /** What an iteration adds to the regrets, all together when it is over. */
  readonly added: Float64Array;
  readonly strategy: Float64Array;
  readonly strategySum: Float64Array;
}

/**
 * Counterfactual regret minimisation, CFR+ (Tammelin, 2014): regrets never fall below zero, the seats are updated in
 * turn, and the average strategy weighs each iteration by its number. It tends to an equilibrium where two seats play
 * for the same money.
 */
export class Solver {
  readonly tree: GameTree;
  readonly #learnt: readonly Learnt[];
  #iterations = 0;

  constructor(tree: GameTree) {
    this.tree = tree;
    this.#learnt = tree.sets.map(({ moves: { length } }) => ({
      regrets: new Float64Array(length),
      added: new Float64Array(length),
      strategy: new Float64Array(length).fill(1 / length),
      strategySum: new Float64Array(length),
    }));
  }

  get iterations(): number {
    return this.#iterations;
  }

  run(iterations: number): void {
    for (let i = 0; i < iterations; i++) {
      this.#iterations += 1;
      for (const seat of this.tree.seats) {
        this.#walk(this.tree.root, seat, 1, 1);
        this.#update(seat);
      }
    }
  }

  /** How likely each move of a set is in the average strategy. */
  average(set: number): readonly number[] {
    const learnt = this.#learnt[set];
    if (!learnt) throw new RangeError(`there is no information set ${set}`);
    return normalised(learnt.strategySum);
  }

  /** The value of a node to the seat; on the way, its regrets and its average strategy are added to. */
  #walk(node: TreeNode, seat: Seat, own: number, others: number): number {
    switch (node.kind) {
      case "end":
        return node.payoffs[seat] ?? 0;
      case "chance": {
        let value = 0;
        for (let i = 0; i < node.children.length; i++) {
          const child = node.children[i];
          const chance = node.chances[i] ?? 0;
          if (child) value += chance * this.#walk(child, seat, own, others * chance);
        }
        return value;
      }
      case "decision":
        return this.#decide(node, seat, own, others);
      default:
        return unreachable(node);
    }
  }

  #decide(
    { set, seat: mover, children }: Extract<TreeNode, { kind: "decision" }>,
    seat: Seat,
    own: number,
    others: number,
  ): number {
    const learnt = this.#learnt[set];
    if (!learnt || (own === 0 && others === 0)) return 0;
    const { strategy, added, strategySum } = learnt;
    let value = 0;
    for (let i = 0; i < children.length; i++) {
      const child = children[i];
      const chance = strategy[i] ?? 0;
      if (!child) break;
      if (mover !== seat) {
        if (chance > 0) value += chance * this.#walk(child, seat, own, others * chance);
        continue;
      }
      const worth = this.#walk(child, seat, own * chance, others);
      value += chance * worth;
      added[i] = (added[i] ?? 0) + others * worth;
    }
    if (mover !== seat) return value;
    for (let i = 0; i < children.length; i++) {
      added[i] = (added[i] ?? 0) - others * value;
      strategySum[i] = (strategySum[i] ?? 0) + this.#iterations * own * (strategy[i] ?? 0);
    }
    return value;
  }

  #update(seat: Seat): void {
    for (const [set, { regrets, added, strategy }] of this.#learnt.entries()) {
      if (this.tree.sets[set]?.seat !== seat) continue;
      let total = 0;
      for (let i = 0; i < regrets.length; i++) {
        const regret = Math.max(0, (regrets[i] ?? 0) + (added[i] ?? 0));
        regrets[i] = regret;
        total += regret;
      }
      added.fill(0);
      for (let i = 0; i < strategy.length; i++)
        strategy[i] = total > 0 ? (regrets[i] ?? 0) / total : 1 / strategy.length;
    }
  }
}

const normalised = (weights: Float64Array): readonly number[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return [...weights].map((weight) => (total > 0 ? weight / total : 1 / weights.length));
};
