import type { EventHub } from "../events/contract.ts";
import { newsPauseMs, watchInterestMs } from "../limits.ts";
import { periodically } from "../periodically.ts";
import type { Bus } from "../ports/bus.ts";
import type { Clock } from "../ports/clock.ts";
import { subjects } from "./messages.ts";

/**
 * Tells other nodes what becomes durable here: of a session, as long as one of them watches it; of a player, that a balance has changed; and now
 * and then, that there is something new in the feed.
 */
export class FanOut {
  readonly #bus: Bus;
  readonly #clock: Clock;
  /** By session and node: until when it is taken to watch, in ticks. */
  readonly #watchers = new Map<string, Map<string, number>>();
  readonly #stops: readonly (() => void)[];
  #callOffNews: (() => void) | undefined;

  constructor(node: string, hub: EventHub, bus: Bus, clock: Clock) {
    this.#bus = bus;
    this.#clock = clock;
    const from = JSON.stringify({ node });
    this.#stops = [
      hub.listen("all", ({ session, entry, state, position }) => {
        this.#callOffNews ??= clock.after(newsPauseMs, () => this.#tellNews());
        if (!this.#isWatched(session)) return;
        bus.publish(subjects.session(session), JSON.stringify({ entry, state, position }));
      }),
      hub.listenBalances((player) => bus.publish(subjects.wallet(player), from)),
      // What nothing happens in any more, since it has ended or gone elsewhere, would be kept for ever.
      periodically(clock, watchInterestMs, () => {
        for (const session of this.#watchers.keys()) this.#isWatched(session);
      }),
    ];
  }

  /** How many sessions others watch, or have watched lately. */
  get count(): number {
    return this.#watchers.size;
  }

  /** The node wants to be told of the session for a while from now on. */
  watchedBy(node: string, session: string): void {
    const watchers = this.#watchers.get(session) ?? new Map<string, number>();
    this.#watchers.set(session, watchers.set(node, this.#clock.ticks() + watchInterestMs));
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#callOffNews?.();
  }

  /** Forgets who does not watch it any more. */
  #isWatched(session: string): boolean {
    const watchers = this.#watchers.get(session);
    if (!watchers) return false;
    const now = this.#clock.ticks();
    for (const [node, until] of watchers) if (until < now) watchers.delete(node);
    if (watchers.size > 0) return true;
    this.#watchers.delete(session);
    return false;
  }

  #tellNews(): void {
    this.#callOffNews = undefined;
    this.#bus.publish(subjects.news, "{}");
  }
}
