import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { tallyLine } from "./tally-reporter.ts";

const root = join(import.meta.dirname, "..");

/** Runs vitest over these files, in a folder from which it finds itself. */
const run = (files: Readonly<Record<string, string>>) => {
  const parent = join(root, "node_modules", ".cache");
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(join(parent, "tally-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const reporter = JSON.stringify(join(root, "tools", "tally-reporter.ts"));
  const settings = `include: ["*.test.js"], exclude: [], reporters: ["default", ${reporter}]`;
  writeFileSync(join(directory, "vitest.config.js"), `export default { test: { ${settings} } };`);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const { status, stdout } = spawnSync(process.execPath, [vitest, "run"], {
    cwd: directory,
    encoding: "utf8",
  });
  return { status, stdout, lastLine: stdout.split("\n").at(-2), end: stdout.at(-1) };
};

const head = `import { beforeAll, describe, test } from "vitest";`;
const good = `${head} test("good", () => {});`;

test("the last line of a run that passes is its tally", () => {
  const { status, lastLine, end } = run({ "a.test.js": good });
  expect({ status, lastLine, end }).toEqual({
    status: 0,
    lastLine: "1 passed, 0 failed",
    end: "\n",
  });
});

test("skipped tests are counted and listed with their reason", () => {
  const skipped = `test("absent", (context) => context.skip("there is no database"));`;
  const { status, stdout, lastLine } = run({ "a.test.js": `${good} ${skipped}` });
  expect({ status, lastLine }).toEqual({ status: 0, lastLine: "1 passed, 0 failed, 1 skipped" });
  expect(stdout).toContain("a.test.js > absent: there is no database");
});

test("whatever fails counts: a test, a file that does not load, a hook, a stray error", () => {
  const fault = `throw new Error("planted");`;
  const { status, lastLine } = run({
    "a.test.js": `${good} test("bad", () => { ${fault} });`,
    "b.test.js": `${head} ${fault}`,
    "c.test.js": `${head} describe("c", () => { beforeAll(() => { ${fault} }); test("c", () => {}); });`,
    "d.test.js": `${head} test("d", () => { void Promise.reject(new Error("planted")); });`,
  });
  expect({ status, lastLine }).toEqual({ status: 1, lastLine: "2 passed, 4 failed, 1 skipped" });
});

test("a run without tests has failed", () => {
  const { status, lastLine } = run({});
  expect({ status, lastLine }).toEqual({ status: 1, lastLine: "0 passed, 1 failed" });
});

test("skipped tests are named only when there are some", () => {
  expect(tallyLine({ passed: 3, failed: 0, skipped: [] })).toBe("3 passed, 0 failed");
});
