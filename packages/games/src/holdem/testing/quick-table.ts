import {
  assert,
  cardIndex,
  randomFrom,
  refuse,
  seededDraws,
  type Action,
  type Card,
  type Choice,
  type GameEvent,
  type Random,
  type Refusal,
  type Seat,
} from "@parlor/kit";
import { config, type Config } from "../config.ts";
import { holdem } from "../game.ts";
import { newState, type Hand, type HoldemTable, type State } from "../state.ts";

export interface QuickOptions {
  readonly config?: Partial<Config>;
  readonly seatCount?: number;
  readonly random?: Random;
  /** Whether events are kept; a million hands go faster without. */
  readonly keepsEvents?: boolean;
}

/**
 * The rules with nothing around them: no session, no journal, no copies. It keeps count of the table's account, of what
 * each seat has paid and got, and of which timers run. Everybody plays to the letter: a refusal is told, and changes nothing.
 */
export class QuickTable {
  readonly config: Config;
  readonly state: State;
  readonly limits = { min: 1, max: 1_000_000_000 };
  readonly currency = "PLAY/0" as const;
  readonly seats: Seat[] = [];
  readonly seatCount: number;
  readonly running = true;
  readonly now = 0;
  random: Random;
  /** What the table holds. */
  balance = 0;
  raked = 0;
  /** By seat: what was given less what was taken. */
  readonly net: number[];
  readonly timers = new Map<string, { readonly ms: number; readonly seat: Seat | null }>();
  readonly events: GameEvent[] = [];
  roundsFinished = 0;
  readonly #keepsEvents: boolean;

  constructor(options: QuickOptions = {}) {
    this.config = config.parse(options.config ?? {});
    this.seatCount = options.seatCount ?? 6;
    this.random = options.random ?? randomFrom(seededDraws(1));
    this.#keepsEvents = options.keepsEvents ?? true;
    this.net = Array.from({ length: this.seatCount }, () => 0);
    this.state = newState(this.seatCount);
  }

  get bank(): HoldemTable["bank"] {
    return this as unknown as HoldemTable["bank"]; // the rules take, give and rake, and have no pools
  }

  take(seat: Seat, amount: number, _bet: string, limits = this.limits): Refusal | undefined {
    if (amount < limits.min) return refuse("below_minimum");
    if (amount > limits.max) return refuse("above_maximum");
    this.balance += amount;
    this.net[seat] = (this.net[seat] ?? 0) - amount;
    return undefined;
  }
  give(seat: Seat, amount: number): void {
    this.balance -= amount;
    this.net[seat] = (this.net[seat] ?? 0) + amount;
  }
  rake(amount: number): void {
    this.balance -= amount;
    this.raked += amount;
  }
  refuse(code: string, detail?: string): Refusal {
    return refuse(code, detail);
  }
  emit(type: string, data: unknown, to?: readonly Seat[]): void {
    if (this.#keepsEvents) this.events.push(to ? { type, data, to } : { type, data });
  }
  startTimer(name: string, ms: number, seat?: Seat): void {
    this.timers.set(name, { ms, seat: seat ?? null });
  }
  stopTimer(name: string): void {
    this.timers.delete(name);
  }
  finishRound(): void {
    this.roundsFinished += 1;
  }

  get hand(): Hand {
    assert(this.state.hand !== null, "no hand has begun");
    return this.state.hand;
  }

  /** The seat whose turn it is. */
  get turn(): Seat | null {
    const { hand } = this.state;
    return hand?.turn === null || !hand ? null : (hand.players[hand.turn]?.seat ?? null);
  }

  sit(seat: Seat): void {
    this.seats.push(seat);
    this.seats.sort((a, b) => a - b);
    holdem.join?.(this.state, seat, this.erased);
  }

  /** Sits everybody down with these stacks, before the first hand; the last of them begins it. */
  sitDown(stacks: readonly number[]): void {
    for (const [seat, stack] of stacks.entries()) {
      this.sit(seat);
      const sitter = this.state.sitters[seat];
      assert(sitter !== null && sitter !== undefined, "who joins sits");
      sitter.stack = stack;
      this.take(seat, stack, "buy-in", { min: 0, max: Infinity });
    }
    holdem.start?.(this.state, this.erased);
  }

  /** Gives the code of a refusal, or "". */
  act(seat: Seat, action: Action | string): string {
    const whole = typeof action === "string" ? { type: action } : action;
    const answer = holdem.act[whole.type]?.(this.state, whole, seat, this.erased);
    return answer ? answer.refused : "";
  }

  leave(seat: Seat): string {
    const answer = holdem.leave?.(this.state, seat, this.erased);
    if (answer) return answer.refused;
    this.seats.splice(this.seats.indexOf(seat), 1);
    return "";
  }

  /** The timer runs out. */
  expire(name: "turn" | "next-hand"): void {
    const timer = this.timers.get(name);
    assert(timer !== undefined, `the timer ${name} does not run`);
    this.timers.delete(name);
    holdem.timeout?.(this.state, { name, seat: timer.seat }, this.erased);
  }

  legal(seat: Seat): readonly Choice[] {
    return holdem.legal(this.state, seat, this.erased);
  }

  /** The types of what happened since the last call. */
  told(): string[] {
    return this.events.splice(0).map(({ type }) => type);
  }

  stacks(): (number | null)[] {
    return this.state.sitters.map((sitter) => sitter && sitter.stack);
  }

  get erased(): never {
    return this as never; // it has all that the rules use of a table
  }
}

/** Chance that gives the button to this one of the ready seats, then these cards, and then nothing more. */
export const rigged = (button: number | null, cards: readonly Card[]): Random => {
  const draws = [...(button === null ? [] : [button]), ...cardDraws(cards)];
  let next = 0;
  return randomFrom((bound) => {
    const value = draws[next++];
    assert(value !== undefined && value < bound, `draw ${next}, below ${bound}, is not rigged`);
    return value;
  });
};

/** What `random.int` has to give for these cards to come out of one fresh deck. */
export const cardDraws = (cards: readonly Card[]): number[] =>
  cards.map((card, at) => {
    const index = cardIndex(card);
    const gone = cards.slice(0, at).filter((one) => cardIndex(one) < index).length;
    return index - gone;
  });

/** The order in which cards are drawn: one to each seat from the button's left, twice, and then the board. */
export const dealingOrder = (
  seats: readonly Seat[],
  hole: readonly string[],
  board: string,
): Card[] => {
  const first = seats.map((seat) => (hole[seat] ?? "").slice(0, 2));
  const second = seats.map((seat) => (hole[seat] ?? "").slice(2, 4));
  return [...first, ...second, ...(board.match(/../g) ?? [])] as Card[]; // tests write cards only
};
