import type { Finding, SourceFile } from "./source.ts";
import { isTest, lineOf, packageOf, walk } from "./source.ts";

/** The promises of the platform as a whole; docs/ARCHITECTURE.md says what each one means. */
const promises = new Set("J1 J2 J3 J4 M1 M2 M3 M4 C1 V1 R1 E1".split(" "));

const ruleId = /\[([A-Z][A-Z0-9]*(?:-[A-Z]+)*-\d+|[JMCVRE]\d+)\]/g;

type Mention = { readonly id: string; readonly path: string; readonly line: number };

const isSpec = (path: string): boolean => /^packages\/(.*\/)?SPEC\.md$/.test(path);

const rulesOf = (file: SourceFile): readonly Mention[] =>
  [...file.text.matchAll(ruleId)]
    .map(([, id = ""]) => ({ id, path: file.path, line: 0 }))
    .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index)
    .map((rule) => ({ ...rule, line: lineOf(file, file.text.indexOf(`[${rule.id}]`)) }));

/** Ids in any string of a test file: a title is often put together from a table. */
const mentionsOf = (file: SourceFile): readonly Mention[] => {
  const mentions: Mention[] = [];
  walk(file, (node) => {
    if (node.type !== "Literal" && node.type !== "TemplateElement") return;
    const source = file.text.slice(node.start, typeof node["end"] === "number" ? node["end"] : 0);
    if (source.startsWith("/")) return;
    for (const [, id = ""] of source.matchAll(ruleId)) {
      mentions.push({ id, path: file.path, line: lineOf(file, node.start) });
    }
  });
  return mentions;
};

/** A rule has a test that is named after it, and a test names only rules that exist. */
export const checkSpecs = (files: readonly SourceFile[]): readonly Finding[] => {
  const rules = files.filter(({ path }) => isSpec(path)).flatMap(rulesOf);
  const mentions = files
    .filter(({ path }) => packageOf(path) !== undefined && isTest(path))
    .flatMap(mentionsOf);
  const untested = rules
    .filter(({ id }) => !promises.has(id))
    .filter((rule) => {
      const owner = packageOf(rule.path);
      return !mentions.some(({ id, path }) => id === rule.id && packageOf(path) === owner);
    })
    .map(({ id, path, line }) => ({ path, line, message: `no test is named after [${id}]` }));
  const unknown = mentions
    .filter(({ id }) => !promises.has(id) && !rules.some((rule) => rule.id === id))
    .map(({ id, path, line }) => ({ path, line, message: `no SPEC.md has the rule [${id}]` }));
  return [...untested, ...unknown];
};
