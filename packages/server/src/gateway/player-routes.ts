import { isRefusal, refuse } from "@parlor/kit";
import { guestReply, guestRequest, meReply } from "@parlor/protocol";
import type { Gateway } from "./gateway.ts";
import { problemResponses, sendRefusal } from "./problems.ts";

export const playerRoutes = ({ app, platform, asker, mayCommand }: Gateway): void => {
  app.post(
    "/v1/guests",
    {
      schema: {
        tags: ["players"],
        summary: "Sign in as a guest: a token, and play money where the operator grants some",
        body: guestRequest,
        response: { 201: guestReply, ...problemResponses },
      },
    },
    async (request, reply) => {
      if (!mayCommand(`guests from ${request.ip}`))
        return sendRefusal(reply, refuse("rate_limited"));
      return reply.code(201).send(await platform.players.guest(request.body.name));
    },
  );

  app.get(
    "/v1/me",
    {
      schema: {
        tags: ["players"],
        summary: "Who the token stands for, and their balances in minor units",
        response: { 200: meReply, ...problemResponses },
      },
    },
    async (request, reply) => {
      const asking = await asker(request);
      if (isRefusal(asking)) return sendRefusal(reply, asking);
      if (asking.kind !== "player") return sendRefusal(reply, refuse("unauthorized"));
      const balances = await platform.treasury.balances(asking.player.id);
      return reply.send({ ...asking.player, balances });
    },
  );
};
