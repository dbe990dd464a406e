import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, cloneJson } from "../json.ts";
import { deepFreeze, sameJson, throughJson } from "./plain.ts";

const message = fc.dictionary(fc.string(), fc.option(fc.jsonValue(), { nil: undefined }));
/** So few values that two are often the same. */
const small = fc.dictionary(
  fc.constantFrom("a", "b"),
  fc.constantFrom(undefined, 0, -0, null, [], [0], {}, { c: 0 }),
);

test("a copy is what JSON would make of it, and shares nothing with it", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), message), (value) => {
      expect(throughJson(deepFreeze(value))).toStrictEqual(cloneJson(value));
    }),
  );
  expect(Object.is(throughJson({ won: -0 }).won, 0)).toBe(true);
  const list = [{ bet: 1 }];
  expect(throughJson(list)[0]).not.toBe(list[0]);
});

test("values are the same where their canonical texts are", () => {
  fc.assert(
    fc.property(fc.oneof(message, small), fc.oneof(message, small), (a, b) => {
      const keys = Object.keys(a).toReversed();
      expect(sameJson(a, Object.fromEntries(keys.map((key) => [key, a[key]])))).toBe(true);
      expect(sameJson(a, cloneJson(a))).toBe(true);
      expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
    }),
    { numRuns: 500 },
  );
});

test.each([
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: undefined }, { b: undefined }, true],
  [{ a: undefined }, { b: 1 }, false],
  [{}, { toString: 1 }, false],
  [{}, { toString: undefined }, true],
  [{}, JSON.parse('{"__proto__": {}}'), false],
  [{ a: [] }, { a: {} }, false],
  [[1, 2], [1], false],
  [null, {}, false],
])("%j and %j: %s", (a, b, same) => {
  expect([sameJson(a, b), sameJson(b, a)]).toEqual([same, same]);
});
