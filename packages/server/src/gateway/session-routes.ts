import { isRefusal, refuse, sessionStatuses, type Refusal } from "@parlor/kit";
import {
  clientCommand,
  doneReply,
  finishedRound,
  gameInfo,
  openRequest,
  sessionReply,
  sessionsReply,
  type GameInfo,
} from "@parlor/protocol";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { listedRoundsMax } from "../limits.ts";
import { doneReplyOf, seatOfAsker, type Asker } from "./asking.ts";
import type { Gateway } from "./gateway.ts";
import { problemResponses, sendRefusal } from "./problems.ts";
import type { Platform } from "../platform.ts";
import { finishedRounds } from "./rounds.ts";
import { submitFor } from "./submission.ts";

const sessionParams = z.object({ id: z.string() });
const statuses = z.union([
  z.enum(sessionStatuses).transform((status) => [status]),
  z.array(z.enum(sessionStatuses)),
]);

export const sessionRoutes = (gateway: Gateway): void => {
  gameRoutes(gateway);
  listAndOpen(gateway);
  lookAndCommand(gateway);
};

const gameRoutes = ({ app, platform }: Gateway): void => {
  const games = z.object({ games: z.array(gameInfo) });
  app.get(
    "/v1/games",
    {
      schema: {
        tags: ["games"],
        summary: "The games, with their seats, bets and declared edges",
        response: { 200: games, ...problemResponses },
      },
    },
    () => ({
      games: platform.registry.list().map((info) => withBots(platform, info)),
    }),
  );
  app.get(
    "/v1/games/:id",
    {
      schema: {
        tags: ["games"],
        summary: "One game",
        params: sessionParams,
        response: { 200: gameInfo, ...problemResponses },
      },
    },
    async (request, reply) => {
      const info = platform.registry.info(request.params.id);
      return isRefusal(info) ? sendRefusal(reply, info) : reply.send(withBots(platform, info));
    },
  );
};

/** Which bots play a game is the platform's to say, not the registry's. */
const withBots = ({ bots }: Platform, info: GameInfo): GameInfo => {
  const names = bots.names(info.id);
  return names.length > 0 ? { ...info, bots: [...names] } : info;
};

const listAndOpen = (gateway: Gateway): void => {
  const { app, platform } = gateway;
  const query = z.object({
    game: z.string().optional(),
    status: statuses.optional(),
    after: z.string().optional(),
  });
  app.get(
    "/v1/sessions",
    {
      schema: {
        tags: ["sessions"],
        summary: "Sessions, newest first; by default those that have not ended",
        querystring: query,
        response: { 200: sessionsReply, ...problemResponses },
      },
    },
    async ({ query: { game, status, after } }) => {
      const filter = {
        ...(game === undefined ? {} : { game }),
        ...(status === undefined ? {} : { status }),
        ...(after === undefined ? {} : { after }),
      };
      return { sessions: [...(await platform.sessions.list(filter))] };
    },
  );

  app.post(
    "/v1/sessions",
    {
      schema: {
        tags: ["sessions"],
        summary: "Open a session; whoever opens it is its host",
        body: openRequest,
        response: { 201: sessionReply, ...problemResponses },
      },
    },
    (request, reply) => open(gateway, request, request.body, reply),
  );
};

const open = async (
  { platform, asker, mayCommand }: Gateway,
  request: FastifyRequest,
  wished: z.output<typeof openRequest>,
  reply: FastifyReply,
) => {
  const asking = await asker(request);
  if (isRefusal(asking)) return sendRefusal(reply, asking);
  if (asking.kind === "nobody") return sendRefusal(reply, refuse("unauthorized"));
  const host = asking.kind === "player" ? asking.player.id : "operator";
  if (asking.kind === "player" && !mayCommand(host))
    return sendRefusal(reply, refuse("rate_limited"));
  const opened = await platform.sessions.open(wished, host);
  if (isRefusal(opened)) return sendRefusal(reply, opened);
  return reply
    .code(201)
    .send({ info: platform.sessions.info(opened), view: platform.sessions.look(opened, null) });
};

const lookAndCommand = (gateway: Gateway): void => {
  const { app, platform, asker } = gateway;
  app.get(
    "/v1/sessions/:id",
    {
      schema: {
        tags: ["sessions"],
        summary: "A session as whoever asks may see it now",
        params: sessionParams,
        response: { 200: sessionReply, ...problemResponses },
      },
    },
    async (request, reply) => {
      const asking = await asker(request);
      if (isRefusal(asking)) return sendRefusal(reply, asking);
      const session = await platform.sessions.find(request.params.id);
      if (isRefusal(session)) return sendRefusal(reply, session);
      return reply.send({
        info: platform.sessions.info(session),
        view: platform.sessions.look(session, seatOfAsker(asking, session)),
      });
    },
  );

  const rounds = z.object({ rounds: z.array(finishedRound) });
  const roundsQuery = z.object({
    after: z.coerce.number().int().min(0).optional(),
    limit: z.coerce.number().int().min(1).max(listedRoundsMax).default(20),
  });
  app.get(
    "/v1/sessions/:id/rounds",
    {
      schema: {
        tags: ["sessions"],
        summary:
          "Finished rounds with their revealed seeds and draws: the latest, or those after entry `after`. Of a sealed round only the operator gets seed and draws",
        params: sessionParams,
        querystring: roundsQuery,
        response: { 200: rounds, ...problemResponses },
      },
    },
    async (request, reply) => {
      const asking = await asker(request);
      if (isRefusal(asking)) return sendRefusal(reply, asking);
      const session = await platform.sessions.find(request.params.id);
      if (isRefusal(session)) return sendRefusal(reply, session);
      const { after, limit } = request.query;
      const wanted = { after, limit, isOperator: asking.kind === "operator" };
      return reply.send({
        rounds: await finishedRounds(platform.store, session.id, session.seq, wanted),
      });
    },
  );

  app.post(
    "/v1/sessions/:id/commands",
    {
      schema: {
        tags: ["sessions"],
        summary: "Ask something of a session; the same id again is not done twice",
        params: sessionParams,
        body: clientCommand,
        response: { 200: doneReply, ...problemResponses },
      },
    },
    async (request, reply) => {
      const asking = await asker(request);
      if (isRefusal(asking)) return sendRefusal(reply, asking);
      return command(gateway, asking, request.params.id, request.body, reply);
    },
  );
};

const command = async (
  gateway: Gateway,
  asking: Asker,
  id: string,
  sent: z.output<typeof clientCommand>,
  reply: FastifyReply,
) => {
  const { platform, mayCommand } = gateway;
  const refused = (refusal: Refusal, own?: Readonly<Record<string, string>>) => {
    platform.stats.refused(refusal.refused);
    return sendRefusal(reply, refusal, own);
  };
  if (asking.kind === "nobody") return refused(refuse("unauthorized"));
  if (asking.kind === "player" && !mayCommand(asking.player.id))
    return refused(refuse("rate_limited"));
  const submitted = await submitFor(platform, asking, id, sent);
  if (submitted.kind === "done") return reply.send(doneReplyOf(submitted.entry));
  return refused(submitted.refusal, submitted.texts);
};
