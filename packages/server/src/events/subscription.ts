import type { EventOf, Game, GameTypes } from "@parlor/kit";
import type { PlatformEvent, SessionEvent } from "@parlor/protocol";
import { subscriptionBufferMax } from "../limits.ts";
import type { RegisteredGame } from "./contract.ts";
import { eventsOf, visibleTo } from "./entry-events.ts";
import type { EventHub } from "./hub.ts";

/** An event with its session and place; typed by `type` where the subscription names its game. */
export type TypedEvent<T extends GameTypes> = Omit<SessionEvent, "type" | "data"> &
  (GameTypes extends T ? Pick<SessionEvent, "type" | "data"> : EventOf<T> | PlatformEvent);

interface HeardEvent<T extends GameTypes> {
  readonly kind: "event";
  readonly event: TypedEvent<T>;
  readonly position: number;
}
interface HeardGame {
  readonly kind: "game-registered";
  readonly game: RegisteredGame;
}

/** What a subscriber reads: an event, a new game, or word of how many events it was too slow for. */
export type Heard<T extends GameTypes = GameTypes> =
  | HeardEvent<T>
  | HeardGame
  /** These were dropped, from the oldest; the feed has them, from `after` on. */
  | { readonly kind: "missed"; readonly count: number; readonly after: number };

export interface SubscriptionFilter<T extends GameTypes = GameTypes> {
  /** Only sessions of this game; its events, and the platform's, then have their types. */
  readonly game?: Game<T>;
  readonly session?: string;
  readonly types?: readonly TypedEvent<T>["type"][];
  readonly bufferMax?: number;
}

/** Reads on with `next`, or with `for await`; `return` ends it at any time, also while `next` waits. */
export interface Subscription<T extends GameTypes = GameTypes> extends AsyncIterableIterator<
  Heard<T>,
  undefined
> {
  return(): Promise<IteratorReturnResult<undefined>>;
}

const finished: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * The public events of one session or of all, as they become durable. A subscriber that does not
 * keep up never holds anybody back: its oldest events are dropped, and it is told.
 */
export const subscribe = <T extends GameTypes = GameTypes>(
  hub: EventHub,
  filter: SubscriptionFilter<T> = {},
): Subscription<T> => {
  const { game: ofGame, session, bufferMax = subscriptionBufferMax } = filter;
  const types: ReadonlySet<string> | undefined = filter.types && new Set(filter.types);
  const waiting: (HeardEvent<T> | HeardGame)[] = [];
  let missed = { count: 0, after: 0 };
  const ending = new AbortController();
  let wake: (() => void) | undefined;

  const hear = (heard: HeardEvent<T> | HeardGame): void => {
    waiting.push(heard);
    const dropped = waiting.length > bufferMax ? waiting.shift() : undefined;
    // A dropped game is in the list of games; only events have to be read again.
    if (dropped?.kind === "event") {
      const after = missed.count === 0 ? dropped.position - 1 : missed.after;
      missed = { count: missed.count + 1, after };
    }
    wake?.();
  };
  const isWanted = (type: string): boolean => types === undefined || types.has(type);
  const stopEvents = hub.listen(session ?? "all", ({ setup, entry, position }) => {
    if (ofGame && setup.game.id !== ofGame.id) return;
    for (const event of visibleTo(eventsOf(entry), null)) {
      // What a game emits was checked against its schemas before it was journalled.
      if (isWanted(event.type)) hear({ kind: "event", event: event as TypedEvent<T>, position });
    }
  });
  const stopGames = hub.listenGames((game) => {
    const isAsked = session === undefined && (!ofGame || ofGame.id === game.game);
    if (isAsked && isWanted("game-registered")) hear({ kind: "game-registered", game });
  });

  /** Readers that wait are served in the order in which they came. */
  let turn: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<IteratorResult<Heard<T>, undefined>> => {
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
  const subscription: Subscription<T> = {
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
