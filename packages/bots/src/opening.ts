import {
  isRefusal,
  type Currency,
  type Game,
  type Limits,
  type Random,
  type ReadTable,
} from "@parlor/kit";
import { positionOf, SearchTable, type Position } from "./search-table.ts";

/** A table for bots among themselves. */
export interface TableOptions {
  /** Parsed by the game's schema. */
  readonly config?: unknown;
  readonly limits?: Limits;
  readonly currency?: Currency;
  /** How many sit there; the fewest that the game takes unless told otherwise. */
  readonly seatCount?: number;
}

export const tableFor = (game: Game, options: TableOptions = {}): ReadTable => {
  const { limits = usualLimits, currency = "PLAY/0", seatCount = game.seats.min } = options;
  if (seatCount < game.seats.min || seatCount > game.seats.max)
    throw new RangeError(`${game.id} is for ${game.seats.min} to ${game.seats.max} seats`);
  const seats = Array.from({ length: seatCount }, (_, seat) => seat);
  const config: unknown = game.config.parse(options.config ?? {});
  return { config, limits, currency, seats, seatCount, running: true };
};
const usualLimits: Limits = { min: 100, max: 50_000, step: 100 };

/** Everybody has sat down, and play has not begun. */
export const seatedOf = (game: Game, table: ReadTable, random: Random): Position => {
  const before = { ...table, running: false };
  let position = positionOf(game, game.setup({ ...before, seats: [] }));
  for (const seat of table.seats) {
    const joining = new SearchTable(
      game,
      { ...before, seats: table.seats.slice(0, seat + 1) },
      random,
    );
    joining.take(position);
    const refused = joining.join(seat);
    if (isRefusal(refused)) throw new Error(`${game.id} refused a player: ${refused.refused}`);
    position = joining.leave();
  }
  // Who has bought in has not lost anything yet: it lies on the table.
  return { ...position, gains: null };
};

/** Everybody has sat down and play has begun. */
export const openingOf = (game: Game, table: ReadTable, random: Random): Position => {
  const starting = new SearchTable(game, table, random);
  starting.take(seatedOf(game, table, random));
  starting.start();
  return { ...starting.leave(), gains: null };
};
