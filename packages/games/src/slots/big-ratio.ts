/** An exact ratio that need not be in lowest terms: enough to add up a few of them. */
export interface BigRatio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const over = (numerator: bigint, denominator = 1n): BigRatio => ({ numerator, denominator });

export const add = (a: BigRatio, b: BigRatio): BigRatio =>
  a.denominator === b.denominator
    ? over(a.numerator + b.numerator, a.denominator)
    : over(
        a.numerator * b.denominator + b.numerator * a.denominator,
        a.denominator * b.denominator,
      );

export const multiply = (a: BigRatio, b: BigRatio): BigRatio =>
  over(a.numerator * b.numerator, a.denominator * b.denominator);
