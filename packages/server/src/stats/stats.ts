import type { ClusterFigures } from "../cluster/contract.ts";
import type { EventHub } from "../events/contract.ts";
import type { Clock } from "../ports/clock.ts";
import { periodically } from "../periodically.ts";
import type { Log } from "../ports/log.ts";
import type { PlatformStats, Stats } from "./contract.ts";
import { newMetrics } from "./metrics.ts";
import { countEntry, newTally, type GameTally } from "./tally.ts";

/** What is asked when a figure is read, rather than counted along. */
export interface Readings {
  sessionsActive(): number;
  sessionsInMemory(): number;
  games(): number;
  /** Where there are other nodes. */
  readonly cluster?: () => ClusterFigures;
}

/** Counts what becomes durable, tells the log now and then, and Prometheus when asked. */
export const stats = (
  hub: EventHub,
  clock: Clock,
  log: Log,
  reportMs: number,
  readings: Readings,
): Stats => {
  const startedAt = clock.now();
  const uptimeMs = (): number => clock.now() - startedAt;
  const tallies = new Map<string, GameTally>();
  const metrics = newMetrics({ ...readings, uptimeMs, tallies });
  const stopListening = hub.listen("all", ({ setup, entry }) => {
    const game = setup.game.id;
    let tally = tallies.get(game);
    if (!tally) {
      tally = newTally();
      tallies.set(game, tally);
    }
    countEntry(tally, entry, setup.currency);
  });

  const platform = (): PlatformStats => ({
    uptimeMs: uptimeMs(),
    games: readings.games(),
    sessionsActive: readings.sessionsActive(),
    ...totalsOf([...tallies.values()]),
  });

  const stopReporting = periodically(clock, reportMs, () => log.info(platform(), "statistics"));

  return {
    platform,
    metrics: () => metrics.text(),
    metricsType: metrics.contentType,
    refused: (code) => metrics.refused(code),
    took: (ms) => metrics.took(ms),
    stop: () => {
      stopReporting();
      stopListening();
    },
  };
};

type Totals = Omit<PlatformStats, "uptimeMs" | "games" | "sessionsActive">;

const totalsOf = (tallies: readonly GameTally[]): Totals => {
  const sum = (read: (tally: GameTally) => number): number =>
    tallies.reduce((total, tally) => total + read(tally), 0);
  const volume: Record<string, number> = {};
  const payouts: Record<string, number> = {};
  const rake: Record<string, number> = {};
  for (const [currency, { staked, refunded, paid, raked }] of tallies.flatMap(({ money }) => [
    ...money,
  ])) {
    // A currency is listed from the first movement of its kind on.
    if (staked > 0 || refunded > 0) volume[currency] = (volume[currency] ?? 0) + staked - refunded;
    if (paid > 0) payouts[currency] = (payouts[currency] ?? 0) + paid;
    if (raked > 0) rake[currency] = (rake[currency] ?? 0) + raked;
  }
  return {
    sessionsCreated: sum(({ sessions }) => sessions),
    sessionsEnded: sum(({ ended }) => [...ended.values()].reduce((all, count) => all + count, 0)),
    actions: sum(({ actions }) => actions),
    rounds: sum(({ rounds }) => rounds),
    bets: sum(({ bets }) => bets),
    volume,
    payouts,
    rake,
  };
};
