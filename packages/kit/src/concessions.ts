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
  if (concessions === undefined) return choices;
  // In one pass and with at most one new list: a search comes here with every move that it tries.
  let others: Choice[] | null = null;
  for (let at = 0; at < choices.length; at++) {
    const one = choices[at];
    if (one === undefined) continue;
    if (concessions.includes(one.type)) others ??= choices.slice(0, at);
    else others?.push(one);
  }
  return others === null || others.length === 0 ? choices : others;
};
