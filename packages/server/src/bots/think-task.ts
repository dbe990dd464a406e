import type { ThinkTask } from "@parlor/bots";
import {
  callGame,
  randomFrom,
  readTableOf,
  seededDraws,
  type BotTimer,
  type Choice,
  type Seat,
} from "@parlor/kit";
import type { Engine } from "../ports/engine.ts";
import type { Standing } from "../sessions/contract.ts";

/** So many states are dealt anew for one decision; the bot deals more from them. */
const dealtCount = 4;

/** What a bot in this seat is asked: its view, what it may do, and where it could be. */
export interface Question {
  readonly standing: Standing;
  readonly engine: Engine;
  readonly seat: Seat;
  readonly bot: string;
  readonly view: unknown;
  readonly legal: readonly Choice[];
  readonly mayWait: boolean;
  readonly now: number;
  /** Whatever nobody knows; it has nothing to do with the session's rounds. */
  readonly seed: string;
}

/**
 * [V1] The task for a thread: what a person in this seat is told, and states that this person could not tell from the real
 * one. Where the game hides anything, the real state does not leave the session. Throws what the game throws.
 */
export const thinkTaskOf = (question: Question): ThinkTask => {
  const { standing, engine, seat, seed } = question;
  const { setup, state } = standing;
  const { game } = engine;
  const random = randomFrom(seededDraws(`${seed}/deal`));
  const dealt = game.redeal
    ? Array.from({ length: dealtCount }, () =>
        callGame(game.id, "redeal", () => game.redeal?.(state.game, seat, random)),
      )
    : [state.game];
  return {
    game: setup.game,
    bot: question.bot,
    seat,
    table: readTableOf(setup, state),
    view: question.view,
    legal: question.legal,
    now: question.now,
    timers: timersOf(standing),
    mayWait: question.mayWait,
    dealt,
    seed,
  };
};

/** [V1] The clocks that anybody at the table may see. */
export const timersOf = ({ state }: Standing): BotTimer[] =>
  Object.entries(state.timers)
    .filter(([, timer]) => !("secret" in timer))
    .map(([name, { dueAt, seat }]) => ({ name, dueAt, seat }));
