/** What the platform has counted since it was started. */
export interface PlatformStats {
  readonly uptimeMs: number;
  readonly games: number;
  readonly sessionsCreated: number;
  readonly sessionsActive: number;
  readonly sessionsEnded: number;
  readonly actions: number;
  readonly rounds: number;
  readonly bets: number;
  /** Sums in minor units by currency: stakes without those handed back, what was paid out, and what was kept of pots. */
  readonly volume: Readonly<Record<string, number>>;
  readonly payouts: Readonly<Record<string, number>>;
  readonly rake: Readonly<Record<string, number>>;
}

export interface Stats {
  platform(): PlatformStats;
  /** The text that Prometheus reads. */
  metrics(): Promise<string>;
  readonly metricsType: string;
  /** Counts a command that was refused, by its code. */
  refused(code: string): void;
  /** How long a command took from its arrival to its reply. */
  took(ms: number): void;
  stop(): void;
}
