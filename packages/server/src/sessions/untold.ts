import { accountOf } from "@parlor/kit";
import type { EventHub } from "../events/contract.ts";
import { decodeEntry, type Entry } from "../journal/contract.ts";
import { entriesPageMax } from "../limits.ts";
import type { FeedRow, Store } from "../ports/store.ts";
import type { Standing } from "./contract.ts";

const playerPrefix = accountOf.player("");

/** How far a session was told of when it left the memory. */
interface Told {
  /** The last entry that everybody was told of. */
  readonly seq: number;
  /** What may be durable since then has a later position than this one. */
  readonly position: number;
}

/**
 * Entries that are durable although nobody here was told of them: the store broke before it could
 * say that they are. They are told as soon as their session has been read back; without that,
 * whoever watches would wait for something that has happened already.
 */
export class Untold {
  readonly #store: Store;
  readonly #hub: EventHub;
  readonly #sessions = new Map<string, Told>();

  constructor(store: Store, hub: EventHub) {
    this.#store = store;
    this.#hub = hub;
  }

  /** The session has left the memory, and it is not known what became of its last write. */
  note(session: string, seq: number, position: number): void {
    if (!this.#sessions.has(session)) this.#sessions.set(session, { seq, position });
  }

  /** The session was never written. */
  drop(session: string): void {
    this.#sessions.delete(session);
  }

  /** Called before a session that was read back goes on, so that entries are told in their order. */
  async tell(standing: Standing): Promise<void> {
    const told = this.#sessions.get(standing.id);
    // A session writes one entry at a time: if there are several, another node wrote and tells them.
    if (told && standing.seq === told.seq + 1) {
      const row = await this.#find(standing, told.position);
      if (row) await this.#publish(standing, decodeEntry(row), row.position);
    }
    this.#sessions.delete(standing.id);
  }

  async #find({ id, seq }: Standing, after: number): Promise<FeedRow | undefined> {
    let position = after;
    for (;;) {
      const rows = await this.#store.feed(position, entriesPageMax);
      const found = rows.find((row) => row.session === id && row.seq === seq);
      const last = rows.at(-1);
      if (found || !last) return found;
      ({ position } = last);
    }
  }

  async #publish(standing: Standing, entry: Entry, position: number): Promise<void> {
    const hub = this.#hub;
    const { id: session, setup, state } = standing;
    const touched = new Set(entry.did.transfers.flatMap(({ debit, credit }) => [debit, credit]));
    // What a player is told meanwhile is of a later write, and newer than what is read here.
    const newer = new Set<string>();
    const players = [...touched].filter((account) => account.startsWith(playerPrefix));
    const stops = players.map((account) =>
      hub.listenBalance(account.slice(playerPrefix.length), () => newer.add(account)),
    );
    try {
      const balances = await Promise.all(players.map((account) => this.#store.balances(account)));
      hub.publish({ session, setup, state, entry, position });
      for (const { account, currency, balance } of balances.flat())
        if (currency === setup.currency && !newer.has(account))
          hub.publishBalance(account.slice(playerPrefix.length), currency, balance);
    } finally {
      for (const stop of stops) stop();
    }
  }
}
