import type { Outcome } from "./followed-bet.ts";
import type { Weighted } from "./measures.ts";
import { rational } from "./rational.ts";

/** What many bets came to. Plain JSON, so that it can be kept and gone on with. */
export interface Tally {
  /** Chunks that are in it, from the first; each has its own seed. */
  readonly chunkCount: number;
  readonly betCount: number;
  readonly roundCount: number;
  /** How many bets had each outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The sum of what each chunk's bets brought, in minor units: how the mean settled down. */
  readonly chunkNets: readonly number[];
}

export const emptyTally: Tally = {
  chunkCount: 0,
  betCount: 0,
  roundCount: 0,
  outcomes: {},
  chunkNets: [],
};

/** The tally of the chunks of `a`, with those of `b` after them. */
export const mergeTallies = (a: Tally, b: Tally): Tally => {
  const outcomes: Record<string, number> = { ...a.outcomes };
  for (const [key, count] of Object.entries(b.outcomes))
    outcomes[key] = (outcomes[key] ?? 0) + count;
  return {
    chunkCount: a.chunkCount + b.chunkCount,
    betCount: a.betCount + b.betCount,
    roundCount: a.roundCount + b.roundCount,
    outcomes,
    chunkNets: [...a.chunkNets, ...b.chunkNets],
  };
};

/** Counts outcomes. Most bets have a handful, which are found faster by looking than by their text. */
export const newCounts = () => {
  const few: { readonly outcome: Outcome; count: number }[] = [];
  const many: Record<string, number> = {};
  return {
    add(outcome: Outcome): void {
      for (const row of few) {
        if (!isSame(row.outcome, outcome)) continue;
        row.count += 1;
        return;
      }
      if (few.length < 8) few.push({ outcome, count: 1 });
      else {
        const key = outcomeKey(outcome);
        many[key] = (many[key] ?? 0) + 1;
      }
    },
    byKey: (): Readonly<Record<string, number>> => {
      const counted = few.map(({ outcome, count }) => [outcomeKey(outcome), count] as const);
      return { ...Object.fromEntries(counted), ...many };
    },
  };
};

const isSame = (a: Outcome, b: Outcome): boolean =>
  a.taken === b.taken && a.returned === b.returned && a.resolved === b.resolved && a.hit === b.hit;

export const outcomeKey = ({ taken, returned, resolved, hit }: Outcome): string =>
  `${taken} ${returned} ${resolved ? 1 : 0} ${hit ? 1 : 0}`;

const outcomeOf = (key: string): Outcome => {
  const [taken = 0, returned = 0, resolved, hit] = key.split(" ").map(Number);
  return { taken, returned, resolved: resolved === 1, hit: hit === 1 };
};

/** The tally as a distribution; an outcome's weight is how often it came. */
export const distributionOf = ({ outcomes }: Tally): readonly Weighted[] =>
  Object.entries(outcomes).map(([key, count]) => ({
    outcome: outcomeOf(key),
    weight: rational(count),
  }));
