import type { Action, Random, Seat } from "@parlor/kit";
import { anyAction } from "./actions.ts";
import { playoutStepsMax } from "./limits.ts";
import type { Movers } from "./movers.ts";
import type { SearchTable } from "./search-table.ts";

/** What a seat does, or that a clock is let run out. */
export type Move = Action | "wait" | "expire";

/**
 * Plays to the end with actions drawn at random: to the end of the game, where there is money of the round, or
 * until nothing goes on any more. Returns the steps that it took.
 */
export const playOut = (table: SearchTable, movers: Movers, random: Random): number => {
  let step = 0;
  while (step < playoutStepsMax && !table.over) {
    if (!playStep(table, movers, random)) break;
    step += 1;
  }
  return step;
};

const playStep = (table: SearchTable, movers: Movers, random: Random): boolean => {
  const mover = movers.next();
  if (mover === null) return make(table, movers, 0, "expire");
  const { seat, legal, mayWait } = mover;
  const waits = mayWait && random.int(2) === 0;
  return make(table, movers, seat, waits ? "wait" : anyAction(legal, random));
};

/**
 * Does a move. What is legal may still be refused where the table's own limits say so; who is refused waits.
 * False where a clock is to run out and none runs.
 */
export const make = (table: SearchTable, movers: Movers, seat: Seat, move: Move): boolean => {
  if (move === "expire") {
    movers.acted();
    return table.expire();
  }
  movers.took(seat);
  if (move === "wait" || table.act(seat, move)) movers.waited(seat);
  else movers.acted();
  return true;
};
