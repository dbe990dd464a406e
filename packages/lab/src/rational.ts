import { ratioOf, type Fraction } from "@parlor/kit";

/** An exact number: in lowest terms, the denominator above zero. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const divisorOf = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b];
  // Chances of single draws are small numbers, which are divided some ten times as fast.
  if (x <= Number.MAX_SAFE_INTEGER && y <= Number.MAX_SAFE_INTEGER) {
    let [m, n] = [Number(x), Number(y)];
    while (n !== 0) [m, n] = [n, m % n];
    return BigInt(m);
  }
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** Throws on a denominator of zero. */
export const rational = (
  numerator: bigint | number,
  denominator: bigint | number = 1,
): Rational => {
  let [n, d] = [BigInt(numerator), BigInt(denominator)];
  if (d === 0n) throw new RangeError("a rational over zero");
  if (d < 0n) [n, d] = [-n, -d];
  const divisor = divisorOf(n, d);
  return divisor === 1n
    ? { numerator: n, denominator: d }
    : { numerator: n / divisor, denominator: d / divisor };
};

export const zero = rational(0);
export const one = rational(1);

export const add = (a: Rational, b: Rational): Rational =>
  a.denominator === b.denominator
    ? rational(a.numerator + b.numerator, a.denominator)
    : rational(
        a.numerator * b.denominator + b.numerator * a.denominator,
        a.denominator * b.denominator,
      );

export const subtract = (a: Rational, b: Rational): Rational =>
  add(a, { numerator: -b.numerator, denominator: b.denominator });

export const multiply = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator);

export const divide = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator);

/** Below zero when `a` is the smaller, above when it is the larger, 0 when they are equal. */
export const compare = (a: Rational, b: Rational): number => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
};

export const isZero = (a: Rational): boolean => a.numerator === 0n;
export const equal = (a: Rational, b: Rational): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator;

export const sum = (terms: readonly Rational[]): Rational => terms.reduce(add, zero);

export const fromFraction = (fraction: Fraction): Rational => {
  const { numerator, denominator } = ratioOf(fraction);
  return rational(numerator, denominator);
};

/** "7/495"; a whole number too has its denominator, as declared edges do. */
export const textOf = (a: Rational): string => `${a.numerator}/${a.denominator}`;

/** The nearest float, also where numerator and denominator are themselves beyond one. */
export const toNumber = ({ numerator, denominator }: Rational): number => {
  const [n, d] = [Number(numerator), Number(denominator)];
  if (Number.isFinite(n) && Number.isFinite(d)) return n / d;
  const digits = Math.max(numerator.toString().length, denominator.toString().length);
  const cut = 10n ** BigInt(digits - 300);
  return Number(numerator / cut) / Number(denominator / cut);
};
