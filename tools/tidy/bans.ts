import type { Finding, Node, SourceFile } from "./source.ts";
import { isCode, isTest, lineOf, walk } from "./source.ts";

const clock = "take the Clock as a parameter";
const entropy = "take the Entropy as a parameter; in a game, use table.random";

/** Members of a global object that reach outside, and what to use in their place. */
const members: Readonly<Record<string, string>> = {
  "Date.now": clock,
  "performance.now": clock,
  "Math.random": entropy,
  "crypto.randomUUID": entropy,
  "crypto.getRandomValues": entropy,
};

/** Global functions, banned as a call and as a value that is handed on. */
const globals: Readonly<Record<string, string>> = {
  setTimeout: clock,
  setInterval: clock,
  setImmediate: clock,
};

const nodeAt = (node: Node | undefined, key: string): Node | undefined => {
  const child = node?.[key];
  // Every object under a key of a syntax tree that has a type is a node.
  return typeof child === "object" && child !== null && "type" in child
    ? (child as Node)
    : undefined;
};

const nameOf = (node: Node | undefined): string =>
  node?.type === "Identifier" && typeof node["name"] === "string" ? node["name"] : "";

/** Production code that has to get its time and its chance from a parameter. */
const isBound = (path: string): boolean =>
  /^packages\/[^/]+\/src\//.test(path) &&
  isCode(path) &&
  !path.endsWith(".tsx") &&
  !isTest(path) &&
  !/^packages\/(web|cli)\//.test(path) &&
  !path.startsWith("packages/server/src/testing/") &&
  !/\/adapters\//.test(path);

/** A name that is only a key (`{ setTimeout: … }`, `clock.setTimeout`) does not reach the global. */
const isKey = (parent: Node | undefined, key: string): boolean =>
  parent !== undefined &&
  parent["computed"] !== true &&
  (key === "key" ||
    (key === "property" && nameOf(nodeAt(parent, "object")) !== "globalThis") ||
    key === "local" ||
    key === "exported");

const banned = (node: Node, parent: Node | undefined, key: string): string | undefined => {
  if (node.type === "MemberExpression") {
    const name = `${nameOf(nodeAt(node, "object"))}.${nameOf(nodeAt(node, "property"))}`;
    const instead = members[name];
    return instead && `uses ${name}: ${instead}`;
  }
  if (node.type === "NewExpression" || node.type === "CallExpression") {
    if (nameOf(nodeAt(node, "callee")) !== "Date") return undefined;
    const given = node["arguments"];
    const reads = node.type === "CallExpression" || (Array.isArray(given) && given.length === 0);
    return reads ? `asks Date for the time: ${clock}` : undefined;
  }
  if (node.type === "ImportDeclaration") {
    const from = nodeAt(node, "source")?.["value"];
    return typeof from === "string" && /^(node:)?timers(\/|$)/.test(from)
      ? `imports ${from}: ${clock}`
      : undefined;
  }
  const instead = Object.hasOwn(globals, nameOf(node)) ? globals[nameOf(node)] : undefined;
  if (instead === undefined || isKey(parent, key)) return undefined;
  return `uses ${nameOf(node)}: ${instead}`;
};

/** No clock, no timer and no chance outside adapters. */
export const checkBans = (files: readonly SourceFile[]): readonly Finding[] =>
  files
    .filter(({ path }) => isBound(path))
    .flatMap((file) => {
      const findings: Finding[] = [];
      walk(file, (node, parent, key) => {
        const message = banned(node, parent, key);
        if (message === undefined) return;
        findings.push({ path: file.path, line: lineOf(file, node.start), message });
      });
      return findings;
    });
