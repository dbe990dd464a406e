import type { Currency, Transfer } from "@parlor/kit";
import type { EventHub, Publication } from "../events/contract.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { PlatformStats, Stats } from "./contract.ts";
import { newMetrics } from "./metrics.ts";

/** What is asked when a figure is read, rather than counted along. */
export interface Readings {
  sessionsActive(): number;
  games(): number;
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
  const metrics = newMetrics({ ...readings, uptimeMs });
  const totals = newTotals();
  const stopListening = hub.listen("all", (publication) => count(totals, metrics, publication));

  const platform = (): PlatformStats => ({
    uptimeMs: uptimeMs(),
    games: readings.games(),
    sessionsCreated: totals.created,
    sessionsActive: readings.sessionsActive(),
    sessionsEnded: totals.ended,
    actions: totals.actions,
    rounds: totals.rounds,
    bets: totals.bets,
    volume: { ...totals.volume },
    payouts: { ...totals.payouts },
  });

  let callOff: (() => void) | undefined;
  const reportLater = (): void => {
    callOff = clock.after(reportMs, () => {
      log.info(platform(), "statistics");
      reportLater();
    });
  };
  reportLater();

  return {
    platform,
    metrics: () => metrics.text(),
    metricsType: metrics.contentType,
    refused: (code) => metrics.count("refusals", { code }),
    took: (ms) => metrics.took(ms),
    stop: () => {
      callOff?.();
      stopListening();
    },
  };
};

type Metrics = ReturnType<typeof newMetrics>;
type Totals = ReturnType<typeof newTotals>;

const newTotals = () => ({
  created: 0,
  ended: 0,
  actions: 0,
  rounds: 0,
  bets: 0,
  volume: {} as Record<string, number>,
  payouts: {} as Record<string, number>,
});

const count = (totals: Totals, metrics: Metrics, { setup, entry }: Publication): void => {
  const game = setup.game.id;
  const { command, did } = entry;
  if (command.kind === "create") {
    totals.created += 1;
    metrics.count("sessions", { game });
  }
  if (command.kind === "act") {
    totals.actions += 1;
    metrics.count("actions", { game });
  }
  // The round that begins with the session follows no other.
  if (did.next && command.kind !== "create") {
    totals.rounds += 1;
    metrics.count("rounds", { game });
  }
  if (did.ended) {
    totals.ended += 1;
    metrics.count("ended", { game, reason: did.ended.reason });
  }
  for (const transfer of did.transfers) countMoney(totals, metrics, transfer, game, setup.currency);
};

const countMoney = (
  totals: Totals,
  metrics: Metrics,
  { kind, amount }: Transfer,
  game: string,
  currency: Currency,
): void => {
  const labels = { game, currency };
  if (kind === "bet") {
    totals.bets += 1;
    metrics.count("bets", { game });
    add(totals.volume, currency, amount);
    metrics.count("volume", labels, amount);
  }
  if (kind === "refund") {
    add(totals.volume, currency, -amount);
    metrics.count("refunds", labels, amount);
  }
  if (kind === "payout") {
    add(totals.payouts, currency, amount);
    metrics.count("payouts", labels, amount);
  }
};

const add = (sums: Record<string, number>, currency: string, amount: number): void => {
  sums[currency] = (sums[currency] ?? 0) + amount;
};
