import type { BotBudget, BotMaker, BotSight, Game, Random } from "@parlor/kit";
import { candidatesOf } from "./actions.ts";
import { waitingWorthShare } from "./limits.ts";
import type { Move } from "./playout.ts";
import { HiddenTree } from "./tree/hidden-tree.ts";
import { mostVisited } from "./tree/node.ts";
import { OpenTree } from "./tree/open-tree.ts";
import type { Search } from "./tree/search.ts";

/** How long to think: the same number of iterations choose the same on every machine. */
export type SearchBudget =
  | { readonly kind: "iterations"; readonly iterations: number }
  | { readonly kind: "time"; readonly ms: number };

/** A search for this decision, of the kind that the game needs. */
export const searchFor = (game: Game, sight: BotSight, random: Random): Search =>
  game.redeal ? new HiddenTree(game, sight, random) : new OpenTree(game, sight, random);

/** Monte Carlo tree search: over positions where everything is seen, over information sets where it is not. */
export const mctsBot =
  (budget: SearchBudget): BotMaker =>
  (game, { ticks }: BotBudget = {}) => ({
    choose: (sight, random) => {
      const candidates = candidatesOf(sight.legal);
      if (candidates.count === 1 && !sight.mayWait) return candidates.at(0);
      const search = searchFor(game, sight, random);
      grow(search, budget, ticks);
      const best = search.best();
      const move = best === "wait" ? ratherThanWaiting(search) : best;
      return move === "wait" || move === "expire" ? null : move;
    },
  });

/** The best action where it is about as good as waiting is. */
const ratherThanWaiting = ({ root, scale }: Search): Move => {
  const wait = root.edges.find(({ move }) => move === "wait");
  const edges = root.edges.filter(({ move, visits }) => move !== "wait" && visits > 0);
  if (!wait || edges.length === 0) return "wait";
  const best = mostVisited({ edges });
  const span = scale.high - scale.low;
  const worse = wait.total / wait.visits - best.total / best.visits;
  // What was tried seldom may only look worse: a standard error is at most half the span over the root of the visits.
  return worse <= span * (waitingWorthShare + 1 / Math.sqrt(best.visits)) ? best.move : "wait";
};

/** The clock is looked at every so many iterations, which take microseconds each. */
const iterationsBetweenLooks = 16;

const grow = (search: Search, budget: SearchBudget, ticks: (() => number) | undefined): void => {
  if (budget.kind === "iterations") {
    for (let i = 0; i < budget.iterations && !search.isSolved; i++) search.iterate();
    return;
  }
  if (!ticks) throw new RangeError("a bot that thinks for a time needs a clock");
  const until = ticks() + budget.ms;
  do for (let i = 0; i < iterationsBetweenLooks && !search.isSolved; i++) search.iterate();
  while (ticks() < until && !search.isSolved);
};
