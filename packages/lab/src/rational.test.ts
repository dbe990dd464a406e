import { assert, bigInt, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  compare,
  divide,
  equal,
  multiply,
  rational,
  subtract,
  textOf,
  toNumber,
} from "./rational.ts";

const part = bigInt({ min: -(2n ** 80n), max: 2n ** 80n });
const under = bigInt({ min: 1n, max: 2n ** 80n });
const pair = tuple(part, under);

test("sums, differences, products and quotients are those of fractions, in lowest terms", () => {
  assert(
    property(pair, pair, ([a, b], [c, d]) => {
      const [x, y] = [rational(a, b), rational(c, d)];
      // a/b and c/d brought over one denominator, without any reduction.
      const same = (z: { numerator: bigint; denominator: bigint }, n: bigint, m: bigint) => {
        expect(z.numerator * m).toBe(n * z.denominator);
        expect(z.denominator > 0n).toBe(true);
        const divisor = (p: bigint, q: bigint): bigint => (q === 0n ? p : divisor(q, p % q));
        expect(divisor(z.denominator, z.numerator < 0n ? -z.numerator : z.numerator)).toBe(1n);
      };
      same(add(x, y), a * d + c * b, b * d);
      same(subtract(x, y), a * d - c * b, b * d);
      same(multiply(x, y), a * c, b * d);
      if (c !== 0n) same(divide(x, y), a * d * (c < 0n ? -1n : 1n), b * (c < 0n ? -c : c));
      expect(Math.sign(compare(x, y))).toBe(a * d === c * b ? 0 : a * d < c * b ? -1 : 1);
      expect(equal(x, y)).toBe(a * d === c * b);
    }),
  );
});

test("equal fractions are written alike, and nothing is divided by zero", () => {
  expect(textOf(rational(-6, -4))).toBe("3/2");
  expect(textOf(rational(6, -4))).toBe("-3/2");
  expect(textOf(rational(0, -7))).toBe("0/1");
  expect(() => rational(1, 0)).toThrow(RangeError);
  expect(() => divide(rational(1), rational(0))).toThrow(RangeError);
});

test("a fraction of numbers beyond a float still has its nearest float", () => {
  expect(toNumber(rational(1, 3))).toBe(1 / 3);
  expect(toNumber(rational(10n ** 400n, 3n * 10n ** 400n + 1n))).toBeCloseTo(1 / 3, 14);
});
