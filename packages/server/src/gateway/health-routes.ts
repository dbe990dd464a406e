import type { Gateway } from "./gateway.ts";

/** For whoever runs the server: is it alive, may it get traffic, what has it counted. */
export const healthRoutes = ({ app, platform, ready }: Gateway): void => {
  app.get("/healthz", { schema: { tags: ["running"], summary: "The process is alive" } }, () => ({
    status: "ok",
  }));

  app.get(
    "/readyz",
    {
      schema: {
        tags: ["running"],
        summary: "The server takes commands: it is not stopping, and its store answers",
      },
    },
    async (_request, reply) => {
      if (!ready()) return reply.code(503).send({ status: "stopping" });
      const answers = await platform.store.ping().then(
        () => true,
        () => false,
      );
      return reply
        .code(answers ? 200 : 503)
        .send({ status: answers ? "ok" : "the store does not answer", store: platform.store.kind });
    },
  );

  app.get(
    "/metrics",
    { schema: { tags: ["running"], summary: "Metrics in Prometheus' text format" } },
    async (_request, reply) =>
      reply.type(platform.stats.metricsType).send(await platform.stats.metrics()),
  );
};
