import { exactRatioOf, type ExactFraction } from "@parlor/kit";

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

export const add = (a: Rational, b: Rational): Rational => {
  if (isZero(a)) return b;
  return isZero(b) ? a : sum([a, b]);
};

export const subtract = (a: Rational, b: Rational): Rational =>
  add(a, { numerator: -b.numerator, denominator: b.denominator });

/** Both are in lowest terms, so what can be divided out is between one's numerator and the other's denominator. */
export const multiply = (a: Rational, b: Rational): Rational => {
  if (isZero(a) || isZero(b)) return zero;
  // A chance is small where what came before is long, and to divide by something small is quick.
  const [first, second] = [
    divisorOf(a.numerator, b.denominator),
    divisorOf(b.numerator, a.denominator),
  ];
  return {
    numerator: (a.numerator / first) * (b.numerator / second),
    denominator: (a.denominator / second) * (b.denominator / first),
  };
};

export const divide = (a: Rational, b: Rational): Rational => {
  const sign = b.numerator < 0n ? -1n : 1n;
  if (isZero(b)) throw new RangeError("a rational over zero");
  return multiply(a, { numerator: sign * b.denominator, denominator: sign * b.numerator });
};

/** Below zero when `a` is the smaller, above when it is the larger, 0 when they are equal. */
export const compare = (a: Rational, b: Rational): number => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
};

export const isZero = (a: Rational): boolean => a.numerator === 0n;
export const equal = (a: Rational, b: Rational): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator;

/** Terms are brought over one denominator, and only the sum is reduced. */
export const sum = (terms: readonly Rational[]): Rational => {
  let [n, d] = [0n, 1n];
  for (const { numerator, denominator } of terms) {
    if (d % denominator === 0n) n += numerator * (d / denominator);
    else {
      const divisor = divisorOf(d, denominator);
      n = n * (denominator / divisor) + numerator * (d / divisor);
      d *= denominator / divisor;
    }
  }
  return rational(n, d);
};

export const fromFraction = (fraction: ExactFraction): Rational => {
  const { numerator, denominator } = exactRatioOf(fraction);
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
