import type { GameTypes } from "@parlor/kit";
import {
  changedView,
  type DownMessageOf,
  type RefusalReply,
  type SessionInfo,
  type SessionView,
  type SessionEvent,
  type UpMessage,
} from "@parlor/protocol";
import { Observed } from "./observable.ts";
import { refuseHere } from "./refusals.ts";
import type { TableUpdate } from "./types.ts";

/** What is known of a watched session. */
export type FeedState =
  | { readonly status: "loading" }
  | { readonly status: "live"; readonly update: TableUpdate }
  | { readonly status: "refused"; readonly refusal: RefusalReply }
  /** `close()` was called: there will be no more. */
  | { readonly status: "closed" };

/** Follows one session for everybody in this client who looks at it. */
export class TableFeed {
  readonly session: string;
  readonly state: Observed<FeedState> = new Observed<FeedState>({ status: "loading" });
  readonly #send: (message: UpMessage) => boolean;
  /** The last entry that this client knows of; after a gap the server goes on from there. */
  #seq: number | undefined;
  #info: SessionInfo | undefined;
  /** The view that the server told last, which its next change goes on from. */
  #view: SessionView | undefined;
  #watchers = 0;

  constructor(session: string, send: (message: UpMessage) => boolean) {
    this.session = session;
    this.#send = send;
  }

  get watched(): boolean {
    return this.#watchers > 0;
  }

  watch(listener: (state: FeedState) => void): () => void {
    const stop = this.state.subscribe(listener);
    this.#watchers += 1;
    if (this.#watchers === 1) this.ask();
    let listening = true;
    return () => {
      if (!listening) return;
      listening = false;
      stop();
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#send({ type: "unwatch", session: this.session });
    };
  }

  /** Asks to watch, from where this client has come to. */
  ask(): void {
    const after = this.#seq === undefined ? {} : { after: this.#seq };
    this.#send({ type: "watch", session: this.session, ...after });
  }

  watching({ info, view, events, missed }: DownMessageOf<"watching">): void {
    this.#info = info;
    this.#take(info, view, events, missed, true);
  }

  update({ view, events, missed }: DownMessageOf<"update">): void {
    if (this.#info) this.#take(this.#info, view, events, missed, false);
  }

  change({ view, events }: DownMessageOf<"change">): void {
    if (this.#info && this.#view)
      this.#take(this.#info, changedView(this.#view, view), events, undefined, false);
  }

  refuse(refusal: RefusalReply): void {
    this.state.set({ status: "refused", refusal });
  }

  close(): void {
    this.state.set({ status: "closed" });
  }

  /** The token has changed: what was seen as somebody else is no place to go on from. */
  forget(): void {
    this.#seq = undefined;
    this.#view = undefined;
    this.state.set({ status: "loading" });
  }

  #take(
    info: SessionInfo,
    view: SessionView,
    events: readonly SessionEvent[],
    missed: readonly [number, number] | undefined,
    anew: boolean,
  ): void {
    this.#view = view;
    const known = this.#seq ?? -1;
    // An update that was overtaken shows the past, and its events have been told.
    if (!anew && view.seq < known) return;
    const fresh = events.filter((event) => event.seq > known);
    this.#seq = Math.max(view.seq, known);
    // The wire's choices differ from the kit's only in that a step may be spelled out as undefined.
    const seen = view as TableUpdate["view"];
    const update = { info, view: seen, events: fresh, ...(missed ? { missed } : {}) };
    this.state.set({ status: "live", update });
  }
}

/** The state as a table of this game shows it; another game's session is refused. */
export const ofGame = (state: FeedState, game: string | undefined): FeedState => {
  if (game === undefined || state.status !== "live" || state.update.info.game === game)
    return state;
  return {
    status: "refused",
    refusal: refuseHere("wrong_game", `it plays ${state.update.info.game}`),
  };
};

/** The erased update as one of the game that the session was checked to play. */
export const typedUpdate = <T extends GameTypes>(update: TableUpdate): TableUpdate<T> =>
  // `ofGame` has compared the game's id; the server only shows what that game's view and events are.
  update as unknown as TableUpdate<T>;
