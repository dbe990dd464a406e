import { assert } from "./assert.ts";
import type { Game } from "./game.ts";
import { copyJson } from "./json.ts";
import { eventsPerActionMax, postingsPerActionMax, timerMsMax } from "./limits.ts";
import { isAmount, type Currency, type Limits } from "./money.ts";
import type { TurnPools } from "./pools.ts";
import type { Posting, SeatPosting } from "./posting.ts";
import type { Random } from "./random.ts";
import { refuse, type CommonRefusal, type Refusal } from "./refusal.ts";
import type { GameEvent, Timers } from "./session.ts";
import type { Bank, Outcome, Seat, Table } from "./table.ts";

/** What stands at a table before a command. */
export interface Situation {
  readonly game: Game;
  readonly config: unknown;
  readonly limits: Limits;
  readonly currency: Currency;
  readonly seats: readonly Seat[];
  readonly seatCount: number;
  readonly running: boolean;
  readonly now: number;
  readonly random: Random;
  /** The timers that run, and the time that they are at: while the session is paused they stand still. */
  readonly timers: Timers;
  readonly timersAt: number;
  /** The table's balance before the command, and how far below zero it may go before bets are refused. */
  readonly tableBalance: number;
  readonly liabilityMax: number;
  /** Null where the game has none. */
  readonly pools: TurnPools | null;
}

interface StartedTimer {
  readonly ms: number;
  readonly seat: Seat | null;
  readonly secret?: true;
}

/**
 * The table that a game's reducer is given for one command. It collects what the game does; nothing
 * of it counts until whoever made the turn takes it.
 */
export class Turn implements Table, Bank {
  readonly config: unknown;
  readonly limits: Limits;
  readonly currency: Currency;
  readonly seats: readonly Seat[];
  readonly seatCount: number;
  readonly running: boolean;
  now: number;
  readonly random: Random;
  readonly events: GameEvent[] = [];
  readonly postings: Posting[] = [];
  /** What the game started (null: stopped) in this command. */
  readonly timers: Map<string, StartedTimer | null> = new Map();
  /** What runs as the command begins. */
  timersRunning: Timers;
  roundFinished = false;
  outcome: Outcome | null = null;
  readonly #game: Game;
  readonly #liabilityMax: number;
  /** The table's balance, as the postings have left it. */
  tableBalance: number;
  readonly pools: TurnPools | null;
  #timersAt: number;

  constructor(situation: Situation) {
    this.#game = situation.game;
    this.config = situation.config;
    this.limits = situation.limits;
    this.currency = situation.currency;
    this.seats = situation.seats;
    this.seatCount = situation.seatCount;
    this.running = situation.running;
    this.now = situation.now;
    this.random = situation.random;
    this.tableBalance = situation.tableBalance;
    this.timersRunning = situation.timers;
    this.#timersAt = situation.timersAt;
    this.#liabilityMax = situation.liabilityMax;
    this.pools = situation.pools;
  }

  get bank(): Bank {
    return this;
  }

  /** Makes it a new turn at the same table: a simulation plays millions, one at a time. */
  renew(now: number, tableBalance: number): void {
    this.now = now;
    this.tableBalance = tableBalance;
    this.#timersAt = now;
    // Most commands leave these empty, and to empty them anyway takes longer than to look. Emptied one by one
    // they keep their memory.
    while (this.events.length > 0) this.events.pop();
    while (this.postings.length > 0) this.postings.pop();
    if (this.timers.size > 0) this.timers.clear();
    this.roundFinished = false;
    this.outcome = null;
    if (this.pools !== null) this.pools.renew();
  }

  refuse(code: string, detail?: string): Refusal<CommonRefusal> {
    return refuse(code, detail) as Refusal<CommonRefusal>; // the typed face of the table allows only the game's own codes
  }

  emit(type: string, data: unknown, to?: readonly Seat[]): void {
    assert(this.events.length < eventsPerActionMax, "too many events in one command");
    const schema = this.#game.events?.[type];
    assert(schema !== undefined, `the game declares no event ${type}`);
    // A copy, since what a game tells may still be a part of the draft that its state is.
    const checked = copyJson(schema.parse(data));
    this.events.push(to ? { type, data: checked, to: [...to] } : { type, data: checked });
  }

  startTimer(name: string, ms: number, seat?: Seat): void {
    checkTime(ms);
    this.keepTimer(name, ms, seat ?? null, false);
  }

  startSecretTimer(name: string, ms: number): void {
    checkTime(ms);
    this.keepTimer(name, ms, null, true);
  }

