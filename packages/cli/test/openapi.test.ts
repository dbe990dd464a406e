import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openHouse, operatorToken, type TestHouse } from "./test-house.ts";

const content = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }));
const operation = z.object({
  tags: z.array(z.string()).min(1),
  summary: z.string().min(5),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(["path", "query"]),
        required: z.boolean(),
        schema: z.record(z.string(), z.unknown()),
      }),
    )
    .optional(),
  requestBody: z.object({ content, required: z.literal(true) }).optional(),
  responses: z.record(
    z.string().regex(/^([1-5]\d\d|default)$/),
    z.object({ description: z.string(), content }),
  ),
});
const openApi = z.object({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), operation),
  ),
});
type OpenApi = z.output<typeof openApi>;

let house: TestHouse;
let told: OpenApi;
beforeAll(async () => {
  house = await openHouse();
  told = openApi.parse((await house.ask("GET", "/openapi.json")).body);
});
afterAll(async () => house.server.stop());

const operations = () =>
  Object.entries(told.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ path, method, ...one })),
  );

/** A JSON Schema, made to check with: what is no valid schema throws. */
const checker = (schema: Readonly<Record<string, unknown>>): z.ZodType => z.fromJSONSchema(schema);

test("the interface is described in OpenAPI 3.1, every route of it", () => {
  const routes = operations().map(({ method, path }) => `${method} ${path}`);
  expect(routes.toSorted()).toEqual([
    "delete /v1/sessions/{id}/bots/{seat}",
    "get /healthz",
    "get /metrics",
    "get /readyz",
    "get /v1/audit",
    "get /v1/events",
    "get /v1/games",
    "get /v1/games/{id}",
    "get /v1/me",
    "get /v1/sessions",
    "get /v1/sessions/{id}",
    "get /v1/sessions/{id}/events",
    "get /v1/sessions/{id}/export",
    "get /v1/sessions/{id}/rounds",
    "get /v1/stats",
    "post /v1/guests",
    "post /v1/sessions",
    "post /v1/sessions/{id}/bots",
    "post /v1/sessions/{id}/commands",
  ]);
});

test("every place in an address is declared, and every body and reply has a schema", () => {
  for (const { path, method, parameters = [], requestBody, responses } of operations()) {
    const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = parameters.filter((one) => one.in === "path");
    expect(declared.map(({ name }) => name)).toEqual(places);
    expect(declared.every(({ required }) => required)).toBe(true);
    expect(requestBody !== undefined).toBe(method === "post");
    const schemas = [requestBody, ...Object.values(responses)].flatMap((one) =>
      Object.values(one?.content ?? {}).map(({ schema }) => schema),
    );
    for (const schema of schemas) expect(() => checker(schema)).not.toThrow();
    expect(Object.keys(responses).some((status) => status.startsWith("2"))).toBe(true);
  }
});

test("every route of the interface says how it refuses", () => {
  for (const { path, responses } of operations().filter((one) => one.path.startsWith("/v1/"))) {
    const problem = responses["default"]?.content["application/problem+json"]?.schema;
    const required = ["type", "title", "status", "code", "transient"];
    expect({ path, required: problem?.["required"] }).toEqual({ path, required });
  }
});

test("what the server answers has the schema that it is described with", async () => {
  const ada = await house.guest("Ada");
  const session = await house.open(ada, "coin-flip");
  await house.done(ada, session, { kind: "join" });
  await house.act(ada, session, { type: "flip", call: "heads", stake: 100 });
  const { token } = ada;
  const asked: readonly (readonly [method: string, route: string, path: string, wish: object])[] = [
    ["get", "/healthz", "/healthz", {}],
    ["get", "/readyz", "/readyz", {}],
    ["get", "/v1/games", "/v1/games", {}],
    ["get", "/v1/games/{id}", "/v1/games/craps", {}],
    ["get", "/v1/games/{id}", "/v1/games/nothing", {}],
    ["get", "/v1/me", "/v1/me", { token }],
    ["get", "/v1/me", "/v1/me", {}],
    ["get", "/v1/sessions", "/v1/sessions", {}],
    ["get", "/v1/sessions/{id}", `/v1/sessions/${session}`, { token }],
    ["get", "/v1/sessions/{id}/rounds", `/v1/sessions/${session}/rounds`, {}],
    ["get", "/v1/stats", "/v1/stats", { token: operatorToken }],
    ["get", "/v1/audit", "/v1/audit", { token: operatorToken }],
    ["post", "/v1/guests", "/v1/guests", { body: { name: "Bob" } }],
    ["post", "/v1/sessions", "/v1/sessions", { token, body: { game: "craps" } }],
    ["post", "/v1/sessions", "/v1/sessions", { token, body: { game: "nothing" } }],
    [
      "post",
      "/v1/sessions/{id}/commands",
      `/v1/sessions/${session}/commands`,
      { token, body: { kind: "leave", id: "leave" } },
    ],
  ];
  for (const [method, route, path, wish] of asked) {
    const { status, headers, body } = await house.ask(method.toUpperCase(), path, wish);
    const { responses } = operations().find((one) => one.path === route && one.method === method)!;
    const type = headers.get("content-type")?.split(";", 1)[0] ?? "";
    const schema = (responses[status] ?? responses["default"])?.content[type]?.schema;
    expect(schema, `${method} ${path} answers ${status} ${type}`).toBeDefined();
    expect(checker(schema!).safeParse(body).error).toBeUndefined();
  }
});
