import type { Choice, Seat } from "@parlor/kit";
import { turnsLearntFrom, turnsLookedAgainEvery } from "./limits.ts";
import type { SearchTable } from "./search-table.ts";

/** Whose move it is: what the seat may do, and whether the table goes on without it. */
export interface Mover {
  readonly seat: Seat;
  readonly legal: readonly Choice[];
  readonly mayWait: boolean;
  /** Whether it goes on by a clock, also where everybody waits. */
  readonly isClocked: boolean;
}

/** Where the asking stands: which of the seats is asked first, and who has said that it waits. */
export interface Place {
  readonly next: number;
  readonly waiting: readonly Seat[];
}

const nobody: readonly Seat[] = [];

/**
 * Finds who moves next. In a game of turns that is one seat, and the others are not asked. Where several may
 * act at once, they do so one after the other in the order of their seats, and each may also wait:
 * those that have waited are asked again when something has happened.
 */
export class Movers {
  readonly #table: SearchTable;
  /** The seat that is asked first: mostly, it is the next one's turn. */
  #next = 0;
  #looks = 0;
  #isOfTurns = true;
  #waiting: readonly Seat[] = nobody;

  constructor(table: SearchTable) {
    this.#table = table;
  }

  /** A search begins with this seat's decision. */
  begin(seat: Seat): void {
    this.#next = this.#table.table.seats.indexOf(seat);
    this.#waiting = nobody;
  }

  /** Something has happened; nobody waits any more. */
  acted(): void {
    if (this.#waiting.length > 0) this.#waiting = nobody;
  }

  /** The seat lets the table go on. */
  waited(seat: Seat): void {
    this.#waiting = [...this.#waiting, seat];
  }

  /** The seat has had its turn: the one behind it is asked first. */
  took(seat: Seat): void {
    const { seats } = this.#table.table;
    const place = seats[seat] === seat ? seat : seats.indexOf(seat);
    this.#next = place + 1 < seats.length ? place + 1 : 0;
  }

  /** Whom to ask next, as it stands now. */
  get place(): Place {
    return { next: this.#next, waiting: this.#waiting };
  }
  goTo({ next, waiting }: Place): void {
    this.#next = next;
    this.#waiting = waiting;
  }

  /** Null where nobody may act, or all who may wait. */
  next(): Mover | null {
    const table = this.#table;
    const { seats } = table.table;
    const looksAtAll =
      !this.#isOfTurns ||
      this.#looks < turnsLearntFrom ||
      this.#looks % turnsLookedAgainEvery === 0;
    this.#looks += 1;
    let found: { readonly seat: Seat; readonly legal: readonly Choice[] } | null = null;
    let others = false;
    let next = this.#next;
    for (let asked = 0; asked < seats.length; asked++) {
      const seat = seats[next] ?? 0;
      next = next + 1 < seats.length ? next + 1 : 0;
      const legal = table.legal(seat);
      if (legal.length === 0) continue;
      if (found) {
        others = true;
        break;
      }
      if (this.#waiting.length > 0 && this.#waiting.includes(seat)) {
        others = true;
        continue;
      }
      found = { seat, legal };
      if (!looksAtAll) break;
    }
    if (others) this.#isOfTurns = false;
    if (!found) return null;
    const { seat, legal } = found;
    const isClocked = hasOthersClock(table, seat);
    return { seat, legal, mayWait: others || isClocked, isClocked };
  }
}

/** A seat's own clock is to hurry it; any other one lets the table go on. */
const hasOthersClock = ({ timers }: SearchTable, seat: Seat): boolean => {
  for (const timer of timers) if (timer.seat !== seat) return true;
  return false;
};
