import { games as shipped } from "@parlor/games";
import type { Game, Random } from "@parlor/kit";
import { faulty, openDice, stacks } from "@parlor/server/simulation";
import { sealedCards } from "./sealed-cards.ts";

export const allGames: readonly Game[] = [...shipped, openDice, stacks, sealedCards, faulty()];
/** What a faulty game does wrong; each session has its own. */
export const failures = [
  "throw",
  "garbage",
  "unknown-code",
  "state-no-json",
  "money",
  "timeout",
  "view",
  "legal",
  "setup",
];

/** How this world is: the seed decides it once, so that seeds differ in kind and not only in luck. */
export interface Temper {
  readonly store: number;
  readonly network: number;
  readonly reading: number;
  readonly crash: number;
  readonly failing: number;
  readonly sessionsMax: number;
}

export const temperOf = (random: Random): Temper => ({
  store: random.pick([100, 200, 400]),
  network: random.pick([100, 300]),
  reading: random.pick([10, 30]),
  crash: random.pick([1, 2, 4]),
  failing: random.pick([0, 1, 4]),
  sessionsMax: random.pick([3, 6, 10]),
});
