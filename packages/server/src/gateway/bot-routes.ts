import { isRefusal, refuse, type Refusal } from "@parlor/kit";
import { botsReply, botsRequest } from "@parlor/protocol";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Gateway } from "./gateway.ts";
import { problemResponses, sendRefusal } from "./problems.ts";

/** Bots at a table: for who opened the session, and for the operator. */
export const botRoutes = (gateway: Gateway): void => {
  const { app, platform } = gateway;
  app.post(
    "/v1/sessions/:id/bots",
    {
      schema: {
        tags: ["sessions"],
        summary: "Let bots sit down, at the first free seat, at these seats or at all free ones",
        params: z.object({ id: z.string() }),
        body: botsRequest,
        response: { 201: botsReply, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const refusal = await mayNot(gateway, request, id);
      if (refusal) return sendRefusal(reply, refusal);
      const seated = await platform.bots.add(id, request.body);
      return isRefusal(seated)
        ? sendRefusal(reply, seated)
        : reply.code(201).send({ seats: [...seated] });
    },
  );

  app.delete(
    "/v1/sessions/:id/bots/:seat",
    {
      schema: {
        tags: ["sessions"],
        summary: "Let the bot in this seat get up",
        params: z.object({ id: z.string(), seat: z.coerce.number().int().min(0) }),
        response: { 200: z.object({ seat: z.int() }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id, seat } = request.params;
      const refusal = await mayNot(gateway, request, id);
      if (refusal) return sendRefusal(reply, refusal);
      const refused = await platform.bots.remove(id, seat);
      return refused ? sendRefusal(reply, refused) : reply.send({ seat });
    },
  );
};

const mayNot = async (
  { platform, asker, mayCommand }: Gateway,
  request: FastifyRequest,
  id: string,
): Promise<Refusal | undefined> => {
  const asking = await asker(request);
  if (isRefusal(asking)) return asking;
  if (asking.kind === "nobody") return refuse("unauthorized");
  if (asking.kind === "operator") return undefined;
  if (!mayCommand(asking.player.id)) return refuse("rate_limited");
  const session = await platform.sessions.find(id);
  if (isRefusal(session)) return session;
  const isHost = session.setup.host === asking.player.id;
  return isHost ? undefined : refuse("forbidden", "only who opened the session may");
};
