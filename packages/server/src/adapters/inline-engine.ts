import { legalFor, openSession, step, viewFor, type Game } from "@parlor/kit";
import type { Engine } from "../ports/engine.ts";

/** A trusted game, run in this thread. */
export const inlineEngine = (game: Game): Engine => ({
  game,
  open: (setup, context) => openSession(game, setup, context),
  step: (setup, state, command, context) => step(game, setup, state, command, context),
  look: (setup, state, seat) => ({
    view: viewFor(game, setup, state, seat),
    legal: seat === null ? [] : legalFor(game, setup, state, seat),
  }),
});
