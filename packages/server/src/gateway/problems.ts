import { isTransient, refusalText, type Refusal } from "@parlor/kit";
import { problem, type Problem, type RefusalReply } from "@parlor/protocol";
import type { FastifyReply } from "fastify";

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
  unknown_seat: 404,
  unknown_player: 404,
  unknown_round: 404,
  unknown_bot: 404,
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
    // A game's own code may be any name, also one that every object has.
    status: Object.hasOwn(statusByCode, refused) ? (statusByCode[refused] ?? conflict) : conflict,
    ...(detail === undefined ? {} : { detail }),
    code: refused,
    transient,
  };
};

export const problemType = "application/problem+json";

/** How every route answers when it does not do what it was asked, for the description of the interface. */
export const problemResponses = {
  default: {
    description: "A refusal, or a failure of the server (RFC 9457)",
    content: { [problemType]: { schema: problem } },
  },
} as const;

const sendProblem = (reply: FastifyReply, body: Problem) =>
  reply
    .code(body.status)
    .type(problemType)
    .serializer((value: unknown) => JSON.stringify(value))
    .send(body);

export const sendRefusal = (
  reply: FastifyReply,
  refusal: Refusal,
  own?: Readonly<Record<string, string>>,
) => {
  const body = problemOf(refusal, own);
  if (body.status === 429) void reply.header("retry-after", "1");
  if (body.status === 401) void reply.header("www-authenticate", "Bearer");
  return sendProblem(reply, body);
};

/** A bug, told without its details. */
export const sendFailure = (reply: FastifyReply) =>
  sendProblem(reply, {
    type: "urn:parlor:failure",
    title: "The server failed.",
    status: 500,
    code: "internal",
    transient: true,
  });
