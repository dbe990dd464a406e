import { describe, expect, test } from "vitest";
import {
  at,
  defaultOf,
  documentsOf,
  filesIn,
  keysAt,
  knownVariables,
  listAt,
  objectsIn,
  problemOf,
  stopMaxSeconds,
  textAt,
  type Yaml,
} from "./deploy-files.ts";
import { typeErrors, type Manifest } from "./kubernetes-types.ts";

const folder = "deploy/kubernetes";
const kustomization = documentsOf(`${folder}/kustomization.yaml`)[0] ?? null;
const manifests: readonly Manifest[] = filesIn(folder, ".yaml")
  .filter((path) => !path.endsWith("kustomization.yaml"))
  .flatMap((path) =>
    documentsOf(path).map((body) => ({
      path,
      body,
      apiVersion: textAt(body, "apiVersion"),
      kind: textAt(body, "kind"),
    })),
  );

const ofKind = (kind: string): readonly Yaml[] =>
  manifests.filter((manifest) => manifest.kind === kind).map(({ body }) => body);
const nameOf = (body: Yaml): Yaml | undefined => at(body, "metadata", "name");
/** What makes pods. */
const makers = [...ofKind("StatefulSet"), ...ofKind("Job")];
const templates = makers.map((maker) => at(maker, "spec", "template") ?? null);
const containers = templates.flatMap((template) => listAt(template, "spec", "containers"));
const nodes = ofKind("StatefulSet").find((body) => nameOf(body) === "parlor") ?? null;
const node = listAt(nodes, "spec", "template", "spec", "containers")[0] ?? null;
const secret = ofKind("Secret")[0] ?? null;
const ours = containers.filter((container) => /parlor/.test(textAt(container, "image")));

/** The containers of the pods that a selector chooses. */
const chosenBy = (labels: Yaml | undefined): readonly Yaml[] =>
  templates
    .filter((template) =>
      keysAt(labels).every((key) => at(template, "metadata", "labels", key) === at(labels, key)),
    )
    .flatMap((template) => listAt(template, "spec", "containers"));

const hasPort = (container: Yaml, name: Yaml | undefined): boolean =>
  listAt(container, "ports").some((port) => at(port, "name") === name);

test("every manifest is what Kubernetes' types say, without a field that they do not have", async () => {
  expect(manifests.length).toBeGreaterThan(8);
  expect(await typeErrors(manifests)).toBe("");
}, 60_000);

test("the compiler finds a field that does not exist", async () => {
  const wrong: Manifest = {
    path: "wrong.yaml",
    apiVersion: "v1",
    kind: "Service",
    body: { spec: { selectors: {} } },
  };
  expect(await typeErrors([wrong])).toMatch(/selectors.* does not exist/);
}, 60_000);

test("kustomize has every manifest that is no example and is not made once for each version", () => {
  expect(
    listAt(kustomization, "resources")
      .map((name) => `${folder}/${textAt(name)}`)
      .toSorted(),
  ).toEqual(
    filesIn(folder, ".yaml")
      .filter((path) => !/example|kustomization|migrate/.test(path))
      .toSorted(),
  );
  const [image = null] = listAt(kustomization, "images");
  expect(at(image, "name")).toBe(at(node, "image"));
  const [job = null] = ofKind("Job");
  expect(at(listAt(job, "spec", "template", "spec", "containers")[0] ?? null, "image")).toBe(
    `${textAt(image, "newName")}:${textAt(image, "newTag")}`,
  );
});

test("every variable is one that the command reads, and every argument is one that it takes", () => {
  expect(ours).toHaveLength(2);
  for (const container of ours) {
    for (const variable of listAt(container, "env"))
      expect(knownVariables).toContain(at(variable, "name"));
    expect(problemOf(listAt(container, "args").map((word) => textAt(word)))).toBeUndefined();
  }
});

test("what is taken from the Secret is in the example", () => {
  const taken = manifests
    .flatMap(({ body }) => objectsIn(body))
    .flatMap((value) => at(value, "secretKeyRef") ?? []);
  expect(taken.length).toBeGreaterThan(3);
  for (const reference of taken) {
    expect(at(reference, "name")).toBe(nameOf(secret ?? null));
    expect(keysAt(secret, "stringData")).toContain(at(reference, "key"));
  }
});

test("ports have the names by which services and probes call them, and the number that the server listens on", () => {
  expect(at(listAt(node, "ports")[0] ?? null, "containerPort")).toBe(
    defaultOf("serve", "PARLOR_PORT"),
  );
  for (const container of containers) {
    const probed = objectsIn(container).flatMap((value) => at(value, "httpGet", "port") ?? []);
    for (const port of probed) expect(hasPort(container, port)).toBe(true);
  }
  for (const service of ofKind("Service")) {
    const chosen = chosenBy(at(service, "spec", "selector"));
    expect(chosen).toHaveLength(1);
    for (const port of listAt(service, "spec", "ports"))
      expect(chosen.some((container) => hasPort(container, at(port, "targetPort")))).toBe(true);
  }
  for (const policy of ofKind("NetworkPolicy")) {
    const [chosen = null] = chosenBy(at(policy, "spec", "podSelector", "matchLabels"));
    for (const rule of listAt(policy, "spec", "ingress")) {
      for (const port of listAt(rule, "ports"))
        expect(hasPort(chosen, at(port, "port"))).toBe(true);
      for (const from of listAt(rule, "from"))
        expect(chosenBy(at(from, "podSelector", "matchLabels"))).toEqual([node]);
    }
  }
  for (const value of manifests.flatMap(({ body }) => objectsIn(body))) {
    const backend = at(value, "backend", "service");
    if (backend === undefined) continue;
    const service = ofKind("Service").find((body) => nameOf(body) === at(backend, "name")) ?? null;
    expect(listAt(service, "spec", "ports").map((port) => at(port, "name"))).toContain(
      at(backend, "port", "name"),
    );
  }
});

test("what chooses pods chooses those that it is made for", () => {
  for (const maker of ofKind("StatefulSet")) {
    const own = listAt(maker, "spec", "template", "spec", "containers");
    expect(chosenBy(at(maker, "spec", "selector", "matchLabels"))).toEqual(own);
    expect(ofKind("Service").map(nameOf)).toContain(at(maker, "spec", "serviceName"));
  }
  const [budget = null] = ofKind("PodDisruptionBudget");
  expect(chosenBy(at(budget, "spec", "selector", "matchLabels"))).toEqual([node]);
  expect(at(budget, "spec", "maxUnavailable")).toBe(1);
});

describe("a node", () => {
  test("is asked at the addresses for it whether it lives and may get traffic", () => {
    expect(at(node, "livenessProbe", "httpGet", "path")).toBe("/healthz");
    expect(at(node, "startupProbe", "httpGet", "path")).toBe("/healthz");
    expect(at(node, "readinessProbe", "httpGet", "path")).toBe("/readyz");
  });

  test("has the time that it needs for handing over, after the wait before", () => {
    const [, waitSeconds] = listAt(node, "lifecycle", "preStop", "exec", "command");
    const graceSeconds = at(nodes, "spec", "template", "spec", "terminationGracePeriodSeconds");
    expect(Number(graceSeconds)).toBeGreaterThanOrEqual(Number(waitSeconds) + stopMaxSeconds);
  });
});
