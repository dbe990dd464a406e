import type { BotBudget, BotMaker, BotSight, Game, Random } from "@parlor/kit";
import { candidatesOf } from "./actions.ts";
import { HiddenTree } from "./tree/hidden-tree.ts";
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
      if (candidates.length === 1 && !sight.mayWait) return candidates[0]?.action ?? null;
      const search = searchFor(game, sight, random);
      grow(search, budget, ticks);
      const best = search.best();
      return best === "wait" || best === "expire" ? null : best;
    },
  });

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
