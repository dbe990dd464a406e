import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultOf, knownVariables, root, textOf } from "./deploy-files.ts";

/** An instruction a line, without comments. */
const instructions = textOf("deploy/Dockerfile")
  .replaceAll(/^\s*#.*\n/gm, "")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => line !== "");
const of = (name: string): readonly string[] =>
  instructions
    .filter((line) => line.startsWith(`${name} `))
    .map((line) => line.slice(name.length + 1));

test("it is built on the Node that Parlor runs on", () => {
  for (const from of of("FROM"))
    expect(from).toMatch(new RegExp(`^node:${textOf(".nvmrc").trim()}-slim`));
});

test("what it sets is what the command reads, and it listens where it says", () => {
  const set = Object.fromEntries(
    of("ENV").flatMap((line) => line.split(/\s+/).map((pair) => pair.split("="))),
  ) as Readonly<Record<string, string>>;
  for (const name of Object.keys(set).filter((variable) => variable !== "NODE_ENV"))
    expect(knownVariables).toContain(name);
  expect(set["PARLOR_PORT"]).toBe(String(defaultOf("serve", "PARLOR_PORT")));
  expect(of("EXPOSE")).toEqual([set["PARLOR_PORT"]]);
  expect(of("VOLUME")).toEqual([set["PARLOR_DATA"]]);
  expect(of("HEALTHCHECK")[0]).toContain("/healthz");
});

test("it runs as a user who is not root, and what it calls is there", () => {
  expect(of("USER")).toEqual(["1000:1000"]);
  expect(of("ENTRYPOINT")).toEqual(['["parlor"]']);
  const [, linked = ""] =
    /ln -s \/app\/(\S+) \/usr\/local\/bin\/parlor/.exec(of("RUN").join("\n")) ?? [];
  for (const path of [linked, "tools/build-web.mjs"])
    expect(existsSync(join(root, path))).toBe(true);
});

test("secrets and data that lie about in a clone do not come along", () => {
  const ignored = textOf(".dockerignore").split("\n");
  expect(ignored).toEqual(expect.arrayContaining(["data", "deploy", ".git", "**/node_modules"]));
});
