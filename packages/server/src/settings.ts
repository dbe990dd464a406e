import type { Currency, Limits } from "@parlor/kit";

/** What an operator may set; every value has a default that a single machine can live with. */
export interface Settings {
  /** Sessions that have not ended; another one is refused with `too_many_sessions`. */
  readonly concurrentSessionsMax: number;
  /** A session without a player's command for this long is ended, and open bets go back. */
  readonly idleExpiryMs: number;
  readonly idleCheckMs: number;
  /** A session that nobody watches or asks for leaves the memory after once to twice this long; it comes back when asked for. */
  readonly restAfterMs: number;
  readonly statsReportMs: number;
  readonly currency: Currency;
  /** What a new guest gets, in minor units of `currency`; 0 for nothing. */
  readonly guestGrant: number;
  /** The limits of a table whose opener names none, and the widest that an opener may ask for. */
  readonly tableLimits: Limits;
  readonly tableLimitsMax: Limits;
  /** The house takes no more bets at a table once it is this much behind there. */
  readonly tableLiabilityMax: number;
  /** Commands a second that one player may send on average, and at once. */
  readonly commandsPerSecondMax: number;
  readonly commandBurstMax: number;
  /** No bot acts sooner than this after what happened before it, so that people can follow. */
  readonly botDelayMs: number;
  /** What a bot sits down with, in minor units of the table's currency; what it has left goes back when it gets up. */
  readonly botGrant: number;
  /** The units of the currencies that bots may play for. A real one is only here when the operator puts it here. */
  readonly botCurrencies: readonly string[];
}

export const defaultSettings: Settings = {
  concurrentSessionsMax: 10_000,
  idleExpiryMs: 60 * 60 * 1_000,
  idleCheckMs: 60 * 1_000,
  restAfterMs: 60 * 1_000,
  statsReportMs: 5 * 60 * 1_000,
  currency: "PLAY/2",
  guestGrant: 100_000,
  tableLimits: { min: 100, max: 50_000, step: 100 },
  tableLimitsMax: { min: 1, max: 100_000_000 },
  tableLiabilityMax: 100_000_000,
  commandsPerSecondMax: 20,
  commandBurstMax: 60,
  botDelayMs: 800,
  botGrant: 100_000,
  botCurrencies: ["PLAY"],
};
