import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { endReasons, platformRefusals } from "@parlor/kit";
import { partitionCount } from "@parlor/server/postgres";
import { testNats } from "@parlor/server/testing/nats";
import { testDatabase } from "@parlor/server/testing/postgres";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { serve, temporaryFolder } from "../parlor-process.ts";
import { at, documentsOf, listAt, root, textAt, textOf } from "./deploy-files.ts";

const tests = "the alerts' metrics";
const database = await testDatabase(tests);
afterAll(() => database.remove());
const nats = await testNats(tests);
afterAll(() => nats.stop());

const guide = textOf("docs/guides/operating.md");
const [file = null] = documentsOf("deploy/alerts.yaml");
const alerts = listAt(file, "groups")
  .flatMap((group) => listAt(group, "rules"))
  .map((rule) => ({
    name: textAt(rule, "alert"),
    expression: textAt(rule, "expr"),
    runbook: textAt(rule, "annotations", "runbook"),
    severity: at(rule, "labels", "severity"),
  }));

const metricsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\bparlor_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, ""))),
];
/** The values that a label is compared with: `code=~"one|other"`. */
const valuesOf = (label: string): readonly string[] =>
  alerts.flatMap(({ expression }) =>
    [...expression.matchAll(new RegExp(`${label}=~?"([a-z_|]+)"`, "g"))].flatMap(
      ([, values = ""]) => values.split("|"),
    ),
  );

test("every alert has a section in the guide that says what to do, and no section is left over", () => {
  expect(alerts.length).toBeGreaterThan(10);
  const sections = [...guide.matchAll(/^### (Parlor\w+)$/gm)].map(([, name = ""]) => name);
  expect(sections).toEqual(alerts.map(({ name }) => name));
  for (const { name, runbook, severity } of alerts) {
    expect(runbook).toBe(`docs/guides/operating.md#${name.toLowerCase()}`);
    expect(["warning", "critical"]).toContain(severity);
  }
});

test("labels are compared with values that they have", () => {
  expect(Object.keys(platformRefusals)).toEqual(expect.arrayContaining([...valuesOf("code")]));
  expect(endReasons).toEqual(expect.arrayContaining([...valuesOf("reason")]));
  expect(valuesOf("code").length).toBeGreaterThan(3);
});

test("alerts count as many partitions as there are", () => {
  const compared = alerts.flatMap(
    ({ expression }) => /partitions_owned\) [<>] (\d+)/.exec(expression)?.[1] ?? [],
  );
  expect(compared).toEqual([String(partitionCount), String(partitionCount)]);
});

describe.skipIf(database.isMissing || nats.isMissing)("a node's metrics", () => {
  test("are those that the alerts ask for, and the guide names all of them", async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    const { server, url } = await serve(folder.path, [
      "--store",
      await database.newUrl(),
      "--bus",
      nats.url,
      "--events",
      "none",
      "--cluster",
      `alerts-${process.pid}`,
      "--log",
      "error",
    ]);
    onTestFinished(async () => server.kill());
    const served = await (await fetch(`${url}/metrics`)).text();
    const names = [...served.matchAll(/^# TYPE (\w+) /gm)].map(([, name = ""]) => name);
    expect(names).toEqual(
      expect.arrayContaining(alerts.flatMap(({ expression }) => metricsIn(expression))),
    );
    expect(metricsIn(guide).toSorted()).toEqual(names.toSorted());
    for (const outcome of valuesOf("outcome")) expect(served).toContain(`outcome="${outcome}"`);
  }, 60_000);
});

const hasPromtool = spawnSync("promtool", ["--version"]).error === undefined;
test("Prometheus' own tool finds nothing wrong with the rules, and they fire when they should", ({
  skip,
}) => {
  skip(!hasPromtool, "promtool is not installed");
  for (const args of [
    ["check", "rules", "alerts.yaml"],
    ["test", "rules", "alerts-test.yaml"],
  ]) {
    const { status, stderr } = spawnSync("promtool", args, {
      cwd: join(root, "deploy"),
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
  }
});
