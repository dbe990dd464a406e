import type { Seat } from "@parlor/kit";
import type { SessionEvent } from "@parlor/protocol";
import { decodeEntry } from "../journal/contract.ts";
import { catchUpEventsMax, entriesPageMax } from "../limits.ts";
import type { Store } from "../ports/store.ts";
import { occupancyAt, type Occupancy } from "./occupancy.ts";

/** What happened in a session while a client was away: its events, or, when they are too many, that. */
export class Missed {
  readonly #store: Store;
  readonly #session: string;
  readonly #after: number | undefined;
  readonly #events: SessionEvent[] = [];
  #seats: Occupancy | undefined;
  #seq: number;

  /** A client that has never seen the session (`after` undefined) has missed nothing. */
  constructor(store: Store, session: string, after: number | undefined) {
    this.#store = store;
    this.#session = session;
    this.#after = after;
    this.#seq = after ?? 0;
  }

  reaches(seq: number): boolean {
    return this.#after === undefined || this.#seq >= seq;
  }

  /** Reads on to the entry `until`, as seen by a player who sits at `seatNow`. */
  async read(player: string | undefined, seatNow: Seat | null, until: number): Promise<void> {
    this.#seats ??= await occupancyAt(this.#store, this.#session, this.#seq, player, seatNow);
    if (this.#events.length > catchUpEventsMax) {
      this.#seq = until;
      return;
    }
    for (const row of await this.#store.entries(this.#session, this.#seq, entriesPageMax)) {
      if (row.seq > until) return;
      this.#events.push(...this.#seats.visible(decodeEntry(row)));
      this.#seq = row.seq;
    }
  }

  told(): { events: SessionEvent[]; missed?: [number, number] } {
    const tooMany = this.#events.length > catchUpEventsMax;
    return tooMany
      ? { events: [], missed: [(this.#after ?? 0) + 1, this.#seq] }
      : { events: this.#events };
  }
}
