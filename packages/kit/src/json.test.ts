import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, cloneJson, copyJson } from "./json.ts";

const shuffledKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffledKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, field]) => [key, shuffledKeys(field)]),
  );
};

test("the text is JSON of the same value, whatever the order of its keys", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(shuffledKeys(value))).toBe(text);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.stringify(JSON.parse(text))).toHaveLength(text.length);
    }),
  );
});

test.each([
  [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
  [{ a: undefined, b: 1 }, '{"b":1}'],
  [-0, "0"],
  [1e21, "1e+21"],
  ['\u2028"', '"\u2028\\""'],
  [Object.assign(Object.create(null) as object, { a: 1 }), '{"a":1}'],
  [{ Z: 1, a: 2, é: 3 }, '{"Z":1,"a":2,"é":3}'],
])("%j has one text", (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test.each([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["undefined", undefined],
  ["undefined in a list", [undefined]],
  ["a function", () => 1],
  ["a big integer", 1n],
  ["a symbol", Symbol("s")],
  ["a Date", new Date(0)],
  ["a Map", { at: [new Map()] }],
  ["a class", createHash("sha256")],
])("%s is not JSON", (_, value) => {
  expect(() => canonicalJson(value)).toThrow("not JSON");
});

test.each([
  ["a clone", cloneJson],
  ["a copy", copyJson],
])("%s has the value and shares nothing with its original", (_, copyOf) => {
  const frozen = (value: unknown): unknown => {
    if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
    return Object.freeze(value);
  };
  const shared = (one: unknown, other: unknown): boolean =>
    typeof one === "object" &&
    one !== null &&
    (one === other ||
      Object.entries(one).some(([key, field]) =>
        shared(field, (other as Record<string, unknown>)[key]),
      ));
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (drawn) => {
      const value: unknown = JSON.parse(JSON.stringify(drawn)); // JSON has no minus zero
      const copy = copyOf(frozen(value));
      expect(copy).toEqual(value);
      expect(shared(copy, value)).toBe(false);
    }),
  );
});

test("what is no JSON is not copied either", () => {
  expect(() => copyJson({ at: [new Map()] })).toThrow("not JSON");
});
