/** The 0.975 quantile of the normal distribution: for intervals that hold the truth 95 times of 100. */
export const normalQuantile95 = 1.959963984540054;

export type Interval = readonly [low: number, high: number];

/** Wilson's interval for a share: `successes` may count halves, as a draw is half a win. */
export const wilson = (successes: number, trials: number, z = normalQuantile95): Interval => {
  if (trials === 0) return [0, 1];
  const share = successes / trials;
  const z2 = z * z;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half =
    (z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials))) /
    (1 + z2 / trials);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
};

/** A mean with its interval, by the normal distribution: from the sum of the values and of their squares. */
export const meanInterval = (
  sum: number,
  squares: number,
  count: number,
): { readonly mean: number; readonly interval: Interval } => {
  if (count === 0) return { mean: 0, interval: [-Infinity, Infinity] };
  const mean = sum / count;
  const variance =
    count > 1 ? Math.max(0, (squares - count * mean * mean) / (count - 1)) : Infinity;
  const half = normalQuantile95 * Math.sqrt(variance / count);
  return { mean, interval: [mean - half, mean + half] };
};
