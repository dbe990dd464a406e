import type { Game } from "../game.ts";
import { seatsTaken, type SessionSetup, type SessionState } from "../session.ts";
import { viewFor } from "../step.ts";
import type { Seat } from "../table.ts";

/** A seat, or null for a spectator. */
export type Eyes = Seat | null;
export const nameOf = (eyes: Eyes): string => (eyes === null ? "a spectator" : `seat ${eyes}`);
export const eyesAt = (state: SessionState): Eyes[] => [...seatsTaken(state), null];

/** How one state looks to everybody: each view is asked of the game once. */
export interface Faces {
  readonly eyes: readonly Eyes[];
  /** Throws a `GameFault`. */
  view(eyes: Eyes): unknown;
}

export const facesOf = (game: Game, setup: SessionSetup, state: SessionState): Faces => {
  const views = new Map<Eyes, unknown>();
  return {
    eyes: eyesAt(state),
    view(eyes) {
      if (!views.has(eyes)) views.set(eyes, viewFor(game, setup, state, eyes));
      return views.get(eyes);
    },
  };
};
