import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command, Option } from "commander";
import { parseAllDocuments } from "yaml";
import { newProgram, type Actions } from "../../src/program.ts";

export const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** A server that is told to stop has ended after so long, whatever it was doing. */
export const stopMaxSeconds = 30;

export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

export const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

/** A value of a YAML file. What is asked of it that it has not is undefined. */
export type Yaml =
  | string
  | number
  | boolean
  | null
  | readonly Yaml[]
  | { readonly [key: string]: Yaml };

/** Every document of a YAML file, as strictly as a parser reads it. */
export const documentsOf = (path: string): readonly Yaml[] =>
  parseAllDocuments(textOf(path), { merge: true, uniqueKeys: true }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw new Error(`${path}: ${problem.message}`);
    return document.toJS() as Yaml; // what YAML's core schema makes
  });

/** What a path leads to: `at(pod, "spec", "containers", 0)`. */
export const at = (
  value: Yaml | undefined,
  ...path: readonly (string | number)[]
): Yaml | undefined => {
  let found: Yaml | undefined = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key) as Yaml; // part of a YAML value is one
  }
  return found;
};

export const listAt = (
  value: Yaml | undefined,
  ...path: readonly (string | number)[]
): readonly Yaml[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
};

/** A word or a number as it is written; whatever else it is, as JSON. */
export const textAt = (value: Yaml | undefined, ...path: readonly (string | number)[]): string => {
  const found = at(value, ...path);
  return typeof found === "string" ? found : JSON.stringify(found ?? null);
};

export const keysAt = (
  value: Yaml | undefined,
  ...path: readonly (string | number)[]
): readonly string[] => {
  const found = at(value, ...path);
  return typeof found === "object" && found !== null && !Array.isArray(found)
    ? Object.keys(found)
    : [];
};

/** Every object inside a value, itself too. */
export const objectsIn = (value: Yaml): readonly Yaml[] => {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value, ...inside];
};

/** The command line as it is; no action of it can be called. */
const program = newProgram({} as Actions); // only looked at
const commands: readonly Command[] = program.commands;

/** Every variable that some command reads. */
export const knownVariables: ReadonlySet<string> = new Set(
  commands.flatMap((command) => command.options.flatMap(({ envVar }) => envVar ?? [])),
);

/** What is wrong with the words that follow `parlor`; undefined when such a command takes such options. */
export const problemOf = (words: readonly string[]): string | undefined => {
  let taken: readonly Option[] = program.options;
  let below: readonly Command[] = commands;
  for (const word of words) {
    const flag = /^--[a-z-]+/.exec(word)?.[0];
    const command = below.find((candidate) => candidate.name() === word);
    if (command) {
      taken = [...taken, ...command.options];
      below = command.commands;
    } else if (below === commands && flag === undefined) return `there is no command ${word}`;
    else if (flag !== undefined && flag !== "--help" && !taken.some(({ long }) => long === flag))
      return `there is no ${flag} in: parlor ${words.join(" ")}`;
  }
  return undefined;
};

/** What an option is when nothing is said. */
export const defaultOf = (name: string, variable: string): unknown =>
  commands
    .find((command) => command.name() === name)
    ?.options.find(({ envVar }) => envVar === variable)?.defaultValue;
