import type { Action, Posting, Random, Seat } from "@parlor/kit";
import { isOfSeat, randomFrom } from "@parlor/kit";
import { actionsBeside, smallestActionsAt } from "./actions.ts";
import type { FollowedBet } from "./followed-bet.ts";
import { supportTriedMax } from "./limits.ts";
import { accepted, followedSeat } from "./placements.ts";
import { firstTimer, perform, type Move, type Position, type Setting } from "./position.ts";

/**
 * What a player may do while the bet is on its way. A bet is judged by itself and to its end: other
 * bets are not made, the bet is not made again nor taken back. What puts more money under its name in
 * another way (a double, a split) is a decision like any other. Where none of these goes on, the table
 * is waited for; where that does not help either, the least other bet is made that does.
 */
export const movesAt = (
  setting: Setting,
  at: FollowedBet,
  bet: string,
  placing: Action,
): readonly Move[] => {
  const moves: Move[] = [];
  let goesOn = false;
  for (const seat of setting.table.seats) {
    if (seat !== followedSeat && goesOn) continue;
    for (const action of actionsBeside(setting, at.position, seat, placing)) {
      const move: Move = { kind: "act", seat, action };
      const tried = attempt(setting, at.position, move);
      if (!isPlay(at, bet, placing, action, tried)) continue;
      moves.push(move);
      goesOn ||= tried.drew || tried.postings.some((posting) => isOn(posting, bet));
    }
  }
  if (goesOn) return moves;
  const timer = firstTimer(at.position);
  // To go on is listed first: of moves that are worth the same, the first is made.
  if (timer !== null) return [{ kind: "timeout", timer }, ...moves];
  const support = supportAt(setting, at.position, bet);
  return support ? [support, ...moves] : moves;
};

const isOn = (posting: Posting, bet: string): boolean => isOfSeat(posting) && posting.bet === bet;

interface Attempt {
  readonly position: Position;
  readonly postings: readonly Posting[];
  readonly drew: boolean;
}

/** Does a move once, with the first of everything that is drawn: enough to see of what kind it is. */
const attempt = (setting: Setting, position: Position, move: Move): Attempt => {
  let drew = false;
  const random: Random = randomFrom(() => {
    drew = true;
    return 0;
  });
  return { ...accepted(perform(setting, position, move, random)), drew };
};

const isPlay = (
  at: FollowedBet,
  bet: string,
  placing: Action,
  action: Action,
  { postings, drew }: Attempt,
): boolean => {
  let refunded = 0;
  for (const posting of postings) {
    if (!isOfSeat(posting)) continue;
    const own = posting.bet === bet && posting.seat === followedSeat;
    if (posting.kind === "bet" && (!own || action.type === placing.type)) return false;
    if (!own && !drew) return false;
    if (own && posting.kind === "refund") refunded += posting.amount;
  }
  return drew || refunded === 0 || refunded < at.taken - at.refunded - at.paid;
};

/** The first of the fewest moves, none of which touches the bet, after which something is drawn. */
const supportAt = (setting: Setting, position: Position, bet: string): Move | undefined => {
  let tried = 0;
  let reached: { readonly position: Position; readonly first: Move | undefined }[] = [
    { position, first: undefined },
  ];
  while (reached.length > 0) {
    const next: typeof reached = [];
    for (const from of reached) {
      for (const move of actsOf(setting, from.position)) {
        if (++tried > supportTriedMax) return undefined;
        const after = attempt(setting, from.position, move);
        if (after.postings.some((posting) => isOn(posting, bet)) && !after.drew) continue;
        const first = from.first ?? move;
        if (after.drew) return first;
        next.push({ position: after.position, first });
      }
    }
    reached = next;
  }
  return undefined;
};

const actsOf = (setting: Setting, position: Position): readonly Move[] =>
  setting.table.seats.flatMap((seat: Seat) =>
    smallestActionsAt(setting, position, seat).map((action): Move => ({
      kind: "act",
      seat,
      action,
    })),
  );
