import { isRefusal, type Answer, type Table, type TableUpdate } from "@parlor/client";
import { sampleChoice, type Action } from "@parlor/kit";
import type { ClientCommand } from "@parlor/protocol";
import { pause } from "../waiting.ts";
import type { Guest } from "./guest.ts";

/** How a guest's time at a table ended. */
export type Sitting =
  /** The session is over, or the run. */
  | "over"
  /** Nothing left to play for: another guest may have the seat. */
  | "broke";

/** A wallet that covers nothing any more is told so at one table or another. */
const brokeAfter = 4;
const joinTriesMax = 20;
const betweenTriesMs = 150;
/** Of a thousand turns of a host after which the table is closed; each opening goes to another partition. */
const endPerMille = 6;
/** Of a thousand turns after which somebody gets up and sits down again. */
const leavePerMille = 8;

export interface SeatOptions {
  readonly guest: Guest;
  readonly session: string;
  readonly isHost: boolean;
  /** Milliseconds between two actions, on average. */
  readonly thinkMs: number;
  readonly isLeaving: () => boolean;
  /** Settles when the run is over. */
  readonly leaving: Promise<void>;
  readonly onProgress: () => void;
}

/** One guest at one table: plays whatever is offered, until there is nothing more. */
export class SeatedGuest {
  readonly #options: SeatOptions;
  readonly #table: Table;
  #refusedInARow = 0;

  constructor(options: SeatOptions) {
    this.#options = options;
    this.#table = options.guest.parlor.table(options.session);
  }

  async play(): Promise<Sitting> {
    const stop = this.#table.watch(() => undefined);
    try {
      if (!(await this.#join())) return "over";
      for (;;) {
        const update = await this.#offered();
        if (!update || update.view.status === "ended") return "over";
        if ((await this.#turn(update)) === "broke") return "broke";
        await this.#think();
      }
    } finally {
      stop();
    }
  }

  /** Watches a table without a seat, until the run is over. */
  async watch(): Promise<void> {
    const stop = this.#table.watch(() => undefined);
    await this.#until((update) => update.view.status === "ended");
    stop();
  }

  async #join(): Promise<boolean> {
    for (let tries = 0; tries < joinTriesMax && !this.#isLeaving; tries++) {
      const answer = await this.#ask({ kind: "join" });
      if (!isRefusal(answer) || answer.refused === "already_seated") return true;
      if (!answer.transient || answer.refused === "table_full") return false;
      await pause(betweenTriesMs);
    }
    return false;
  }

  /** The update in which there is something to do; nothing when the run is over before. */
  async #offered(): Promise<TableUpdate | undefined> {
    return this.#until(({ view }) => (view.legal ?? []).length > 0 || view.status === "ended");
  }

  async #until(wished: (update: TableUpdate) => boolean): Promise<TableUpdate | undefined> {
    const found = this.#table.until(wished);
    // When the run is over nobody looks at it any more, and closing the client rejects it.
    found.catch(() => undefined);
    const update = await Promise.race([found, this.#options.leaving]);
    return this.#isLeaving || !update || isRefusal(update) ? undefined : update;
  }

  async #turn({ view }: TableUpdate): Promise<"broke" | undefined> {
    const { guest, isHost, onProgress } = this.#options;
    const drawn = guest.random.int(1_000);
    if (isHost && drawn < endPerMille) await this.#ask({ kind: "end" });
    else if (drawn >= 1_000 - leavePerMille && !isRefusal(await this.#ask({ kind: "leave" }))) {
      await this.#join();
    } else {
      const choice = guest.random.pick(view.legal ?? []);
      const answer = await this.#ask({ kind: "act", action: sampleChoice(choice, guest.random) });
      if (!isRefusal(answer)) {
        this.#refusedInARow = 0;
        onProgress();
        await this.#until((update) => update.view.seq >= answer.seq);
      } else if (answer.refused === "insufficient_funds" && ++this.#refusedInARow >= brokeAfter) {
        await this.#ask({ kind: "leave" });
        return "broke";
      }
    }
    return undefined;
  }

  async #ask(
    wish: { readonly kind: "join" | "leave" | "end" } | { readonly kind: "act"; action: Action },
  ): Promise<Answer> {
    const { guest, session } = this.#options;
    const table = this.#table;
    const asking = {
      join: async () => table.join(),
      leave: async () => table.leave(),
      end: async () => table.end(),
      act: async () => table.act("action" in wish ? wish.action : { type: "" }),
    }[wish.kind];
    const answering = asking();
    // The SDK has taken the id for it in the same turn.
    const command = { ...wish, id: guest.lastId } as ClientCommand;
    const answer = await answering;
    guest.answered(session, command, answer);
    return answer;
  }

  async #think(): Promise<void> {
    const { thinkMs, guest } = this.#options;
    await pause(thinkMs / 2 + guest.random.int(thinkMs));
  }

  get #isLeaving(): boolean {
    return this.#options.isLeaving();
  }
}
