import type { Game } from "@parlor/kit";
import type { SearchTable } from "./search-table.ts";

/** What the seats have on the table, by seat. */
export const stakesBySeat = (game: Game, state: unknown, seatCount: number): number[] => {
  const stakes = Array.from({ length: seatCount }, () => 0);
  for (const { seat, amount } of game.stakes?.(state) ?? [])
    stakes[seat] = (stakes[seat] ?? 0) + amount;
  return stakes;
};

/**
 * What each seat has from how play went since it began with `staked` on the table: money in minor units, what is
 * still on the table counted as it lies there; without money a place from 1, the first, down to 0.
 */
export const payoffsOf = (table: SearchTable, staked: readonly number[]): number[] => {
  const { game, gains } = table;
  if (game.bank === "none") return placesOf(table);
  const { seatCount } = table.table;
  const now = game.stakes ? stakesBySeat(game, table.state, seatCount) : undefined;
  return gains.map((gain, seat) => gain + (now?.[seat] ?? 0) - (staked[seat] ?? 0));
};

/** Who shares a place shares what it is worth; an unfinished game is a draw. */
const placesOf = ({ outcome, gains }: SearchTable): number[] => {
  const payoffs = gains.map(() => 0.5);
  if (outcome === null) return payoffs;
  let placed = 0;
  for (const group of outcome.places) placed += group.length;
  if (placed < 2) return payoffs;
  let before = 0;
  for (const group of outcome.places) {
    const worth = 1 - (before + (group.length - 1) / 2) / (placed - 1);
    for (const seat of group) payoffs[seat] = worth;
    before += group.length;
  }
  return payoffs;
};
