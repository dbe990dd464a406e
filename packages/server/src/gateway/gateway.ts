import fastifyStatic from "@fastify/static";
import fastifySwagger from "@fastify/swagger";
import scalarReference from "@scalar/fastify-api-reference";
import { refuse, type Refusal } from "@parlor/kit";
import { fastify, type FastifyError, type FastifyInstance, type FastifyRequest } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { messageBytesMax, requestTimeoutMs } from "../limits.ts";
import type { Platform } from "../platform.ts";
import { askerOf, nobody, type Asker } from "./asking.ts";
import { botRoutes } from "./bot-routes.ts";
import {
  answerBrokenRequest,
  answerExpectations,
  refuseOnceClosed,
  refuseWithoutHost,
} from "./broken-requests.ts";
import { connectionsOf } from "./closing.ts";
import { healthRoutes } from "./health-routes.ts";
import { operatorRoutes } from "./operator-routes.ts";
import { playerRoutes } from "./player-routes.ts";
import { sendFailure, sendRefusal } from "./problems.ts";
import { rateLimit } from "./rate-limit.ts";
import { secureHeaders } from "./secure-headers.ts";
import { sessionRoutes } from "./session-routes.ts";
import { socketRoute } from "./socket-route.ts";
import { streamRoutes } from "./stream-routes.ts";

export interface GatewayOptions {
  readonly platform: Platform;
  /** Whoever brings it may do what the operator may; without one, nobody may. */
  readonly operatorToken?: string;
  /**
   * Addresses or networks (`10.0.0.0/8`) of proxies in front: what they say in `x-forwarded-for` of where a request comes from is believed. Without them
   * all guests behind a proxy share its address, and the limit for it.
   */
  readonly trustedProxies?: readonly string[];
  /** The folder of the built web page; without one there is only the interface. */
  readonly webRoot?: string;
  /**
   * The address of another server where a client may go on when this one stops, if there is one. Each client asks anew, so that
   * not all of them go to the same one.
   */
  readonly whereToGoOn?: () => string | undefined;
}

/**
 * What every route has at hand. Whoever asks is known by a token in a header or in the hello, never
 * by a cookie: a foreign page has nothing to send, so there is no origin to check.
 */
export interface Gateway {
  readonly platform: Platform;
  readonly app: App;
  /** False once the server has been told to stop. */
  readonly ready: () => boolean;
  /** Aborted when the streams have to end, since the server stops. */
  readonly closing: AbortSignal;
  /** Who the bearer token of a request stands for. */
  readonly asker: (request: FastifyRequest) => Promise<Asker | Refusal>;
  readonly askerOfToken: (token: string | undefined) => Promise<Asker | Refusal>;
  /** Whether this caller may send another command now. */
  readonly mayCommand: (caller: string) => boolean;
  /** Where a client goes on when this server stops. */
  readonly whereToGoOn: () => string | undefined;
}

export type App = ReturnType<typeof newApp>;

const newApp = (trustedProxies: readonly string[] = []) =>
  fastify({
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: messageBytesMax,
    requestTimeout: requestTimeoutMs,
    // What it would answer by itself while it closes is none of the interface's refusals.
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
    http: { requireHostHeader: false },
    routerOptions: { maxParamLength: 200 },
    // What is refused before there is a route: an address that cannot be read, or is too long.
    frameworkErrors: (_error, _request, reply) => {
      void sendRefusal(reply, refuse("unknown_route"));
    },
  })
    .setValidatorCompiler(validatorCompiler)
    .setSerializerCompiler(serializerCompiler)
    .withTypeProvider<ZodTypeProvider>();

export interface OpenGateway {
  /** `listen` starts it. */
  readonly app: FastifyInstance;
  /** Sends no more traffic here: `/readyz` says no, and new sockets are turned away. */
  drain(): void;
  /** Tells the clients at sockets where to go on, as far as there is another node. */
  sendAway(): Promise<void>;
  /** Says goodbye to everybody, and closes. */
  stop(): Promise<void>;
}

/** The HTTP and WebSocket face of a platform. */
export const openGateway = async (options: GatewayOptions): Promise<OpenGateway> => {
  const { platform } = options;
  const app = newApp(options.trustedProxies);
  let stopping = false;
  const closing = new AbortController();
  const { commandsPerSecondMax, commandBurstMax } = platform.settings;
  const askerOfToken = (token: string | undefined) =>
    askerOf(token, platform.players, options.operatorToken);
  const gateway: Gateway = {
    platform,
    app,
    ready: () => !stopping,
    closing: closing.signal,
    askerOfToken,
    asker: async (request) => {
      const header = request.headers.authorization;
      if (header === undefined) return nobody;
      const token = /^bearer +(.*)$/i.exec(header)?.[1];
      return token === undefined ? refuse("unauthorized") : askerOfToken(token);
    },
    mayCommand: rateLimit(platform.clock, commandsPerSecondMax, commandBurstMax),
    whereToGoOn: options.whereToGoOn ?? (() => platform.cluster?.whereToGoOn()),
  };

  handleErrors(gateway);
  answerExpectations(app.server);
  secureHeaders(app);
  refuseWithoutHost(app);
  refuseOnceClosed(app, closing.signal);
  await describeInterface(app);
  healthRoutes(gateway);
  playerRoutes(gateway);
  sessionRoutes(gateway);
  botRoutes(gateway);
  streamRoutes(gateway);
  operatorRoutes(gateway);
  const sockets = socketRoute(gateway);
  const connections = connectionsOf(app.server);
  if (options.webRoot !== undefined) await servePages(app, options.webRoot);
  else app.setNotFoundHandler((_request, reply) => sendRefusal(reply, refuse("unknown_route")));
  return {
    app,
    drain: () => (stopping = true),
    sendAway: () => sockets.sendAway(),
    stop: async () => {
      stopping = true;
      closing.abort();
      sockets.stop();
      await connections.close(
        platform.clock,
        () => app.close(),
        () => sockets.end(),
      );
    },
  };
};

/** What fastify itself refuses is a refusal like any other; the rest is a bug. */
const handleErrors = ({ app, platform }: Gateway): void => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (isCallersFault(error)) return sendRefusal(reply, refusalOf(error));
    platform.log.error({ url: request.url, error: String(error.stack) }, "a request failed");
    return sendFailure(reply);
  });
};

const isCallersFault = ({ statusCode, validation }: FastifyError): boolean =>
  validation !== undefined || (statusCode !== undefined && statusCode < 500);

const refusalOf = ({ statusCode, validation, message }: FastifyError): Refusal => {
  if (statusCode === 413) return refuse("too_large");
  return validation ? refuse("malformed", message) : refuse("malformed");
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
