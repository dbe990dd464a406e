import { isTransient, refusalText, type Refusal } from "@parlor/kit";
import type { Problem, RefusalReply } from "@parlor/protocol";

const statusByCode: Readonly<Record<string, number>> = {
  malformed: 400,
  invalid_command: 400,
  invalid_config: 400,
  invalid_action: 400,
  invalid_amount: 400,
  unauthorized: 401,
  forbidden: 403,
  unknown_route: 404,
  unknown_game: 404,
  unknown_session: 404,
  unknown_player: 404,
  unknown_round: 404,
  too_large: 413,
  rate_limited: 429,
  game_fault: 500,
  game_unavailable: 503,
  too_many_sessions: 503,
  queue_full: 503,
  stale_epoch: 503,
  outcome_unknown: 503,
  shutting_down: 503,
};

/** Everything else is a "no" of the game or of the session as it stands: a conflict. */
const conflict = 409;

/** A refusal as it goes over the wire, with its sentence; `own` are the texts of the game's codes. */
export const refusalReplyOf = (
  { refused, detail }: Refusal,
  own?: Readonly<Record<string, string>>,
): RefusalReply => ({
  refused,
  ...(detail === undefined ? {} : { detail }),
  text: refusalText(refused, own),
  transient: isTransient(refused),
});

/** A refusal as RFC 9457 wants it. */
export const problemOf = (refusal: Refusal, own?: Readonly<Record<string, string>>): Problem => {
  const { refused, detail, text, transient } = refusalReplyOf(refusal, own);
  return {
    type: `urn:parlor:refusal:${refused}`,
    title: text,
    status: statusByCode[refused] ?? conflict,
    ...(detail === undefined ? {} : { detail }),
    code: refused,
    transient,
  };
};

export const problemType = "application/problem+json";
