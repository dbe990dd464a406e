import type { GameTypes } from "@parlor/kit";
import type { ClientCommand, CommandReply, RefusalReply } from "@parlor/protocol";
import { ConnectionClosed } from "./refusals.ts";
import { ofGame, typedUpdate, type FeedState, type TableFeed } from "./table-feed.ts";
import type { ActionInput, Answer, TableUpdate } from "./types.ts";

/** What a command is before it has its id. */
type Wish = ClientCommand extends infer C
  ? C extends ClientCommand
    ? Omit<C, "id">
    : never
  : never;

export interface TableDesk {
  readonly feed: TableFeed;
  /** The game's id, where the table was opened for one. */
  readonly game: string | undefined;
  ask(session: string, command: ClientCommand): Promise<CommandReply>;
  newId(): string;
}

/**
 * One session, to play at or to look at. Commands answer with what they did or with a refusal, as
 * values; they outlive a lost connection, and reject only when `close()` was called.
 */
export class Table<T extends GameTypes = GameTypes> {
  readonly session: string;
  readonly #desk: TableDesk;
  /** The last state as it came and as this table shows it: asked twice, it is the same object. */
  #shown: readonly [came: FeedState, shows: FeedState] | undefined;

  constructor(desk: TableDesk) {
    this.session = desk.feed.session;
    this.#desk = desk;
  }

  /** The last update; null before the first, and while nobody watches it grows old. */
  get latest(): TableUpdate<T> | null {
    const state = this.#state();
    return state.status === "live" ? typedUpdate<T>(state.update) : null;
  }

  /** Why the session cannot be watched, if so. */
  get refusal(): RefusalReply | null {
    const state = this.#state();
    return state.status === "refused" ? state.refusal : null;
  }

  /**
   * Calls the listener with each update from now on, the first right away when there is one. Watching
   * begins with the first listener and ends with the last. Returns how to stop.
   */
  watch(listener: (update: TableUpdate<T>) => void): () => void {
    const tell = (state: FeedState): void => {
      const own = ofGame(state, this.#desk.game);
      if (own.status === "live") listener(typedUpdate<T>(own.update));
    };
    const live = this.#desk.feed.watched;
    const stop = this.#desk.feed.watch(tell);
    // Without a watcher the state may be old: then the answer to the new watch is the first to tell.
    if (live) tell(this.#desk.feed.state.current);
    return stop;
  }

  /** For `useSyncExternalStore`: says only that `latest` or `refusal` is another one. */
  readonly subscribe = (changed: () => void): (() => void) => this.#desk.feed.watch(changed);

  /** The first update, or why there is none. Keeps no watch of its own. */
  async ready(): Promise<TableUpdate<T> | RefusalReply> {
    return this.until(() => true);
  }

  /** Watches until an update is as wished, and gives it back. */
  async until(wished: (update: TableUpdate<T>) => boolean): Promise<TableUpdate<T> | RefusalReply> {
    return new Promise((settle, fail) => {
      const look = (state: FeedState): void => {
        const own = ofGame(state, this.#desk.game);
        if (own.status === "loading") return;
        if (own.status === "closed") return fail(new ConnectionClosed());
        const found = own.status === "refused" ? own.refusal : typedUpdate<T>(own.update);
        if ("view" in found && !wished(found)) return;
        // Also when it is found at once, before `watch` has come back.
        queueMicrotask(() => stop());
        settle(found);
      };
      const { watched, state } = this.#desk.feed;
      const known = state.current;
      const stop = this.#desk.feed.watch(look);
      // What nobody watched may be old; that there will be nothing to watch does not change.
      if (watched || known.status !== "live") look(known);
    });
  }

  /** Takes a seat: the first free one, or the one given; `seed` is added to the table's chance. */
  async join(wish: { readonly seat?: number; readonly seed?: string } = {}): Promise<Answer<T>> {
    return this.#ask({ kind: "join", ...wish });
  }
  async act(action: ActionInput<T>): Promise<Answer<T>> {
    return this.#ask({ kind: "act", action });
  }
  async leave(): Promise<Answer<T>> {
    return this.#ask({ kind: "leave" });
  }
  /** For the host: stops the clocks and every action. */
  async pause(): Promise<Answer<T>> {
    return this.#ask({ kind: "pause" });
  }
  /** For the host: goes on after a pause, or begins where the session does not begin by itself. */
  async resume(): Promise<Answer<T>> {
    return this.#ask({ kind: "resume" });
  }
  /** For the host: ends the session; open stakes go back. */
  async end(): Promise<Answer<T>> {
    return this.#ask({ kind: "end" });
  }

  #state(): FeedState {
    const came = this.#desk.feed.state.current;
    if (this.#shown?.[0] !== came) this.#shown = [came, ofGame(came, this.#desk.game)];
    return this.#shown[1];
  }

  async #ask(wish: Wish): Promise<Answer<T>> {
    const command: ClientCommand = { ...wish, id: this.#desk.newId() };
    // The server checks events against the schemas of the game that the table was opened for.
    return (await this.#desk.ask(this.session, command)) as Answer<T>;
  }
}
