import type { Game, Random, ReadTable } from "@parlor/kit";
import { Movers } from "./movers.ts";
import { seatedOf } from "./opening.ts";
import { playOut } from "./playout.ts";
import { SearchTable } from "./search-table.ts";

/**
 * Plays the game at random, over and over again, each time from where everybody has sat down: to the game's end, or
 * where there is money to the end of the round. Each call is one playout and returns its steps: actions, waits and
 * clocks that run out.
 */
export const newPlayouts = (game: Game, table: ReadTable, random: Random): (() => number) => {
  const live = new SearchTable(game, table, random);
  const movers = new Movers(live);
  const seated = seatedOf(game, table, random);
  const first = table.seats[0] ?? 0;
  return () => {
    live.begin(seated);
    movers.begin(first);
    live.start();
    return playOut(live, movers, random);
  };
};
