/** The logarithm of the gamma function (Lanczos, to some 15 digits). */
const logGamma = (x: number): number => {
  const terms = [
    76.18009172947146, -86.5053203294168, 24.01409824083091, -1.231739572450155,
    0.1208650973866179e-2, -0.5395239384953e-5,
  ];
  const base = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  const series = terms.reduce(
    (sum, term, index) => sum + term / (x + 1 + index),
    1.000000000190015,
  );
  return -base + Math.log((2.506628274631 * series) / x);
};

const iterationsMax = 10_000;
const precision = 1e-15;

/** The upper regularised incomplete gamma function Q(a, x): by its series, or by its continued fraction. */
export const upperGamma = (a: number, x: number): number => {
  if (x <= 0) return 1;
  const scale = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a];
    for (let n = 1; n < iterationsMax && term > sum * precision; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - sum * scale;
  }
  let b = x + 1 - a;
  let c = 1 / 1e-300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < iterationsMax; n++) {
    const step = -n * (n - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < precision) break;
  }
  return scale * h;
};

/** The chance of a chi-square statistic at least this large, when nothing is wrong. */
export const chiSquareChance = (statistic: number, freedom: number): number =>
  upperGamma(freedom / 2, statistic / 2);

/**
 * The chance of a chi-square statistic at least as far out, to either side: counts that are too even are
 * as little chance as counts that are too uneven.
 */
export const fitChance = (statistic: number, freedom: number): number => {
  const above = chiSquareChance(statistic, freedom);
  return 2 * Math.min(above, 1 - above);
};

/** The chance of being at least so many standard deviations off, to either side. */
export const normalChance = (z: number): number => upperGamma(0.5, (z * z) / 2);

/** The chance of a count at least as unlikely, to its side, as this; doubled for both sides. */
export const poissonChance = (count: number, mean: number): number => {
  const atMost = upperGamma(count + 1, mean);
  const atLeast = count === 0 ? 1 : 1 - upperGamma(count, mean);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
};

/** Chi-square of counts against what is expected of each. */
export const chiSquare = (counts: readonly number[], expected: readonly number[]): number =>
  counts.reduce((sum, count, index) => {
    const mean = expected[index] ?? 0;
    return sum + (count - mean) ** 2 / mean;
  }, 0);

/** Chi-square of counts that should all be the same. */
export const evenChiSquare = (counts: readonly number[]): number => {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return chiSquare(
    counts,
    counts.map(() => mean),
  );
};
