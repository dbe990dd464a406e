import { expect, test } from "vitest";

import { checkBans } from "./bans.ts";
import {
  checkBarrels,
  checkBuiltins,
  checkDeclared,
  checkDirections,
  checkGames,
  checkServer,
} from "./imports.ts";
import { checkLock } from "./lock.ts";
import { checkLengths, checkNames } from "./shape.ts";
import type { Finding, SourceFile } from "./source.ts";
import { checkSpecs } from "./specs.ts";
import { checkLinks, checkMachine } from "./texts.ts";

type Check = (files: readonly SourceFile[]) => readonly Finding[];
type Case = readonly [name: string, check: Check, path: string, text: string];

const server = "packages/server/src";
const lengths: Check = (files) => checkLengths(files, { "tools/long.ts": 400 });
const links: Check = (files) => checkLinks(files, (path) => path === "docs/guide.md");
const lines = (count: number): string => "//\n".repeat(count);

test.each<Case>([
  ["a package upstream", checkDirections, "packages/kit/src/a.ts", `import "@parlor/games";`],
  ["games in the server", checkDirections, `${server}/a.ts`, `import x from "@parlor/games";`],
  ["games in a server test", checkDirections, `${server}/a.test.ts`, `import "@parlor/games";`],
  ["a type", checkDirections, "packages/kit/src/a.ts", `type X = import("@parlor/client").X;`],
  ["a re-export", checkDirections, "packages/kit/src/a.ts", `export * from "@parlor/client";`],
  ["a late import", checkDirections, "packages/kit/src/a.ts", `await import("@parlor/client");`],
  ["a path into a package", checkDirections, `${server}/a.ts`, `import "../../kit/src/a.ts";`],
  ["the client in the simulation", checkDirections, "sim/src/a.ts", `import "@parlor/client";`],
  ["the server in the fault run", checkDirections, "faults/src/a.ts", `import "@parlor/server";`],
  ["its own name", checkDirections, "packages/kit/src/a.ts", `import "@parlor/kit/testing";`],
  ["a builtin", checkBuiltins, "packages/kit/src/a.ts", `import fs from "node:fs";`],
  ["a bare builtin", checkBuiltins, "packages/client/src/a.ts", `import fs from "fs";`],
  ["a game", checkGames, "packages/games/src/craps/a.ts", `import "../coin-flip/rules.ts";`],
  ["a domain", checkServer, `${server}/sessions/a.ts`, `import "../treasury/ledger.ts";`],
  ["an adapter", checkServer, `${server}/sessions/a.ts`, `import "../adapters/memory/store.ts";`],
  ["a domain in an adapter", checkServer, `${server}/adapters/a.ts`, `import "../x/contract.ts";`],
  ["a second adapter", checkServer, `${server}/adapters/pg/a.ts`, `import "../memory/a.ts";`],
  ["the wire", checkServer, `${server}/adapters/pg/a.ts`, `import "@parlor/protocol";`],
  ["a domain in a port", checkServer, `${server}/ports/store.ts`, `import "../journal/entry.ts";`],
  ["testing code", checkServer, `${server}/sessions/a.ts`, `import "../testing/index.ts";`],
  ["the index", checkServer, `${server}/sessions/a.ts`, `import "../index.ts";`],
  ["an undeclared package", checkDeclared, `${server}/a.ts`, `import x from "left-pad/lib";`],
  ["a barrel", checkBarrels, `${server}/sessions/index.ts`, `export {};`],
  ["the clock", checkBans, `${server}/a.ts`, `const t = Date.now();`],
  ["the date", checkBans, `${server}/a.ts`, `const t = new Date();`],
  ["dice", checkBans, "packages/games/src/craps/a.ts", `const die = Math.random;`],
  ["a timer", checkBans, `${server}/a.ts`, `setTimeout(() => {}, 1);`],
  ["a timer as a value", checkBans, `${server}/a.ts`, `const timers = { setInterval };`],
  ["a global timer", checkBans, `${server}/a.ts`, `globalThis.setTimeout(() => {}, 1);`],
  ["timers of Node", checkBans, `${server}/a.ts`, `import * as t from "node:timers/promises";`],
  ["camel case", checkNames, `${server}/journalEntry.ts`, ""],
  ["a folder in capitals", checkNames, `${server}/Journal/entry.ts`, ""],
  ["a long file", lengths, "tools/new.ts", lines(301)],
  ["a long file that grew", lengths, "tools/long.ts", lines(401)],
  ["a long file that shrank", lengths, "tools/long.ts", lines(399)],
  ["a rule without a test", checkSpecs, "packages/games/src/craps/SPEC.md", "- [CRAPS-1] Rolls."],
  ["an unknown rule", checkSpecs, "packages/kit/src/a.test.ts", `test("[KIT-1] holds", f);`],
  ["an unknown promise", checkSpecs, "packages/kit/src/a.test.ts", "test(`[J9] ${x}`, f);"],
  ["a machine's path", checkMachine, "a.md", `see ${["", "home", "me"].join("/")}`],
  ["a registry's host", checkMachine, ".npmrc", `at ${["registry", "npmjs", "org"].join(".")}`],
  ["an address", checkLock, "package-lock.json", `{"a": {"resolved": "https://x.test/a.tgz"}}`],
  ["a dead link", links, "docs/a.md", "see [the guide](./guides.md#start)"],
  ["a dead reference", links, "README.md", "[guide]: guide.md"],
])("a planted fault is found: %s", (_, check, path, text) => {
  expect(check([{ path, text }]).filter((finding) => finding.path === path)).toHaveLength(1);
});

