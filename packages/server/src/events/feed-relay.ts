import { assert } from "@parlor/kit";
import type { FeedEvent } from "@parlor/protocol";
import { relayMarkEveryMs, relayPauseMaxMs, relayPauseMinMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Outlet, OutletEnd, OutletEvent } from "../ports/outlet.ts";
import type { Store } from "../ports/store.ts";
import { feedPagesFrom } from "./feed.ts";
import type { EventHub } from "./hub.ts";

export interface FeedRelayOptions {
  readonly store: Store;
  readonly hub: EventHub;
  readonly outlet: Outlet;
  readonly clock: Clock;
  readonly log: Log;
  /** An outlet in which nothing was ever gets what comes after this position: by default, all there ever was. */
  readonly startAfter?: number;
}

/** Where the outlet has everything up to `position`, though the last entries may have had no events. */
interface Mark {
  readonly identity: string;
  readonly count: number;
  readonly position: number;
}

const markKey = "feed-relay";

/**
 * Passes the public events of all sessions on to an outlet, in the order of the store and each of them once. Where it has to go on,
 * the outlet says itself by its last event; the mark, in the store, only saves reading again what had no events.
 * It runs on one node, but where two think they are it, neither gets ahead of the other: the one that comes second looks
 * again where the outlet ends.
 */
export class FeedRelay {
  readonly #options: FeedRelayOptions;
  #stopping: AbortController | undefined;
  #running: Promise<void> = Promise.resolve();
  #position = 0;
  #markedAt = -Infinity;
  #pauseMs = relayPauseMinMs;
  #told = "";

  constructor(options: FeedRelayOptions) {
    this.#options = options;
  }

  /** The outlet has everything up to here, as far as this relay knows since it was started. */
  get position(): number {
    return this.#position;
  }

  start(): void {
    if (this.#stopping) return;
    const { signal } = (this.#stopping = new AbortController());
    this.#position = 0;
    this.#running = this.#running.then(() => this.#run(signal));
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stopping?.abort();
    this.#stopping = undefined;
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    this.#pauseMs = relayPauseMinMs;
    while (!signal.aborted) {
      try {
        await this.#relay(signal);
      } catch (error) {
        // The outlet or the store did not answer: nobody knows what was appended, and all begins anew.
        this.#tell(String(error));
      }
      await this.#pause(signal);
    }
  }

  /** Returns when it is called off or was overtaken. */
  async #relay(signal: AbortSignal): Promise<void> {
    const { store, hub, outlet } = this.#options;
    const { identity, count: countBefore, last } = await outlet.end();
    let count = countBefore;
    const from = await this.#whereToGoOn({ identity, count, last });
    this.#position = from.position - (from.index === Infinity ? 0 : 1);
    for await (const page of feedPagesFrom(store, hub, this.#position, signal)) {
      const events = page
        .flatMap((entry) => entry.events)
        .filter(({ position, index }) => position > from.position || index > from.index);
      if (events.length > 0 && (await outlet.append(events.map(outgoing), count)) === "overtaken")
        return;
      count += events.length;
      this.#position = page.at(-1)?.position ?? this.#position;
      this.#pauseMs = relayPauseMinMs;
      this.#told = "";
      await this.#keepMark({ identity, count, position: this.#position }, relayMarkEveryMs);
    }
    await this.#keepMark({ identity, count, position: this.#position }, 0);
  }

  /** The last event that the outlet has had. */
  async #whereToGoOn(end: OutletEnd): Promise<{ position: number; index: number }> {
    const { store, startAfter = 0 } = this.#options;
    const kept = await store.setting(markKey, "null");
    const mark = JSON.parse(kept) as Mark | null; // nobody else writes under this key
    // An outlet that has had fewer events than the mark says has lost its last ones.
    const isTrue = mark?.identity === end.identity && mark.count <= end.count;
    const marked = mark && isTrue ? mark.position : -1;
    if (!end.last) return { position: marked < 0 ? startAfter : marked, index: Infinity };
    assert(
      end.last.position <= (await store.feedEnd()),
      "the outlet is ahead of the store: it has another store's events",
    );
    return end.last.position > marked ? end.last : { position: marked, index: Infinity };
  }

  async #keepMark(mark: Mark, everyMs: number): Promise<void> {
    const { store, clock } = this.#options;
    if (clock.now() - this.#markedAt < everyMs) return;
    await store.changeSetting(markKey, JSON.stringify(mark));
    this.#markedAt = clock.now();
  }

  /** What keeps it from working is told once. */
  #tell(problem: string): void {
    const { log, outlet } = this.#options;
    const facts = { outlet: outlet.kind, position: this.#position, problem };
    if (problem !== this.#told) log.warn(facts, "events are not passed on; it is tried again");
    this.#told = problem;
  }

  async #pause(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        callOff();
        signal.removeEventListener("abort", end);
        resolve();
      };
      const callOff = this.#options.clock.after(this.#pauseMs, end);
      signal.addEventListener("abort", end);
    });
    this.#pauseMs = Math.min(2 * this.#pauseMs, relayPauseMaxMs);
  }
}

const outgoing = (event: FeedEvent): OutletEvent => {
  const { position, index, game, type, data: _, ...rest } = event;
  return {
    position,
    index,
    game,
    type,
    text: JSON.stringify(event),
    shortText: () => JSON.stringify({ ...rest, index, type, position, game }),
  };
};
