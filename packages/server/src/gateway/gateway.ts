import fastifyStatic from "@fastify/static";
import fastifySwagger from "@fastify/swagger";
import scalarReference from "@scalar/fastify-api-reference";
import { refuse, type Refusal } from "@parlor/kit";
import {
  fastify,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { messageBytesMax } from "../limits.ts";
import type { Platform } from "../platform.ts";
import { askerOf, nobody, type Asker } from "./asking.ts";
import { healthRoutes } from "./health-routes.ts";
import { operatorRoutes } from "./operator-routes.ts";
import { playerRoutes } from "./player-routes.ts";
import { problemOf, problemType } from "./problems.ts";
import { rateLimit } from "./rate-limit.ts";
import { sessionRoutes } from "./session-routes.ts";
import { socketRoute } from "./socket-route.ts";
import { streamRoutes } from "./stream-routes.ts";

export interface GatewayOptions {
  readonly platform: Platform;
  /** Whoever brings it may do what the operator may; without one, nobody may. */
  readonly operatorToken?: string;
  /** The folder of the built web page; without one there is only the interface. */
  readonly webRoot?: string;
}

/** What every route has at hand. */
export interface Gateway {
  readonly platform: Platform;
  readonly app: App;
  /** False once the server has been told to stop. */
  ready(): boolean;
  /** Who the bearer token of a request stands for. */
  asker(request: FastifyRequest): Promise<Asker | Refusal>;
  askerOfToken(token: string | undefined): Promise<Asker | Refusal>;
  /** Whether this caller may send another command now. */
  readonly mayCommand: (caller: string) => boolean;
}

export type App = ReturnType<typeof newApp>;

const newApp = () =>
  fastify({ bodyLimit: messageBytesMax, routerOptions: { maxParamLength: 200 } })
    .setValidatorCompiler(validatorCompiler)
    .setSerializerCompiler(serializerCompiler)
    .withTypeProvider<ZodTypeProvider>();

/** The HTTP and WebSocket face of a platform. `app.listen` starts it; `stop` says goodbye and closes. */
export const openGateway = async (
  options: GatewayOptions,
): Promise<{ readonly app: FastifyInstance; stop(): Promise<void> }> => {
  const { platform } = options;
  const app = newApp();
  let stopping = false;
  const { commandsPerSecondMax, commandBurstMax } = platform.settings;
  const askerOfToken = (token: string | undefined) =>
    askerOf(token, platform.players, options.operatorToken);
  const gateway: Gateway = {
    platform,
    app,
    ready: () => !stopping,
    askerOfToken,
    asker: async (request) => {
      const header = request.headers.authorization;
      if (header === undefined) return nobody;
      return header.startsWith("Bearer ")
        ? askerOfToken(header.slice("Bearer ".length))
        : refuse("unauthorized");
    },
    mayCommand: rateLimit(platform.clock, commandsPerSecondMax, commandBurstMax),
  };

  handleErrors(gateway);
  await describeInterface(app);
  healthRoutes(gateway);
  playerRoutes(gateway);
  sessionRoutes(gateway);
  streamRoutes(gateway);
  operatorRoutes(gateway);
  const sockets = socketRoute(gateway);
  if (options.webRoot !== undefined) await servePages(app, options.webRoot);
  else app.setNotFoundHandler((_request, reply) => sendRefusal(reply, refuse("unknown_route")));
  return {
    app,
    stop: async () => {
      stopping = true;
      sockets.stop();
      await app.close();
    },
  };
};

export const sendRefusal = (
  reply: FastifyReply,
  refusal: Refusal,
  own?: Readonly<Record<string, string>>,
) => {
  const problem = problemOf(refusal, own);
  if (problem.status === 429) void reply.header("retry-after", "1");
  return reply
    .code(problem.status)
    .type(problemType)
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
};

/** What fastify itself refuses is a refusal like any other; the rest is a bug, told without its details. */
const handleErrors = ({ app, platform }: Gateway): void => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error.statusCode === 413) return sendRefusal(reply, refuse("too_large"));
    if (error.validation) return sendRefusal(reply, refuse("malformed", error.message));
    if (error.statusCode !== undefined && error.statusCode < 500)
      return sendRefusal(reply, refuse("malformed"));
    platform.log.error({ url: request.url, error: String(error.stack) }, "a request failed");
    const problem = {
      type: "about:blank",
      title: "The server failed.",
      status: 500,
      code: "internal",
      transient: true,
    };
    return reply
      .code(500)
      .type(problemType)
      .serializer((body: unknown) => JSON.stringify(body))
      .send(problem);
  });
};

/** OpenAPI at /openapi.json, made from the schemas that validate, and a page to read it at /reference. */
const describeInterface = async (app: App): Promise<void> => {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Parlor",
        description: "Sessions, money and chance for games of every kind.",
        version: "1",
      },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
  });
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  await app.register(scalarReference, {
    routePrefix: "/reference",
    configuration: {
      url: "/openapi.json",
      withDefaultFonts: false,
      telemetry: false,
      agent: { disabled: true },
    },
  });
};

/** The web page; an address that names no file is the page's own to show. */
const servePages = async (app: App, root: string): Promise<void> => {
  await app.register(fastifyStatic, { root, wildcard: false });
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === "GET" &&
      !request.url.startsWith("/v1/") &&
      (request.headers.accept ?? "").includes("text/html");
    return isPage ? reply.sendFile("index.html") : sendRefusal(reply, refuse("unknown_route"));
  });
};
