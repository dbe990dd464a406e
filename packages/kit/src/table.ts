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
  readonly bank: Bank<T["bets"]>;
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
  stopTimer(name: string): void;
  /** Ends the round: its seed is revealed, and the next draw belongs to the next round. At most once per command, after the last draw. */
  finishRound(): void;
  /** Ends the session after this command; open stakes go back to their seats. */
  finishGame(outcome: Outcome): void;
}

/**
 * Money between a seat and the table. Every call becomes one transfer, in the same commit as the
 * command. `take` is the only one that can be refused: whatever the game then owes, it can pay.
 */
export interface Bank<Bets extends string = string> {
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
  /** As a fraction of the stake per bet made, or with its denominator; may depend on the configuration. */
  readonly edge?: ExactFraction | Edge | ((config: Config) => ExactFraction | Edge);
  /** How it pays, for people: "9 to 5". */
  readonly pays?: string;
}