test.each<Case>([
  ["a package downstream", checkDirections, `${server}/a.ts`, `import "@parlor/kit/testing";`],
  ["anything in the cli", checkDirections, "packages/cli/src/a.ts", `import "@parlor/games";`],
  [
    "games for a bot's test",
    checkDirections,
    "packages/bots/src/a.test.ts",
    `import "@parlor/games";`,
  ],
  ["a builtin in a test", checkBuiltins, "packages/kit/src/a.test.ts", `import "node:fs";`],
  ["a builtin in the server", checkBuiltins, `${server}/a.ts`, `import "node:fs";`],
  ["the same game", checkGames, "packages/games/src/craps/a.ts", `import "./bets.ts";`],
  ["all games", checkGames, "packages/games/src/index.ts", `import "./craps/index.ts";`],
  ["a contract", checkServer, `${server}/sessions/a.ts`, `import "../treasury/contract.ts";`],
  ["a port", checkServer, `${server}/sessions/a.ts`, `import "../ports/store.ts";`],
  ["a port in an adapter", checkServer, `${server}/adapters/pg/a.ts`, `import "../../ports/a.ts";`],
  ["limits", checkServer, `${server}/adapters/pg/a.ts`, `import "../../limits.ts";`],
  ["wiring", checkServer, `${server}/server.ts`, `import "./adapters/memory/store.ts";`],
  [
    "an adapter in a test",
    checkServer,
    `${server}/sessions/a.test.ts`,
    `import "../adapters/m.ts";`,
  ],
  ["a time that is given", checkBans, `${server}/a.ts`, `const d = new Date(now); // Date.now()`],
  [
    "a timer that is given",
    checkBans,
    `${server}/a.ts`,
    `clock.setTimeout(f, 1); type T = { setTimeout: F };`,
  ],
  ["the clock in an adapter", checkBans, `${server}/adapters/a.ts`, `Date.now();`],
  ["the clock in a test", checkBans, `${server}/a.test.ts`, `Date.now();`],
  ["a test's name", checkNames, `${server}/journal-entry.pg.test.ts`, ""],
  ["a listed file", lengths, "tools/long.ts", lines(400)],
  ["a promise", checkSpecs, "packages/kit/src/a.test.ts", `test("[J1] holds", f);`],
  ["a class of characters", checkSpecs, "packages/kit/src/a.test.ts", `const p = /[A-Z0-9]-1/;`],
  ["a relative path", checkMachine, "a.md", `see ./${["home", "page"].join("/")}`],
  ["a workspace", checkLock, "package-lock.json", `{"a": {"resolved": "packages/kit"}}`],
  ["a link", links, "docs/a.md", "[guide](guide.md#x), [site](https://x.test), `[x](y)`"],
])("what is right is left alone: %s", (_, check, path, text) => {
  expect(check([{ path, text }]).filter((finding) => finding.path === path)).toEqual([]);
});

test("a rule is held by a test of its own package only", () => {
  const spec = { path: "packages/games/src/craps/SPEC.md", text: "[CRAPS-1] and [M1]" };
  const text = `test.each(table)("[CRAPS-1] rolls", f);`;
  expect(checkSpecs([spec, { path: "packages/games/src/craps/a.test.ts", text }])).toEqual([]);
  expect(checkSpecs([spec, { path: "packages/kit/src/a.test.ts", text }])).toHaveLength(1);
});

test("a declared package may be imported, a development one by tests only", () => {
  const manifest = (path: string, value: object) => ({ path, text: JSON.stringify(value) });
  const manifests = [
    manifest("package.json", { devDependencies: { vitest: "5" } }),
    manifest("packages/kit/package.json", { dependencies: { zod: "4" } }),
  ];
  const text = `import { z } from "zod"; import { test } from "vitest"; import "node:fs";`;
  const found = (path: string) => checkDeclared([...manifests, { path, text }]).length;
  expect(found("packages/kit/src/a.test.ts")).toBe(0);
  expect(found("packages/kit/src/a.ts")).toBe(1);
  expect(found("packages/kit/src/testing/a.ts")).toBe(1);
});

test("a lock file that has not seen a dependency is a finding", () => {
  const locked = { packages: { "packages/kit": { dependencies: { zod: "^4.0.0" } } } };
  const lock = { path: "package-lock.json", text: JSON.stringify(locked) };
  const found = (dependencies: object) =>
    checkLock([
      lock,
      { path: "packages/kit/package.json", text: JSON.stringify({ dependencies }) },
    ]);
  expect(found({ zod: "^4.0.0" })).toHaveLength(0);
  expect(found({ zod: "^4.1.0" })).toHaveLength(1);
  expect(found({ zod: "^4.0.0", ws: "^8.0.0" })).toHaveLength(1);
});

test("an exception for a file that is gone is a finding", () => {
  expect(checkLengths([], { "tools/gone.ts": 400 })).toHaveLength(1);
});
