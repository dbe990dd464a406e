import { canonicalJson, copyJson } from "@parlor/kit";
import type { FollowedBet } from "./followed-bet.ts";
import { decisionsAtHandCount, decisionsKeptMax } from "./limits.ts";
import { positionKey, type Move, type Setting } from "./position.ts";

/** A decision, with all that it depends on. */
interface Kept {
  readonly state: unknown;
  readonly timers: readonly (readonly [name: string, left: number, seat: number | null])[];
  readonly spots: readonly string[];
  readonly move: Move;
}

/**
 * Remembers what was decided where: `think` takes some hundred times as long. The last few decisions are
 * found by looking at them, which is faster than to write the position down.
 */
export const rememberedDecisions = (
  setting: Setting,
  think: (at: FollowedBet) => Move,
): ((at: FollowedBet) => Move) => {
  const decided = new Map<string, Move>();
  const atHand: Kept[] = [];
  return (at) => {
    for (const kept of atHand) if (isSamePlace(setting, kept, at)) return kept.move;
    const key = `${canonicalJson(at.spots)} ${positionKey(setting, at.position)}`;
    const move = decided.get(key) ?? think(at);
    if (decided.size < decisionsKeptMax) decided.set(key, move);
    atHand.unshift({
      state: copyJson(at.position.state),
      timers: timersLeft(at),
      spots: at.spots,
      move,
    });
    if (atHand.length > decisionsAtHandCount) atHand.pop();
    return move;
  };
};

const timersLeft = ({ position: { timers, now } }: FollowedBet): Kept["timers"] =>
  Object.entries(timers).map(([name, { dueAt, seat }]) => [name, dueAt - now, seat]);

const isSamePlace = (
  { history }: Setting,
  kept: Kept,
  { position, spots }: FollowedBet,
): boolean => {
  if (kept.spots.length !== spots.length) return false;
  for (let index = 0; index < spots.length; index++)
    if (kept.spots[index] !== spots[index]) return false;
  if (!isSameJson(kept.state, position.state, history)) return false;
  let count = 0;
  for (const name in position.timers) {
    const [timer, other] = [position.timers[name], kept.timers[count++]];
    if (timer === undefined || other === undefined || other[0] !== name) return false;
    if (timer.dueAt - position.now !== other[1] || timer.seat !== other[2]) return false;
  }
  return count === kept.timers.length;
};

const none: readonly string[] = [];

/** Whether two JSON values are the same but for some of their own fields. */
const isSameJson = (a: unknown, b: unknown, except: readonly string[] = none): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++)
      if (!isSameJson(a[index], b[index])) return false;
    return true;
  }
  if (Array.isArray(b)) return false;
  // Neither null nor lists, so both have fields.
  const [one, other] = [a as Fields, b as Fields];
  for (const field in other) if (!(field in one)) return false;
  for (const field in one) {
    if (!(field in other)) return false;
    if (!except.includes(field) && !isSameJson(one[field], other[field])) return false;
  }
  return true;
};

type Fields = Readonly<Record<string, unknown>>;
