import type { ExactFraction } from "./fraction.ts";
import type { Currency, Limits } from "./money.ts";
import type { Random } from "./random.ts";
import type { CommonRefusal, Refusal } from "./refusal.ts";

/** A place in a session, counted from 0. */
export type Seat = number;

/** The types of one game, as `defineGame` inferred them; the rest of the platform sees only names. */
export interface GameTypes {
  readonly config: unknown;
  readonly actions: object;
  readonly events: object;
  readonly bets: string;
  readonly pools: string;
  readonly refusals: string;
  readonly state: unknown;
  readonly view: unknown;
}

/** What a game may look at when it only answers a question (`legal`, `view`). */
export interface ReadTable<T extends GameTypes = GameTypes> {
  readonly config: T["config"];
  /** What one bet may be, in minor units of the session's currency. */
  readonly limits: Limits;
  readonly currency: Currency;
  /** The seats that somebody sits in, in rising order. */
  readonly seats: readonly Seat[];
  /** The number of places at the table, taken or free. */
  readonly seatCount: number;
  /** Whether play has begun; before that, players only come and go. */
  readonly running: boolean;
}

/** What a game has at hand while it handles one command. */
export interface Table<T extends GameTypes = GameTypes> extends ReadTable<T> {
  /** The journalled time of the command, in milliseconds since 1970. */
  readonly now: number;
  readonly random: Random;
  readonly bank: Bank<T["bets"], T["pools"]>;
  refuse(
    code: T["refusals"] | CommonRefusal,
    detail?: string,
  ): Refusal<T["refusals"] | CommonRefusal>;
  /** Tells the world; with `to`, only those seats (and never a spectator). */
  emit<Type extends keyof T["events"] & string>(
    type: Type,
    data: T["events"][Type],
    to?: readonly Seat[],
  ): void;
  /** Starts a timer, or starts it anew; its expiry is a command that reaches `timeout`. */
  startTimer(name: string, ms: number, seat?: Seat): void;
  /** Starts a timer that nobody is shown, because the moment when it is due would tell what is hidden. */
  startSecretTimer(name: string, ms: number): void;
  stopTimer(name: string): void;
  /**
   * How long until the timer is due: 0 or less when it is but its expiry has not come yet, null when it does
   * not run. Time that the session stood still is not counted, so what a game measures by a timer is right
   * after a pause, which `now` alone would not be.
   */
  timeLeftMs(name: string): number | null;
  /** Ends the round: its seed is revealed, and the next draw belongs to the next round. At most once per command, after the last draw. */
  finishRound(): void;
  /** Ends the session after this command; open stakes go back to their seats. */
  finishGame(outcome: Outcome): void;
}

/**
 * Money between a seat, the table and what the table shares with others. Every call becomes one transfer
 * (a jackpot that the house adds to: two), in the same commit as the command. `take` is the only one that
 * can be refused: whatever the game then owes, it can pay. A call of what may not be is a fault.
 */
export interface Bank<Bets extends string = string, Pools extends string = string> {
  /**
   * Moves a stake from the seat to the table. Refused when it is no amount (`invalid_amount`), is
   * outside `limits` (by default the table's; odds and raises have their own), or when the house
   * has reached what it may lose here (`table_liability`). A player's balance is checked by the
   * store in the same transaction: where it does not cover the stake, the whole command is
   * refused with `insufficient_funds`.
   */
  take(seat: Seat, amount: number, bet: Bets, limits?: Limits): Refusal<CommonRefusal> | undefined;
  /** Pays the seat: winnings, with or without the stake. An amount of 0 pays nothing. */
  give(seat: Seat, amount: number, bet: Bets): void;
  /** Hands back a stake that was not decided: a bet taken down, a push of the whole bet. */
  refund(seat: Seat, amount: number, bet: Bets): void;
  /**
   * Moves what the house keeps of a pot from the table to the platform's `rake`. Only where the players
   * bank the game: a house game keeps what it does not pay. An amount of 0 moves nothing.
   */
  rake(amount: number, bet: Bets): void;
  /**
   * What the pool shows, in minor units: its seed and what was paid into it since it last fell, as this command
   * finds it and has changed it. While it is being played for elsewhere it may already be more (see `payPool`).
   */
  pool(pool: Pools): number;
  /** Moves money from the table into the pool, where it waits for whoever wins it, at any table. 0 moves nothing. */
  contribute(pool: Pools, amount: number): void;
  /**
   * Pays the seat from the pool: all that it shows, or a share. What was paid in goes first, and the house
   * adds what is missing, up to the seed: so the pool never shows less than its seed, and nothing has to
   * be put back. What it was worked out from is checked by the store: where somebody else has won the pool
   * meanwhile, the command is worked out anew, with the same chance and what the pool shows then.
   */
  payPool(seat: Seat, pool: Pools, amount: number, bet: Bets): void;
}

/** The result of a finished game: groups of seats from first place to last; seats in one group tie. */
export interface Outcome {
  readonly places: readonly (readonly Seat[])[];
}

/** Money that a seat has on the table: an open bet, or its stack and its share of a pot. */
export interface Stake {
  readonly seat: Seat;
  readonly bet: string;
  readonly amount: number;
}

/** What the house keeps of a bet on average; below zero where it is the players who gain. */
export interface Edge {
  readonly edge: ExactFraction;
  /** The denominator: the same bet has another edge per bet resolved when it can push or stand. */
  readonly per: "bet made" | "bet resolved";
}

export interface BetSpec<Config = unknown> {
  readonly title: string;
  /**
   * As a fraction of the stake per bet made, or with its denominator. It may depend on the configuration: null says
   * that a table with this one does not take the bet, undefined that nobody has worked its edge out.
   */
  readonly edge?:
    | ExactFraction
    | Edge
    | ((config: Config) => ExactFraction | Edge | null | undefined);
  /** How it pays, for people: "9 to 5". */
  readonly pays?: string;
}

/**
 * Money that waits for a winner: a progressive jackpot, a bad-beat jackpot. All sessions of the game, in all its
 * versions and configurations, share what was paid in, apart by currency.
 */
export interface PoolSpec<Config = unknown> {
  readonly title: string;
  /**
   * What the pool shows before anything was paid in, in minor units, from 0; may depend on the configuration. The
   * house stands for it: it costs nothing until it is won.
   */
  readonly seed: number | ((config: Config) => number);
}
