import { isRefusal, refuse, type Refusal } from "@parlor/kit";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { sendRefusal, type Gateway } from "./gateway.ts";
import { resumePoint, sendStream, untilClosed } from "./stream-routes.ts";
import { exportSession } from "../journal/contract.ts";

/** What only the operator may see or do. */
export const operatorRoutes = (gateway: Gateway): void => {
  const { app, platform } = gateway;
  const tags = ["operator"];
  const mayNot = async (request: FastifyRequest): Promise<Refusal | undefined> => {
    const asking = await gateway.asker(request);
    if (isRefusal(asking)) return asking;
    return asking.kind === "operator" ? undefined : refuse("forbidden", "only the operator may");
  };

  app.get(
    "/v1/stats",
    { schema: { tags, summary: "What the platform has counted since it was started" } },
    async (request, reply) => {
      const refusal = await mayNot(request);
      return refusal ? sendRefusal(reply, refusal) : reply.send(platform.stats.platform());
    },
  );

  app.get(
    "/v1/audit",
    {
      schema: {
        tags,
        summary: "Every transfer of every journal added up, and compared with the balances",
      },
    },
    async (request, reply) => {
      const refusal = await mayNot(request);
      return refusal ? sendRefusal(reply, refusal) : reply.send(await platform.treasury.audit());
    },
  );

  const after = z.coerce.number().int().min(0).optional();
  app.get(
    "/v1/events",
    {
      schema: {
        tags,
        summary:
          "The public events of all sessions, from any position of the store on, as server-sent events",
        querystring: z.object({ after }),
      },
    },
    async (request, reply) => {
      const refusal = await mayNot(request);
      if (refusal) return sendRefusal(reply, refusal);
      const signal = untilClosed(reply);
      const events = platform.feed(resumePoint(request, request.query.after), signal);
      const batches = async function* () {
        for await (const event of events) yield { id: event.position, events: [event] };
      };
      await sendStream(reply, batches(), signal);
      return reply;
    },
  );

  app.get(
    "/v1/sessions/:id/export",
    {
      schema: {
        tags: ["sessions"],
        summary:
          "The whole journal, a line an entry: for the operator at any time, for everybody once the session has ended",
        params: z.object({ id: z.string() }),
      },
    },
    async (request, reply) => {
      const session = await platform.sessions.find(request.params.id);
      if (isRefusal(session)) return sendRefusal(reply, session);
      // A running session's journal holds hidden cards; after its end every seed is revealed anyway.
      const refusal = session.state.phase.status === "ended" ? undefined : await mayNot(request);
      if (refusal) return sendRefusal(reply, refusal);
      let text = "";
      for await (const line of exportSession(platform.store, session.id)) text += line;
      return reply.type("application/x-ndjson").send(text);
    },
  );
};
