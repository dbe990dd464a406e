import { isRefusal } from "@parlor/kit";
import type { SessionEvent } from "@parlor/protocol";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { entriesFrom } from "../events/contract.ts";
import { seatOfAsker } from "./asking.ts";
import type { Gateway } from "./gateway.ts";
import { problemResponses, sendRefusal } from "./problems.ts";
import { occupancyAt } from "./occupancy.ts";

export const eventStream = {
  description:
    "Each event's type, its data as JSON, and with an entry's last event the id to resume after",
  content: { "text/event-stream": { schema: z.string() } },
};

/** The head of a stream alone would have no end either. */
export const streamOnly = { exposeHeadRoute: false } as const;

const lastSeen = z.coerce.number().int().min(0);

/** Where a reader goes on: after the id of the last event that it had, or the address' own `after`. */
export const resumePoint = (request: FastifyRequest, after: number | undefined): number => {
  const header = lastSeen.safeParse(request.headers["last-event-id"]);
  return header.success ? header.data : (after ?? 0);
};

/** Server-sent events: each batch of one journal entry carries the id to come back with. */
export const sendStream = async (
  reply: FastifyReply,
  batches: AsyncIterable<{ readonly id: number; readonly events: readonly SessionEvent[] }>,
): Promise<void> => {
  const { raw } = reply.hijack();
  raw.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    // The connection is this stream's own, so that its end is the connection's.
    connection: "close",
  });
  raw.write(": parlor\n\n");
  try {
    for await (const { id, events } of batches) {
      const text = batchText(id, events);
      if (text && !raw.write(text)) await drained(raw);
    }
    raw.end();
  } catch (error) {
    // The answer has begun, so nothing can be said any more; the reader comes back by itself.
    raw.destroy();
    throw error;
  }
};

const batchText = (id: number, events: readonly SessionEvent[]): string => {
  const lines = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n`);
  // The id comes with the entry's last event, so that a reader never resumes in the middle of one.
  const last = lines.pop();
  return last === undefined
    ? ""
    : `${lines.map((line) => `${line}\n`).join("")}${last}id: ${id}\n\n`;
};

/** A reader that does not keep up is waited for: the journal is read at its pace, nothing piles up. */
const drained = (raw: FastifyReply["raw"]): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      raw.off("drain", go).off("close", go);
      resolve();
    };
    if (raw.destroyed) resolve();
    else raw.on("drain", go).on("close", go);
  });

/** Aborted when the reader goes away or the server stops. */
export const untilClosed = (reply: FastifyReply, closing: AbortSignal): AbortSignal => {
  const gone = new AbortController();
  // The reader may have left while its question was being looked at.
  if (reply.raw.destroyed) gone.abort();
  reply.raw.on("close", () => gone.abort());
  return AbortSignal.any([gone.signal, closing]);
};

export const streamRoutes = ({ app, platform, asker, closing }: Gateway): void => {
  app.get(
    "/v1/sessions/:id/events",
    {
      ...streamOnly,
      schema: {
        tags: ["events"],
        summary:
          "A session's events as server-sent events, from the start or after the entry in Last-Event-ID",
        params: z.object({ id: z.string() }),
        querystring: z.object({ after: lastSeen.optional() }),
        response: { 200: eventStream, ...problemResponses },
      },
    },
    async (request, reply) => {
      const asking = await asker(request);
      if (isRefusal(asking)) return sendRefusal(reply, asking);
      const session = await platform.sessions.find(request.params.id);
      if (isRefusal(session)) return sendRefusal(reply, session);
      const after = resumePoint(request, request.query.after);
      const player = asking.kind === "player" ? asking.player.id : undefined;
      const seats = await occupancyAt(
        platform.store,
        session.id,
        after,
        player,
        seatOfAsker(asking, session),
      );
      const signal = untilClosed(reply, closing);
      const batches = async function* () {
        for await (const entry of entriesFrom(
          platform.store,
          platform.hub,
          session.id,
          after,
          signal,
        )) {
          yield { id: entry.seq, events: seats.visible(entry) };
          if (entry.did.ended) return;
        }
      };
      await sendStream(reply, batches());
      return reply;
    },
  );
};
