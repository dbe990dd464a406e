import type { SessionEvent } from "@parlor/protocol";
import { subscriptionBufferMax } from "../limits.ts";
import type { RegisteredGame } from "./contract.ts";
import { eventsOf, visibleTo } from "./entry-events.ts";
import type { EventHub } from "./hub.ts";

interface HeardEvent {
  readonly kind: "event";
  readonly event: SessionEvent;
  readonly position: number;
}
interface HeardGame {
  readonly kind: "game-registered";
  readonly game: RegisteredGame;
}

/** What a subscriber reads: an event, a new game, or word of how many events it was too slow for. */
export type Heard =
  | HeardEvent
  | HeardGame
  /** These were dropped, from the oldest; the feed has them, from `after` on. */
  | { readonly kind: "missed"; readonly count: number; readonly after: number };

export interface SubscriptionFilter {
  readonly session?: string;
  readonly types?: readonly string[];
  readonly bufferMax?: number;
}

/** Reads on with `next`, or with `for await`; `return` ends it at any time, also while `next` waits. */
export interface Subscription extends AsyncIterableIterator<Heard, undefined> {
  return(): Promise<IteratorReturnResult<undefined>>;
}

const finished: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * The public events of one session or of all, as they become durable. A subscriber that does not
 * keep up never holds anybody back: its oldest events are dropped, and it is told.
 */
export const subscribe = (hub: EventHub, filter: SubscriptionFilter = {}): Subscription => {
  const { session, types, bufferMax = subscriptionBufferMax } = filter;
  const waiting: (HeardEvent | HeardGame)[] = [];
  let missed = { count: 0, after: 0 };
  const ending = new AbortController();
  let wake: (() => void) | undefined;

  const hear = (heard: HeardEvent | HeardGame): void => {
    waiting.push(heard);
    const dropped = waiting.length > bufferMax ? waiting.shift() : undefined;
    // A dropped game is in the list of games; only events have to be read again.
    if (dropped?.kind === "event") {
      const after = missed.count === 0 ? dropped.position - 1 : missed.after;
      missed = { count: missed.count + 1, after };
    }
    wake?.();
  };
  const isWanted = (type: string): boolean => types === undefined || types.includes(type);
  const stopEvents = hub.listen(session ?? "all", ({ entry, position }) => {
    for (const event of visibleTo(eventsOf(entry), null))
      if (isWanted(event.type)) hear({ kind: "event", event, position });
  });
  const stopGames = hub.listenGames((game) => {
    if (session === undefined && isWanted("game-registered"))
      hear({ kind: "game-registered", game });
  });

  /** Readers that wait are served in the order in which they came. */
  let turn: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<IteratorResult<Heard, undefined>> => {
    while (!ending.signal.aborted) {
      if (missed.count > 0) {
        const told = missed;
        missed = { count: 0, after: 0 };
        return { done: false, value: { kind: "missed", ...told } };
      }
      const next = waiting.shift();
      if (next) return { done: false, value: next };
      await new Promise<void>((resolve) => (wake = resolve));
    }
    return finished;
  };
  const subscription: Subscription = {
    next: () => {
      const result = turn.then(read);
      turn = result;
      return result;
    },
    return: async () => {
      ending.abort();
      stopEvents();
      stopGames();
      wake?.();
      return finished;
    },
    [Symbol.asyncIterator]: () => subscription,
  };
  return subscription;
};
