import { copyJson } from "@parlor/kit";
import { expect, test } from "vitest";
import { copierOf } from "./copier.ts";

test.for<[string, unknown]>([
  ["a table", { phase: "betting", shoe: { counts: [4, 4], left: 8 }, hands: [[], [{ a: null }]] }],
  ["a list", [1, [2, [3]], { b: "text" }]],
  ["no object", null],
  ["a field that is no identifier", { "four-of": { a: [1] }, 7: [{}] }],
  ["a field that would be the prototype", JSON.parse('{ "__proto__": { "a": 1 } }')],
  ["a large one", Array.from({ length: 5_000 }, (_, index) => ({ index }))],
])("a copy is equal, its own, and so is the next one: %s", ([, value]) => {
  const kept = copyJson(value);
  const copyOf = copierOf(value);
  const [one, other] = [copyOf(), copyOf()];
  expect([one, other]).toEqual([kept, kept]);
  expect(Object.keys(one ?? {})).toEqual(Object.keys(kept ?? {}));
  scribble(one);
  expect([value, other]).toEqual([kept, kept]);
});

/** Writes to everything that can be written to. */
const scribble = (value: unknown): void => {
  if (typeof value !== "object" || value === null) return;
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    scribble(fields[name]);
    fields[name] = "scribbled";
  }
};

test("what would not survive a restart is no position", () => {
  expect(() => copierOf({ since: new Date(0) })).toThrow("not JSON");
});
