import type { Game } from "../game.ts";
import { seededDraws } from "../prng.ts";
import { randomFrom } from "../random.ts";
import type { PoolBalances } from "../session.ts";

/**
 * What other tables of the game do to its pools between two commands of this one: mostly nothing; now
 * and then they pay in, and sometimes one of them wins all of it or a part.
 */
export const otherTables = (game: Game, seed: number | string) => {
  const random = randomFrom(seededDraws(`other tables of ${seed}`));
  const change = (balance: number): number => {
    const roll = random.int(12);
    if (roll < 3) return balance + 1 + random.int(500);
    if (roll === 3) return 0;
    return roll === 4 ? Math.floor(balance / 2) : balance;
  };
  return (pools: PoolBalances): PoolBalances =>
    game.pools === undefined
      ? pools
      : Object.fromEntries(Object.entries(pools).map(([pool, held]) => [pool, change(held)]));
};
