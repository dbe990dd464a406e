import { Counter, Gauge, Histogram, Registry as Metrics } from "prom-client";
import type { EventHub, Publication } from "../events/contract.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { PlatformStats, Stats } from "./contract.ts";

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
  const metrics = new Metrics();
  const registers = [metrics];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });

  const sessions = counter("parlor_sessions_created_total", "Sessions that were opened", ["game"]);
  const ended = counter("parlor_sessions_ended_total", "Sessions that ended, by reason", [
    "game",
    "reason",
  ]);
  const actions = counter("parlor_actions_total", "Players' actions that were done", ["game"]);
  const rounds = counter("parlor_rounds_total", "Rounds that were finished", ["game"]);
  const bets = counter("parlor_bets_total", "Bets that were taken", ["game"]);
  const volume = counter("parlor_bet_volume_minor_units_total", "The sum of stakes", [
    "game",
    "currency",
  ]);
  const payouts = counter("parlor_payouts_minor_units_total", "The sum of payouts", [
    "game",
    "currency",
  ]);
  const refunds = counter("parlor_refunds_minor_units_total", "The sum of stakes handed back", [
    "game",
    "currency",
  ]);
  const refusals = counter("parlor_refusals_total", "Commands that were refused, by code", [
    "code",
  ]);
  const latency = new Histogram({
    name: "parlor_command_seconds",
    help: "From a command's arrival at the gateway to its reply",
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  gauge("parlor_sessions_active", "Sessions that have not ended", readings.sessionsActive);
  gauge("parlor_games", "Games that are registered", readings.games);
  gauge("parlor_uptime_seconds", "Time since the start", () => (clock.now() - startedAt) / 1_000);

  const totals = {
    created: 0,
    ended: 0,
    actions: 0,
    rounds: 0,
    bets: 0,
    volume: {} as Sums,
    payouts: {} as Sums,
  };
  const stopListening = hub.listen("all", ({ setup, entry }: Publication) => {
    const game = setup.game.id;
    const { currency } = setup;
    const { command, did } = entry;
    if (command.kind === "create") ((totals.created += 1), sessions.inc({ game }));
    if (command.kind === "act") ((totals.actions += 1), actions.inc({ game }));
    if (did.next && command.kind !== "create") ((totals.rounds += 1), rounds.inc({ game }));
    if (did.ended) ((totals.ended += 1), ended.inc({ game, reason: did.ended.reason }));
    for (const { kind, amount } of did.transfers) {
      if (kind === "bet") ((totals.bets += 1), bets.inc({ game }));
      if (kind === "bet")
        (add(totals.volume, currency, amount), volume.inc({ game, currency }, amount));
      if (kind === "refund")
        (add(totals.volume, currency, -amount), refunds.inc({ game, currency }, amount));
      if (kind === "payout")
        (add(totals.payouts, currency, amount), payouts.inc({ game, currency }, amount));
    }
  });

  const platform = (): PlatformStats => ({
    uptimeMs: clock.now() - startedAt,
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

  let callOff = (): void => undefined;
  const reportLater = (): void => {
    callOff = clock.after(reportMs, () => {
      log.info(platform(), "statistics");
      reportLater();
    });
  };
  reportLater();

  return {
    platform,
    metrics: () => metrics.metrics(),
    metricsType: metrics.contentType,
    refused: (code) => refusals.inc({ code }),
    took: (ms) => latency.observe(ms / 1_000),
    stop: () => {
      callOff();
      stopListening();
    },
  };
};

type Sums = Record<string, number>;
const add = (sums: Sums, currency: string, amount: number): void => {
  sums[currency] = (sums[currency] ?? 0) + amount;
};
