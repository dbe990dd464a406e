import { z } from "zod";
import type { Gateway } from "./gateway.ts";

const tags = ["running"];
const health = z.object({
  status: z.string(),
  store: z.string().optional(),
  bus: z
    .enum(["up", "down"])
    .optional()
    .describe("Where there are other nodes: without it, this one goes on with its own sessions"),
});

/** For whoever runs the server: is it alive, may it get traffic, what has it counted. */
export const healthRoutes = ({ app, platform, ready }: Gateway): void => {
  app.get(
    "/healthz",
    { schema: { tags, summary: "The process is alive", response: { 200: health } } },
    () => ({ status: "ok" }),
  );

  app.get(
    "/readyz",
    {
      schema: {
        tags,
        summary: "The server takes commands: it is not stopping, and its store answers",
        response: { 200: health, 503: health },
      },
    },
    async (_request, reply) => {
      if (!ready()) return reply.code(503).send({ status: "stopping" });
      const answers = await platform.store.ping().then(
        () => true,
        () => false,
      );
      const { cluster, store } = platform;
      return reply.code(answers ? 200 : 503).send({
        status: answers ? "ok" : "the store does not answer",
        store: store.kind,
        // A node without its bus plays on: to send its clients away would end what still works.
        ...(cluster ? { bus: cluster.status().bus } : {}),
      });
    },
  );

  app.get(
    "/metrics",
    {
      schema: {
        tags,
        summary: "Metrics in Prometheus' text format",
        response: {
          200: { description: "Metrics", content: { "text/plain": { schema: z.string() } } },
        },
      },
    },
    async (_request, reply) =>
      reply.type(platform.stats.metricsType).send(await platform.stats.metrics()),
  );
};
