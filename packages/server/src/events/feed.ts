import type { FeedEvent } from "@parlor/protocol";
import { decodeEntry, type Entry } from "../journal/contract.ts";
import { entriesPageMax } from "../limits.ts";
import type { Store } from "../ports/store.ts";
import { eventsOf, visibleTo } from "./entry-events.ts";
import type { EventHub } from "./hub.ts";

/** Resolves when something new may be there to read, or when the reader is called off. */
const somethingNew = (hub: EventHub, session: string, signal: AbortSignal) => {
  let fresh = false;
  let wake: (() => void) | undefined;
  const look = (): void => {
    fresh = true;
    wake?.();
  };
  const giveUp = (): void => wake?.();
  const stops = [hub.listen(session, look), hub.listenStir(look)];
  signal.addEventListener("abort", giveUp, { once: true });
  return {
    stop: (): void => {
      for (const stop of stops) stop();
      signal.removeEventListener("abort", giveUp);
    },
    wait: async (): Promise<void> => {
      if (!fresh && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
      fresh = false;
    },
  };
};

/**
 * Every public event of every session after a position, for ever. It is read from the store, so a
 * reader may be as slow as it likes, and may come back after any pause to where it was.
 */
export async function* feedFrom(
  store: Store,
  hub: EventHub,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<FeedEvent, void, void> {
  for await (const { events } of feedEntriesFrom(store, hub, after, signal)) yield* events;
}

/** An entry with its place in the store, and what everybody may hear of it. */
interface FeedEntry {
  readonly position: number;
  readonly events: FeedEvent[];
}

/** The same an entry at a time: a reader that comes back to a position has had all of its events. */
export async function* feedEntriesFrom(
  store: Store,
  hub: EventHub,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<FeedEntry, void, void> {
  for await (const page of feedPagesFrom(store, hub, after, signal)) yield* page;
}

/** The same in pages, none of them empty: what has come while the reader was busy with the page before, up to a bound. */
export async function* feedPagesFrom(
  store: Store,
  hub: EventHub,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<FeedEntry[], void, void> {
  const news = somethingNew(hub, "all", signal);
  const games = new Map<string, string>();
  try {
    let position = after;
    while (!signal.aborted) {
      const rows = await store.feed(position, entriesPageMax);
      const page: FeedEntry[] = [];
      for (const row of rows) {
        const entry = decodeEntry(row);
        const game = await gameOf(store, games, entry);
        ({ position } = row);
        const events = visibleTo(eventsOf(entry), null);
        page.push({
          position,
          events: events.map((event) => ({ ...event, position: row.position, game })),
        });
      }
      if (page.length > 0) yield page;
      else await news.wait();
    }
  } finally {
    news.stop();
  }
}

/** A feed names the game of each event; a session's game is in its first entry and never changes. */
const gameOf = async (store: Store, known: Map<string, string>, entry: Entry): Promise<string> => {
  if (entry.command.kind === "create") known.set(entry.session, entry.command.setup.game.id);
  const game = known.get(entry.session) ?? (await store.load(entry.session))?.row.game ?? "";
  // A cache, not an index: forgetting it costs one read per session.
  if (known.size > entriesPageMax) known.clear();
  known.set(entry.session, game);
  return game;
};

/** The entries of one session after `seq`, as they become durable. */
export async function* entriesFrom(
  store: Store,
  hub: EventHub,
  session: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Entry, void, void> {
  const news = somethingNew(hub, session, signal);
  try {
    let seq = after;
    while (!signal.aborted) {
      const rows = await store.entries(session, seq, entriesPageMax);
      for (const row of rows) {
        yield decodeEntry(row);
        seq = row.seq;
      }
      if (rows.length === 0) await news.wait();
    }
  } finally {
    news.stop();
  }
}
