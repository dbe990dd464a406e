import type { Choice } from "./choice.ts";
import type { AnySpec } from "./game.ts";

/**
 * The choices that play the game on: all but the game's concessions, or all where there is nothing else.
 * Whoever tries actions at random or searches them picks from these, since a game that is given up is
 * over without having been played.
 */
export const withoutConcessions = (
  { concessions }: Pick<AnySpec, "concessions">,
  choices: readonly Choice[],
): readonly Choice[] => {
  if (concessions === undefined || !choices.some(({ type }) => concessions.includes(type)))
    return choices;
  const others = choices.filter(({ type }) => !concessions.includes(type));
  return others.length > 0 ? others : choices;
};
