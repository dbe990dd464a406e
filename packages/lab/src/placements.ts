import { isRefusal, seededDraws, type Action, type Random, type Refusal } from "@parlor/kit";
import { actionLike, smallestActionsAt } from "./actions.ts";
import { alongBranch, branches, sampledBranches } from "./branching.ts";
import {
  branchCountMax,
  searchedBranchCountMax,
  searchedCountsMax,
  searchSampleCount,
} from "./limits.ts";
import {
  opening,
  perform,
  positionKey,
  type Done,
  type Position,
  type Setting,
} from "./position.ts";
import { Unenumerable } from "./unenumerable.ts";

/** One step from the opening to where a bet can be made, and how chance has to go in it. */
interface PathStep {
  readonly action: Action;
  readonly ways: readonly number[];
}

/** How a bet comes to be made at a table where nobody has bet yet. */
export interface Placement {
  readonly bet: string;
  readonly opening: readonly number[];
  readonly path: readonly PathStep[];
  readonly action: Action;
}

interface Place {
  readonly position: Position;
  readonly opening: readonly number[];
  readonly path: readonly PathStep[];
}

/** The seat whose bets are followed. */
export const followedSeat = 0;

/**
 * Looks for a way to make each bet: first where nothing else is up, then along with one and two other
 * stakes, always after as few moves as can be. A bet that is missing is not offered at this table.
 */
export const findPlacements = (
  setting: Setting,
  wanted: readonly string[],
): ReadonlyMap<string, Placement> => {
  const found = new Map<string, Placement>();
  for (const [index, countMax] of searchedCountsMax.entries()) {
    if (wanted.every((bet) => found.has(bet))) break;
    search(setting, { stakesUp: index + 1, countMax }, wanted, found);
  }
  return found;
};

const search = (
  setting: Setting,
  { stakesUp, countMax }: { readonly stakesUp: number; readonly countMax: number },
  wanted: readonly string[],
  found: Map<string, Placement>,
): void => {
  const seen = new Set<string>();
  const queue: Place[] = [];
  const visit = (place: Place): void => {
    const { position } = place;
    if (position.over || stakesIn(setting, position) > stakesUp) return;
    const key = positionKey(setting, position);
    if (seen.has(key) || seen.size >= countMax) return;
    seen.add(key);
    queue.push(place);
  };
  const starts = branches((random) => opening(setting, random), branchCountMax);
  for (const { value, ways } of starts) visit({ position: value, opening: ways, path: [] });
  for (let next = 0; next < queue.length; next++) {
    const place = queue[next];
    if (place === undefined || wanted.every((bet) => found.has(bet))) return;
    for (const action of smallestActionsAt(setting, place.position, followedSeat)) {
      for (const { value, ways } of outcomes(setting, place.position, action)) {
        for (const posting of value.postings) {
          if (posting.kind !== "bet" || posting.seat !== followedSeat) continue;
          const { bet } = posting;
          if (found.has(bet)) continue;
          found.set(bet, { bet, opening: place.opening, path: place.path, action });
        }
        visit({
          position: value.position,
          opening: place.opening,
          path: [...place.path, { action, ways }],
        });
      }
    }
  }
};

const stakesIn = ({ game }: Setting, { state }: Position): number =>
  game.stakes?.(state).filter(({ seat }) => seat === followedSeat).length ?? 0;

/** Where an action leads: everywhere that it can, or, where that is too much, to some of it. */
const outcomes = (setting: Setting, position: Position, action: Action) => {
  const move = { kind: "act", seat: followedSeat, action } as const;
  const run = (random: Random): Done => accepted(perform(setting, position, move, random));
  try {
    return branches(run, searchedBranchCountMax);
  } catch (error) {
    if (!(error instanceof Unenumerable)) throw error;
    return sampledBranches(run, searchSampleCount, seededDraws("search"));
  }
};

/** The conformance suite holds a game to accept what it lists; here it is taken at its word. */
export const accepted = <T>(answer: T | Refusal): T => {
  if (isRefusal(answer)) throw new Error(`a listed action was refused: ${answer.refused}`);
  return answer;
};

/**
 * Goes the way to a placement at a table with other limits: the same moves, the same chance, each
 * stake the smallest that this table takes. Nothing when this table does not take one of them.
 */
export const goTo = (
  setting: Setting,
  placement: Placement,
): { readonly position: Position; readonly action: Action } | undefined => {
  let position = alongBranch((random) => opening(setting, random), placement.opening);
  for (const { action, ways } of placement.path) {
    const here = actionLike(setting, position, followedSeat, action);
    if (here === undefined) return undefined;
    const move = { kind: "act", seat: followedSeat, action: here } as const;
    const from = position;
    position = alongBranch(
      (random) => accepted(perform(setting, from, move, random)),
      ways,
    ).position;
  }
  const action = actionLike(setting, position, followedSeat, placement.action);
  return action === undefined ? undefined : { position, action };
};
