import { games as shipped } from "@parlor/games";
import type { Game, Random } from "@parlor/kit";
import { faulty, jackpotSlot, openDice, rakedPot, stacks } from "@parlor/server/simulation";
import { sealedCards } from "./sealed-cards.ts";

/** Small games, each made to strain a promise: a world of these shows more of them than one where everything is played. */
const ownGames: readonly Game[] = [openDice, stacks, jackpotSlot, rakedPot, sealedCards, faulty()];
export const allGames: readonly Game[] = [...shipped, ...ownGames];
/** What a faulty game does wrong; each session has its own. */
const failures = [
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

/** What a table is opened with. The pool is won often, and tables stand for different seeds of it. */
export const configOf = (game: Game, random: Random): Record<string, unknown> => {
  if (game.id === "faulty") return { failure: random.pick(failures) };
  if (game.id !== "jackpot-slot") return {};
  return { odds: random.pick([2, 3]), seed: random.pick([0, 20]) };
};

/** In some worlds everybody plays for the same two pools, so that wins meet. */
const poolGames: readonly Game[] = [jackpotSlot, jackpotSlot, rakedPot];

/** How this world is: the seed decides it once, so that seeds differ in kind and not only in luck. */
export interface Temper {
  /** What tables are opened for. */
  readonly games: readonly Game[];
  readonly store: number;
  readonly network: number;
  readonly reading: number;
  readonly crash: number;
  readonly failing: number;
  readonly sessionsMax: number;
  /** How often all players do something in one moment. */
  readonly rush: number;
}

export const temperOf = (random: Random): Temper => ({
  games: random.pick([allGames, ownGames, poolGames]),
  store: random.pick([100, 200, 400]),
  network: random.pick([100, 300]),
  reading: random.pick([10, 30]),
  crash: random.pick([1, 2, 4]),
  failing: random.pick([0, 1, 4]),
  sessionsMax: random.pick([3, 6, 10]),
  rush: random.pick([0, 20, 60]),
});
