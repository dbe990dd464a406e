import type { SessionEvent } from "@parlor/protocol";
import { subscriptionBufferMax } from "../limits.ts";
import { eventsOf, visibleTo } from "./entry-events.ts";
import type { EventHub } from "./hub.ts";

/** What a subscriber reads: an event, or word of how many it was too slow for. */
export type Heard =
  | { readonly kind: "event"; readonly event: SessionEvent; readonly position: number }
  /** These were dropped, from the oldest; the feed has them, from `after` on. */
  | { readonly kind: "missed"; readonly count: number; readonly after: number };

export interface SubscriptionFilter {
  readonly session?: string;
  readonly types?: readonly string[];
  readonly bufferMax?: number;
}

/**
 * The public events of one session or of all, as they become durable. A subscriber that does not
 * keep up never holds anybody back: its oldest events are dropped, and it is told.
 */
export const subscribe = (
  hub: EventHub,
  filter: SubscriptionFilter = {},
): AsyncGenerator<Heard, void, void> => {
  const waiting: { event: SessionEvent; position: number }[] = [];
  const bufferMax = filter.bufferMax ?? subscriptionBufferMax;
  let missed = { count: 0, after: 0 };
  let wake: (() => void) | undefined;
  const stop = hub.listen(filter.session ?? "all", ({ entry, position }) => {
    for (const event of visibleTo(eventsOf(entry), null)) {
      if (filter.types && !filter.types.includes(event.type)) continue;
      waiting.push({ event, position });
    }
    while (waiting.length > bufferMax) {
      const dropped = waiting.shift();
      if (dropped && missed.count === 0) missed = { count: 0, after: dropped.position - 1 };
      missed = { ...missed, count: missed.count + 1 };
    }
    wake?.();
  });
  return (async function* read() {
    try {
      for (;;) {
        if (missed.count > 0) {
          const told = missed;
          missed = { count: 0, after: 0 };
          yield { kind: "missed", ...told } as const;
        }
        const next = waiting.shift();
        if (next) yield { kind: "event", ...next } as const;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      stop();
    }
  })();
};
