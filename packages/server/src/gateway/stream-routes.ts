import { isRefusal } from "@parlor/kit";
import type { SessionEvent } from "@parlor/protocol";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { entriesFrom } from "../events/contract.ts";
import { seatOfAsker } from "./asking.ts";
import { sendRefusal, type Gateway } from "./gateway.ts";
import { occupancyAt } from "./occupancy.ts";

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
  signal: AbortSignal,
): Promise<void> => {
  const { raw } = reply.hijack();
  raw.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  raw.write(": parlor\n\n");
  for await (const { id, events } of batches) {
    const lines = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n`);
    // The id comes with the entry's last event, so that a reader never resumes in the middle of one.
    const last = lines.pop();
    const text = `${lines.map((line) => `${line}\n`).join("")}${last === undefined ? "" : `${last}id: ${id}\n\n`}`;
    if (text && !raw.write(text)) await drained(raw, signal);
  }
  raw.end();
};

/** A reader that does not keep up is waited for: the journal is read at its pace, nothing piles up. */
const drained = (raw: FastifyReply["raw"], signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      raw.off("drain", go);
      resolve();
    };
    raw.once("drain", go);
    signal.addEventListener("abort", go, { once: true });
  });

/** Aborted when the reader goes away or the server stops. */
export const untilClosed = (reply: FastifyReply): AbortSignal => {
  const controller = new AbortController();
  reply.raw.on("close", () => controller.abort());
  return controller.signal;
};

export const streamRoutes = ({ app, platform, asker }: Gateway): void => {
  app.get(
    "/v1/sessions/:id/events",
    {
      schema: {
        tags: ["events"],
        summary:
          "A session's events as server-sent events, from the start or after the entry in Last-Event-ID",
        params: z.object({ id: z.string() }),
        querystring: z.object({ after: lastSeen.optional() }),
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
      const signal = untilClosed(reply);
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
      await sendStream(reply, batches(), signal);
      return reply;
    },
  );
};
