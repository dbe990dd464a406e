import type { ClusterFigures } from "../cluster/contract.ts";
import { Counter, Gauge, Histogram, Registry as Metrics } from "prom-client";
import type { GameTally, MoneyTally } from "./tally.ts";

/** What is asked when a figure is read, rather than counted along. */
interface Readings {
  sessionsActive(): number;
  sessionsInMemory(): number;
  games(): number;
  uptimeMs(): number;
  readonly tallies: ReadonlyMap<string, GameTally>;
  /** Where there are other nodes. */
  readonly cluster?: () => ClusterFigures;
}

type Labels = Readonly<Record<string, string>>;
/** One figure of a game, or several that differ in a further label. */
type Counted = readonly (readonly [count: number, further?: Labels])[];
type Read = (tally: GameTally) => Counted;

const ofMoney =
  (kind: keyof MoneyTally): Read =>
  ({ money }) =>
    [...money].map(([currency, tally]) => [tally[kind], { currency }]);

const counters: readonly (readonly [
  name: string,
  help: string,
  further: readonly string[],
  Read,
])[] = [
  ["sessions_created", "Sessions that were opened", [], ({ sessions }) => [[sessions]]],
  [
    "sessions_ended",
    "Sessions that ended, by reason",
    ["reason"],
    ({ ended }) => [...ended].map(([reason, count]) => [count, { reason }]),
  ],
  ["actions", "Players' actions that were done", [], ({ actions }) => [[actions]]],
  ["rounds", "Rounds that were finished", [], ({ rounds }) => [[rounds]]],
  ["bets", "Bets that were taken", [], ({ bets }) => [[bets]]],
  ["bet_volume_minor_units", "The sum of stakes", ["currency"], ofMoney("staked")],
  ["payouts_minor_units", "The sum of payouts", ["currency"], ofMoney("paid")],
  ["rake_minor_units", "The sum of what was kept of pots", ["currency"], ofMoney("raked")],
  [
    "contributions_minor_units",
    "The sum of what tables paid into pools",
    ["currency"],
    ofMoney("contributed"),
  ],
  [
    "jackpots_minor_units",
    "The part of the payouts that came out of pools",
    ["currency"],
    ofMoney("jackpots"),
  ],
  ["refunds_minor_units", "The sum of stakes handed back", ["currency"], ofMoney("refunded")],
];

/**
 * The figures as Prometheus reads them. What every commit adds to is counted in the tallies and brought
 * into Prometheus' form only when it asks, since that form costs a microsecond for each figure.
 */
export const newMetrics = (readings: Readings) => {
  const registry = new Metrics();
  const registers = [registry];
  const counter = ([name, help, further, read]: (typeof counters)[number]) =>
    new Counter({
      name: `parlor_${name}_total`,
      help,
      labelNames: ["game", ...further],
      registers,
      collect() {
        this.reset();
        for (const [game, tally] of readings.tallies)
          for (const [count, labels] of read(tally))
            if (count > 0) this.inc({ game, ...labels }, count);
      },
    });
  counters.forEach(counter);
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("parlor_sessions_active", "Sessions that have not ended", () => readings.sessionsActive());
  gauge("parlor_sessions_in_memory", "Sessions that somebody has used lately", () =>
    readings.sessionsInMemory(),
  );
  gauge("parlor_games", "Games that are registered", () => readings.games());
  if (readings.cluster) clusterMetrics(readings.cluster, registers, gauge);
  gauge("parlor_uptime_seconds", "Time since the start", () => readings.uptimeMs() / 1_000);
  const refusals = new Counter({
    name: "parlor_refusals_total",
    help: "Commands that were refused, by code",
    labelNames: ["code"],
    registers,
  });
  const latency = new Histogram({
    name: "parlor_command_seconds",
    help: "From a command's arrival at the gateway to its reply",
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  return {
    refused: (code: string): void => refusals.inc({ code }),
    took: (ms: number): void => latency.observe(ms / 1_000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};

type NewGauge = (name: string, help: string, read: () => number) => void;

/** What a node sees of the cluster. */
const clusterMetrics = (
  read: () => ClusterFigures,
  registers: Metrics[],
  gauge: NewGauge,
): void => {
  gauge("parlor_nodes_live", "Nodes whose leases run", () => read().nodesAlive);
  gauge("parlor_partitions_owned", "Partitions that this node owns", () => read().partitionsOwned);
  gauge("parlor_bus_up", "Whether the bus is there", () => Number(read().isBusUp));
  gauge("parlor_lease_left_seconds", "What is left of this node's lease", () =>
    Math.max(0, read().leaseLeftMs / 1_000),
  );
  gauge(
    "parlor_mirrored_sessions",
    "Other nodes' sessions that are watched here",
    () => read().mirrors,
  );
  gauge(
    "parlor_sessions_watched_elsewhere",
    "Sessions that other nodes are told of",
    () => read().watchedElsewhere,
  );
  const total = (name: string, help: string, now: () => Readonly<Record<string, number>>) =>
    new Counter({
      name,
      help,
      labelNames: ["outcome"],
      registers,
      collect() {
        this.reset();
        for (const [outcome, count] of Object.entries(now()))
          if (outcome === "") this.inc(count);
          else this.inc({ outcome }, count);
      },
    });
  total("parlor_takeovers_total", "Partitions that this node has taken", () => ({
    "": read().takenTotal,
  }));
  total("parlor_partitions_lost_total", "Partitions that other nodes took from this one", () => ({
    "": read().lostTotal,
  }));
  total(
    "parlor_forwarded_commands_total",
    "Commands that were sent to other nodes, by what became of them",
    () => read().forwardedTotal,
  );
};
