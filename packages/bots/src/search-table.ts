import {
  copyJson,
  emptyPools,
  isOfSeat,
  TurnPools,
  withoutConcessions,
  isRefusal,
  type Action,
  type Choice,
  type Game,
  type GameEvent,
  type Outcome,
  type Random,
  type ReadTable,
  type Refusal,
  type Seat,
} from "@parlor/kit";
import { noTimers, SearchTurn, type Clock } from "./search-turn.ts";

/** Where play stands. What is in it is never written to. */
export interface Position {
  readonly state: unknown;
  readonly now: number;
  readonly timers: readonly Clock[];
  /** What the table's account holds where the players bank the game. */
  readonly balance: number;
  /** Money that each seat has got, less what it has paid, on the way here; null for none. */
  readonly gains: readonly number[] | null;
}

/**
 * A table on which a search plays: the game's own reducers on one state, without journal, schemas
 * and hashes. What a refused or failed action has written to the state stays written.
 */
export class SearchTable {
  state: unknown = null;
  now = 0;
  balance = 0;
  /** The game, or where there is money the round, has come to its end since `begin`. */
  over = false;
  roundFinished = false;
  outcome: Outcome | null = null;
  /** Money that each seat has got, less what it has paid; goes on from what the position says. */
  readonly gains: number[];
  readonly game: Game;
  readonly table: ReadTable;
  readonly #turn: SearchTurn;
  readonly #hasMoney: boolean;

  /** `random` is asked for every chance of the game. */
  constructor(game: Game, table: ReadTable, random: Random) {
    this.game = game;
    this.table = table;
    this.#hasMoney = game.bank !== "none";
    this.gains = Array.from({ length: table.seatCount }, () => 0);
    this.#turn = new SearchTurn({
      ...table,
      game,
      now: 0,
      timers: {},
      timersAt: 0,
      random,
      tableBalance: 0,
      liabilityMax: Number.MAX_SAFE_INTEGER,
      // A search does not know what others have paid in: a jackpot is worth what the house has promised.
      pools: game.pools ? new TurnPools(game, table.config, emptyPools(game)) : null,
    });
  }

  /** From here on, what the game tells is added to this list. */
  listen(heard: GameEvent[]): void {
    this.#turn.heard = heard;
  }

  get timers(): readonly Clock[] {
    return this.#turn.clocks;
  }

  /** Play stands as in that position, on a copy of its state. */
  begin(position: Position): void {
    this.#goTo(position, copyJson(position.state));
  }

  /** As `begin`, on the state itself: nobody else may have it. */
  take(position: Position): void {
    this.#goTo(position, position.state);
  }

  #goTo({ now, timers, balance, gains }: Position, state: unknown): void {
    this.state = state;
    this.now = now;
    this.balance = balance;
    this.#turn.clocks = timers;
    this.over = false;
    this.roundFinished = false;
    this.outcome = null;
    const own = this.gains;
    if (this.#hasMoney)
      for (let seat = 0; seat < own.length; seat++) own[seat] = gains?.[seat] ?? 0;
  }

  /** Behind the end of a round comes the next one. */
  goOn(): void {
    this.over = false;
    this.roundFinished = false;
  }

  /** Where play stands now. The table may not go on from here before it has begun anew. */
  leave(): Position {
    const { state, now, timers, balance } = this;
    return { state, now, timers, balance, gains: this.#hasMoney ? [...this.gains] : null };
  }

  legal(seat: Seat): readonly Choice[] {
    if (this.over) return nothing;
    const { game } = this;
    const legal = game.legal(this.state, seat, this.table);
    return game.concessions === undefined ? legal : withoutConcessions(game, legal);
  }

  act(seat: Seat, action: Action): Refusal | undefined {
    const turn = this.#turn;
    turn.renew(this.now, this.balance);
    const answer = this.game.act[action.type]?.(this.state, action, seat, turn);
    if (answer !== undefined && isRefusal(answer)) return answer;
    this.#settle();
    return undefined;
  }

  /** Somebody sits down; `running` is still false in the table that the game then sees. */
  join(seat: Seat): Refusal | undefined {
    this.#turn.renew(this.now, this.balance);
    const answer = this.game.join?.(this.state, seat, this.#turn);
    if (answer !== undefined && isRefusal(answer)) return answer;
    this.#settle();
    return undefined;
  }

  /** Play begins. */
  start(): void {
    this.#turn.renew(this.now, this.balance);
    this.game.start?.(this.state, this.#turn);
    this.#settle();
  }

  /** Lets the clock that is due first run out; false where none runs. */
  expire(): boolean {
    const turn = this.#turn;
    const [first, ...others] = turn.clocks;
    if (first === undefined) return false;
    let due = first;
    for (const timer of others) if (timer.dueAt < due.dueAt) due = timer;
    turn.clocks = turn.clocks.filter((timer) => timer !== due);
    this.now = Math.max(this.now, due.dueAt);
    turn.renew(this.now, this.balance);
    this.game.timeout?.(this.state, { name: due.name, seat: due.seat }, turn);
    this.#settle();
    return true;
  }

  #settle(): void {
    const turn = this.#turn;
    const { postings } = turn;
    for (let i = 0; i < postings.length; i++) {
      const posting = postings[i];
      if (posting === undefined) break;
      if (!isOfSeat(posting)) continue;
      const { kind, seat, amount } = posting;
      this.gains[seat] = (this.gains[seat] ?? 0) - (kind === "bet" ? amount : -amount);
    }
    this.balance = turn.tableBalance;
    if (turn.timers.size > 0) turn.takeTimers();
    this.outcome = turn.outcome;
    if (turn.roundFinished) this.roundFinished = true;
    if (turn.outcome !== null || (turn.roundFinished && this.#hasMoney)) this.over = true;
  }
}

const nothing: readonly Choice[] = [];

/** The state that a position begins with, where nobody holds it yet. */
export const positionOf = (
  game: Game,
  state: unknown,
  now = 0,
  timers: readonly Clock[] = noTimers,
): Position => ({ state, now, timers, balance: heldIn(game, state), gains: null });

/** [M4] What the table holds where the players bank the game is what its stakes add up to. */
const heldIn = (game: Game, state: unknown): number => {
  let held = 0;
  if (game.bank === "players") for (const { amount } of game.stakes?.(state) ?? []) held += amount;
  return held;
};
