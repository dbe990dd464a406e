import { Readable } from "node:stream";
import { isRefusal, refuse, type Refusal } from "@parlor/kit";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { feedEntriesFrom } from "../events/contract.ts";
import { exportSession } from "../journal/contract.ts";
import type { Registry } from "../registry/contract.ts";
import type { Standing } from "../sessions/contract.ts";
import type { Audit } from "../treasury/contract.ts";
import type { Gateway } from "./gateway.ts";
import { problemResponses, sendRefusal } from "./problems.ts";
import { eventStream, resumePoint, sendStream, streamOnly, untilClosed } from "./stream-routes.ts";

const platformStats = z.object({
  uptimeMs: z.number(),
  games: z.int(),
  sessionsCreated: z.int(),
  sessionsActive: z.int(),
  sessionsEnded: z.int(),
  actions: z.int(),
  rounds: z.int(),
  bets: z.int(),
  volume: z.record(z.string(), z.int()),
  payouts: z.record(z.string(), z.int()),
  rake: z.record(z.string(), z.int()),
});
const audit = z.object({
  entries: z.int(),
  transfers: z.int(),
  sums: z.record(z.string(), z.int()).describe("Per currency; anything but 0 is a fault"),
  discrepancies: z.array(
    z.object({
      account: z.string(),
      currency: z.string(),
      balance: z.int(),
      transfers: z.int(),
    }),
  ),
});
const journalLines = {
  description: "First what the file is, then each entry with its hash, a JSON value a line",
  content: { "application/x-ndjson": { schema: z.string() } },
};

type MayNot = (request: FastifyRequest) => Promise<Refusal | undefined>;

/** What only the operator may see or do. */
export const operatorRoutes = (gateway: Gateway): void => {
  const { app, platform } = gateway;
  const tags = ["operator"];
  const mayNot: MayNot = async (request) => {
    const asking = await gateway.asker(request);
    if (isRefusal(asking)) return asking;
    if (asking.kind === "nobody") return refuse("unauthorized");
    return asking.kind === "operator" ? undefined : refuse("forbidden", "only the operator may");
  };

  exportRoute(gateway, mayNot);
  app.get(
    "/v1/stats",
    {
      schema: {
        tags,
        summary: "What the platform has counted since it was started",
        response: { 200: platformStats, ...problemResponses },
      },
    },
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
        response: { 200: audit, ...problemResponses },
      },
    },
    async (request, reply) => {
      const refusal = await mayNot(request);
      return refusal
        ? sendRefusal(reply, refusal)
        : reply.send(auditReply(await platform.treasury.audit()));
    },
  );

  clusterRoute(gateway, mayNot);
  const query = z.object({ after: z.coerce.number().int().min(0).optional() });
  app.get(
    "/v1/events",
    {
      ...streamOnly,
      schema: {
        tags,
        summary:
          "The public events of all sessions, from any position of the store on, as server-sent events",
        querystring: query,
        response: { 200: eventStream, ...problemResponses },
      },
    },
    async (request, reply) => {
      const refusal = await mayNot(request);
      if (refusal) return sendRefusal(reply, refusal);
      const signal = untilClosed(reply, gateway.closing);
      const after = resumePoint(request, request.query.after);
      const batches = async function* () {
        const entries = feedEntriesFrom(platform.store, platform.hub, after, signal);
        for await (const { position, events } of entries) yield { id: position, events };
      };
      await sendStream(reply, batches());
      return reply;
    },
  );
};

const clusterStatus = z.object({
  node: z.string().describe("The node that was asked"),
  bus: z.enum(["up", "down"]),
  nodes: z.array(
    z.object({
      id: z.string(),
      url: z.string(),
      status: z.enum(["alive", "draining", "dead"]),
      leaseLeftMs: z.number(),
      partitions: z.int(),
      load: z
        .object({
          sessionsActive: z.int(),
          sessionsInMemory: z.int(),
          connections: z.int(),
        })
        .nullable(),
    }),
  ),
  owners: z.array(z.string().nullable()).describe("Who owns each partition, by number"),
  pinned: z.array(z.object({ partition: z.int(), node: z.string() })),
});

const clusterRoute = ({ app, platform }: Gateway, mayNot: MayNot): void => {
  const { cluster } = platform;
  if (!cluster) return;
  app.get(
    "/v1/cluster",
    {
      schema: {
        tags: ["operator"],
        summary: "The nodes and what they own, as the node that is asked knows it",
        response: { 200: clusterStatus, ...problemResponses },
      },
    },
    async (request, reply) => {
      const refusal = await mayNot(request);
      if (refusal) return sendRefusal(reply, refusal);
      const { nodes, owners, pinned, ...rest } = cluster.status();
      return reply.send({ ...rest, nodes: [...nodes], owners: [...owners], pinned: [...pinned] });
    },
  );
};

const exportRoute = ({ app, platform }: Gateway, mayNot: MayNot): void => {
  app.get(
    "/v1/sessions/:id/export",
    {
      schema: {
        tags: ["sessions"],
        summary:
          "The whole journal, a line an entry: for the operator at any time; for everybody once the session has ended, where its game hides nothing",
        params: z.object({ id: z.string() }),
        response: { 200: journalLines, ...problemResponses },
      },
    },
    async (request, reply) => {
      const session = await platform.sessions.find(request.params.id);
      if (isRefusal(session)) return sendRefusal(reply, session);
      const refusal = isOpenToAll(session, platform.registry) ? undefined : await mayNot(request);
      if (refusal) return sendRefusal(reply, refusal);
      const lines = Readable.from(exportSession(platform.store, session.id));
      void reply.type("application/x-ndjson");
      // The declared type is that of the whole text; a stream is sent as it comes.
      return (reply as FastifyReply).send(lines);
    },
  );
};

/**
 * [V1] A journal has everything that was hidden. Seeds and draws of open rounds are public at a session's end, but
 * those of sealed ones and what players chose in secret and never showed are not: where a game can be dealt anew for a seat, there is such a thing.
 */
const isOpenToAll = ({ setup, state }: Standing, registry: Registry): boolean => {
  const engine = registry.engineOf(setup.game.id, setup.game.version);
  return state.phase.status === "ended" && !isRefusal(engine) && engine.game.redeal === undefined;
};

/** The wire's lists are mutable; the treasury's are not. */
const auditReply = ({ discrepancies, ...figures }: Audit) => ({
  ...figures,
  discrepancies: [...discrepancies],
});
