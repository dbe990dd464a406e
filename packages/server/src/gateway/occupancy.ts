import type { Seat } from "@parlor/kit";
import { eventsOf, visibleTo } from "../events/contract.ts";
import { decodeEntry, type Entry } from "../journal/contract.ts";
import { entriesPageMax } from "../limits.ts";
import type { Store } from "../ports/store.ts";
import type { SessionEvent } from "@parlor/protocol";

/**
 * [V1] Follows where one player sits from entry to entry, so that somebody who takes a seat later
 * does not read what was meant for the one who sat there before.
 */
export class Occupancy {
  readonly #player: string | undefined;
  #seat: Seat | null;

  constructor(player: string | undefined, seat: Seat | null) {
    this.#player = player;
    this.#seat = seat;
  }

  /** The events of the next entry that this player may hear of. */
  visible(entry: Entry): SessionEvent[] {
    const { command, did } = entry;
    const own =
      this.#player !== undefined && "player" in command && command.player === this.#player;
    if (own && command.kind === "join") this.#seat = did.seat ?? null;
    const events = visibleTo(eventsOf(entry), this.#seat);
    if (own && command.kind === "leave") this.#seat = null;
    return events;
  }
}

/** Where the player sat right after the entry `after`, knowing where they sit now. */
export const occupancyAt = async (
  store: Store,
  session: string,
  after: number,
  player: string | undefined,
  seatNow: Seat | null,
): Promise<Occupancy> => {
  if (player === undefined) return new Occupancy(undefined, null);
  let seq = after;
  for (
    let rows = await store.entries(session, seq, entriesPageMax);
    rows.length > 0;
    rows = await store.entries(session, seq, entriesPageMax)
  ) {
    for (const row of rows) {
      const { command, did } = decodeEntry(row);
      seq = row.seq;
      if (command.kind === "join" && command.player === player) return new Occupancy(player, null);
      if (command.kind === "leave" && command.player === player)
        return new Occupancy(player, did.seat ?? null);
    }
  }
  return new Occupancy(player, seatNow);
};
