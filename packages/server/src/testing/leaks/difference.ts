import { canonicalJson } from "@parlor/kit";

/** Where two texts differ, and what each has there. */
export interface Difference {
  readonly part: string;
  readonly texts: readonly [string, string];
}

const excerptLengthMax = 120;
const excerpt = (text: string): string =>
  text.length > excerptLengthMax ? `${text.slice(0, excerptLengthMax)}…` : text;

/** Names the first difference of two texts, by its place in their JSON where they have some. */
export const differenceOf = (one: string, other: string): Difference => {
  const [ones, others] = [one.split("\n"), other.split("\n")];
  const differing = ones.flatMap((line, at) => {
    const second = others[at] ?? "";
    return line === second ? [] : [[line, second] as const];
  });
  const [first = [one, other] as const] = differing;
  // A body says more than the length that the head gives it.
  for (const [line, second] of differing) {
    const values = [jsonIn(line), jsonIn(second)];
    if (values[0] === undefined || values[1] === undefined) continue;
    const type = typeOf(values[0]);
    const found = firstDifference(values[0], values[1], []);
    const texts = found.texts.map(excerpt) as [string, string]; // two go in
    return { part: `${type === "" ? "" : `${type}: `}${found.path.join(".")}`, texts };
  }
  return { part: "text", texts: [excerpt(first[0]), excerpt(first[1])] };
};

const jsonIn = (line: string): unknown => {
  const start = line.indexOf("{");
  if (start < 0) return undefined;
  try {
    return JSON.parse(line.slice(start)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const typeOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
    ? value.type
    : "";

interface Found {
  readonly path: readonly string[];
  readonly texts: readonly [string, string];
}

const textOf = (value: unknown): string => JSON.stringify(value) ?? "nothing";

const firstDifference = (one: unknown, other: unknown, path: readonly string[]): Found => {
  const here: Found = { path, texts: [textOf(one), textOf(other)] };
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return here;
  if (Array.isArray(one) !== Array.isArray(other)) return here;
  const [a, b] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [left, right] = [a.get(key), b.get(key)];
    if (textOf(left) === textOf(right)) continue;
    return firstDifference(left, right, [...path, key]);
  }
  // The same fields with the same values: only their order is another one.
  return canonicalJson(one) === canonicalJson(other)
    ? { ...here, path: [...path, "(order of fields)"] }
    : here;
};
