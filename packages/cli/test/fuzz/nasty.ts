import * as fc from "fast-check";

/** Texts that have broken other servers. */
export const nastyText = fc.oneof(
  fc.constantFrom(
    "",
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "\0",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "\u202e",
    "../../etc/passwd",
    "%00",
    "' or 1=1 --",
    "NaN",
    "-0",
    "1e999",
    "undefined",
    "operator",
    "timer:1",
    "create:1",
    "x".repeat(65),
    "x".repeat(5_000),
    "é".repeat(600),
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 40 }),
);

/** Numbers at the edges; those that JSON cannot say come as what it makes of them. */
const nastyNumber = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    -1,
    0.5,
    1e-320,
    1e308,
    -1e308,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    2 ** 53 - 1,
    -(2 ** 53),
    1e21,
    1_000_000_000_001,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ),
  fc.integer(),
  fc.double(),
);

const nested = fc
  .tuple(fc.integer({ min: 1, max: 3_000 }), fc.boolean())
  .map(([depth, isList]): unknown => {
    let value: unknown = 1;
    for (let level = 0; level < depth; level++) value = isList ? [value] : { a: value };
    return value;
  });

/** Any value of JSON, and some that are none. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: nastyText },
  { weight: 3, arbitrary: nastyNumber },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: fc.constantFrom(null, true, [], {}, [[]], [null]) },
  { weight: 1, arbitrary: fc.dictionary(nastyText, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 }) },
);

/** A value as JSON text, with keys that an object literal cannot have. */
export const jsonText = (value: unknown): string =>
  (JSON.stringify(value) ?? "null").replaceAll('"(proto)":', '"__proto__":');
