export interface Duration {
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** Calls `run` over and over; it returns how much it has done of each figure, and what comes back is how much of it a second. */
export const ratesOf = <Name extends string>(
  { seconds, warmUpSeconds }: Duration,
  run: () => Readonly<Record<Name, number>>,
): Readonly<Record<Name, number>> => {
  repeat(warmUpSeconds, run);
  const sums = new Map<string, number>();
  const taken = repeat(seconds, () => {
    for (const [name, count] of Object.entries<number>(run()))
      sums.set(name, (sums.get(name) ?? 0) + count);
  });
  const rates = [...sums].map(([name, sum]) => [name, sum / taken]);
  // The names are those that `run` has returned.
  return Object.fromEntries(rates) as Record<Name, number>;
};

/** At least once; returns the seconds that it took. */
const repeat = (seconds: number, run: () => unknown): number => {
  const since = performance.now();
  const until = since + seconds * 1_000;
  do run();
  while (performance.now() < until);
  return (performance.now() - since) / 1_000;
};

export const durationOptions = {
  seconds: { type: "string", default: "3" },
  "warm-up": { type: "string", default: "1" },
} as const;

export const durationOf = (values: {
  readonly seconds: string;
  readonly "warm-up": string;
}): Duration => ({ seconds: Number(values.seconds), warmUpSeconds: Number(values["warm-up"]) });