  /** What becomes of a timer that was started for a time that may be. */
  protected keepTimer(name: string, ms: number, seat: Seat | null, secret: boolean): void {
    this.timers.set(name, secret ? { ms, seat, secret } : { ms, seat });
  }

  stopTimer(name: string): void {
    this.timers.set(name, null);
  }

  timeLeftMs(name: string): number | null {
    const started = this.timers.get(name);
    if (started !== undefined) return started === null ? null : started.ms;
    const running = this.timersRunning[name];
    return running === undefined ? null : running.dueAt - this.#timersAt;
  }

  finishRound(): void {
    assert(!this.roundFinished, "the round was finished twice in one command");
    this.roundFinished = true;
  }

  finishGame(outcome: Outcome): void {
    assert(this.outcome === null, "the game was finished twice in one command");
    const placed = outcome.places.flat();
    assert(new Set(placed).size === placed.length, "a seat has two places");
    this.outcome = { places: outcome.places.map((group) => [...group]) };
  }

  take(
    seat: Seat,
    amount: number,
    bet: string,
    limits: Limits = this.limits,
  ): Refusal<CommonRefusal> | undefined {
    if (!isAmount(amount)) return refuse("invalid_amount");
    if (amount < limits.min) return refuse("below_minimum", `the minimum is ${limits.min}`);
    if (amount > limits.max) return refuse("above_maximum", `the maximum is ${limits.max}`);
    if (limits.step !== undefined && (amount - limits.min) % limits.step !== 0) {
      return refuse("invalid_amount", `in steps of ${limits.step} from ${limits.min}`);
    }
    if (this.#game.bank === "house" && this.tableBalance <= -this.#liabilityMax)
      return refuse("table_liability");
    this.#post({ kind: "bet", seat, amount, bet });
    this.tableBalance += amount;
    return undefined;
  }

  give(seat: Seat, amount: number, bet: string): void {
    this.#pay("payout", seat, amount, bet);
  }

  refund(seat: Seat, amount: number, bet: string): void {
    this.#pay("refund", seat, amount, bet);
  }

  rake(amount: number, bet: string): void {
    if (amount === 0) return;
    assert(isAmount(amount), `not an amount: ${amount}`);
    assert(this.#game.bank === "players", "a rake where the players do not bank the game");
    this.#checkBet(bet);
    this.#move({ kind: "rake", amount, bet });
    this.#lower(amount);
  }

  pool(pool: string): number {
    return this.#poolsOf(pool).meter(pool);
  }

  contribute(pool: string, amount: number): void {
    const pools = this.#poolsOf(pool);
    if (amount === 0) return;
    assert(isAmount(amount), `not an amount: ${amount}`);
    this.#move({ kind: "contribution", amount, pool });
    this.#lower(amount);
    pools.add(pool, amount);
  }

  payPool(seat: Seat, pool: string, amount: number, bet: string): void {
    const pools = this.#poolsOf(pool);
    if (amount === 0) return;
    assert(isAmount(amount), `not an amount: ${amount}`);
    const missing = pools.takeOut(pool, amount);
    if (missing > 0) {
      this.#move({ kind: "seed", amount: missing, pool });
      if (this.#game.bank === "house") this.#lower(missing);
    }
    this.#post({ kind: "jackpot", seat, amount, bet, pool });
  }

  #poolsOf(pool: string): TurnPools {
    assert(this.pools !== null, `the game declares no pool ${pool}`);
    return this.pools;
  }

  #pay(kind: "payout" | "refund", seat: Seat, amount: number, bet: string): void {
    if (amount === 0) return;
    assert(isAmount(amount), `not an amount: ${amount}`);
    this.#post({ kind, seat, amount, bet });
    this.#lower(amount);
  }

  #lower(amount: number): void {
    this.tableBalance -= amount;
    assert(
      this.#game.bank === "house" || this.tableBalance >= 0,
      "the table pays out more than it holds",
    );
  }

  #post(posting: SeatPosting): void {
    assert(this.seats.includes(posting.seat), `nobody sits in seat ${posting.seat}`);
    this.#checkBet(posting.bet);
    this.#move(posting);
  }

  #checkBet(bet: string): void {
    assert(Object.hasOwn(this.#game.bets ?? {}, bet), `the game declares no bet ${bet}`);
  }

  #move(posting: Posting): void {
    assert(this.#game.bank !== "none", "a game without money moved some");
    assert(this.postings.length < postingsPerActionMax, "too many transfers in one command");
    this.postings.push(posting);
  }
}

const checkTime = (ms: number): void =>
  assert(
    Number.isSafeInteger(ms) && ms > 0 && ms <= timerMsMax,
    `not a time for a timer: ${ms} ms`,
  );
