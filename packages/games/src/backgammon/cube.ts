import type { Seat } from "@parlor/kit";
import type { Config } from "./config.ts";
import { isMoney, type State } from "./state.ts";

export const isCrawfordGame = ({ game, crawfordGame }: Pick<State, "game" | "crawfordGame">) =>
  game === crawfordGame;

/** Whether the seat whose turn it is may double before it rolls. */
export const mayDouble = (state: State, seat: Seat, config: Config): boolean => {
  const { cube, scores } = state;
  if (!config.cube || isCrawfordGame(state)) return false;
  if (cube.owner !== null && cube.owner !== seat) return false;
  if (cube.value * 2 > config.cubeMax) return false;
  // Whoever wins the match with the game as it stands would only double for the other side.
  return isMoney(config) || (scores[seat] ?? 0) + cube.value < config.matchPoints;
};

/** Whether the double that is on offer may be turned once more at once. */
export const mayBeaver = ({ cube }: State, config: Config): boolean =>
  isMoney(config) && config.beavers && cube.value * 4 <= config.cubeMax;

/** Whether gammons count in the game as it stands: by the Jacoby rule not before the cube has been turned. */
export const gammonsCount = ({ cube }: Pick<State, "cube">, config: Config): boolean =>
  !(isMoney(config) && config.cube && config.jacoby && cube.value === 1);
