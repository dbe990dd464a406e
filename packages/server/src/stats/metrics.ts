import { Counter, Gauge, Histogram, Registry as Metrics } from "prom-client";

const counters = {
  sessions: ["parlor_sessions_created_total", "Sessions that were opened", ["game"]],
  ended: ["parlor_sessions_ended_total", "Sessions that ended, by reason", ["game", "reason"]],
  actions: ["parlor_actions_total", "Players' actions that were done", ["game"]],
  rounds: ["parlor_rounds_total", "Rounds that were finished", ["game"]],
  bets: ["parlor_bets_total", "Bets that were taken", ["game"]],
  volume: ["parlor_bet_volume_minor_units_total", "The sum of stakes", ["game", "currency"]],
  payouts: ["parlor_payouts_minor_units_total", "The sum of payouts", ["game", "currency"]],
  refunds: [
    "parlor_refunds_minor_units_total",
    "The sum of stakes handed back",
    ["game", "currency"],
  ],
  refusals: ["parlor_refusals_total", "Commands that were refused, by code", ["code"]],
} as const;
type CounterName = keyof typeof counters;

/** What is asked when a figure is read, rather than counted along. */
interface Readings {
  sessionsActive(): number;
  games(): number;
  uptimeMs(): number;
}

/** The figures as Prometheus reads them. */
export const newMetrics = (readings: Readings) => {
  const registry = new Metrics();
  const registers = [registry];
  const made = new Map<CounterName, Counter>();
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  for (const [key, [name, help, labelNames]] of Object.entries(counters))
    made.set(key as CounterName, new Counter({ name, help, labelNames, registers })); // the keys of `counters`
  const latency = new Histogram({
    name: "parlor_command_seconds",
    help: "From a command's arrival at the gateway to its reply",
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  gauge("parlor_sessions_active", "Sessions that have not ended", () => readings.sessionsActive());
  gauge("parlor_games", "Games that are registered", () => readings.games());
  gauge("parlor_uptime_seconds", "Time since the start", () => readings.uptimeMs() / 1_000);
  return {
    count: (name: CounterName, labels: Readonly<Record<string, string>>, by = 1): void =>
      made.get(name)?.inc(labels, by),
    took: (ms: number): void => latency.observe(ms / 1_000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
