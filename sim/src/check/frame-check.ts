import { isDeepStrictEqual } from "node:util";
import { canonicalJson, GameFault, legalFor, publicTimers, viewFor } from "@parlor/kit";
import {
  changedView,
  type CommandReply,
  type DownMessage,
  type SessionEvent,
  type SessionView,
  type UpMessage,
} from "@parlor/protocol";
import type { Report, Rule } from "../violation.ts";
import type { Checker } from "./checker.ts";
import { askedFor, isSame, undecided, type Asked } from "./asked.ts";
import { toldOf, type Line, type ToldEvent } from "./line.ts";
import type { SessionModel } from "./session-model.ts";

/** A connection, as far as what is said over it depends on it. */
export interface Place {
  /** The player at its other end; null: somebody without a name. */
  readonly viewer: string | null;
  /** For reports. */
  readonly where: string;
  /**
   * A number while whoever answers here for the session is who decides, which stays the same for as long; undefined while that
   * is not known. Whoever has lost a session decides nothing: its refusals are of a state that is past.
   */
  readonly certaintyOf: (session: string) => number | undefined;
  /** Whether so much waits for the client that it is not told everything. */
  readonly isSlow: () => boolean;
  /** Whether what other nodes write is shown here: not where another has taken everything, and no bus tells of it. */
  readonly isCurrent: () => boolean;
  /** How often the store has failed whoever may answer here. */
  readonly failures: () => number;
}

/** One connection, seen from outside: every frame is held against the journal the moment it is let go. */
export class FrameCheck {
  readonly #checker: Checker;
  readonly #place: Place;
  readonly #report: Report;
  /** The last entry that each watch has told of. */
  readonly #told = new Map<string, number>();
  /** The last entry that was ever shown of a session. */
  readonly #furthest = new Map<string, number>();
  readonly #watched = new Map<string, number | undefined>();
  /** Watches that begin anew, and have told nothing yet. */
  readonly #beginning = new Set<string>();
  /** What each watch shows now, with all changes. */
  readonly #shown = new Map<string, SessionView>();
  #balance: number | undefined;
  readonly #asked = new Map<string, Asked[]>();

  constructor(checker: Checker, place: Place, report: Report) {
    this.#checker = checker;
    this.#place = place;
    this.#report = report;
  }

  get viewer(): string | null {
    return this.#place.viewer;
  }

  /** The ids of commands that the server has got and not answered. */
  get unanswered(): readonly string[] {
    return [...this.#asked.values()].flatMap((all) => all.map(({ command }) => command.id));
  }

  /** Whether a command with this id waits for its answer here. */
  awaits(session: string, id: string): boolean {
    return (this.#asked.get(`${session} ${id}`)?.length ?? 0) > 0;
  }

  /** What every watch of this connection has been told of. */
  get told(): ReadonlyMap<string, number> {
    return this.#told;
  }

  /** The server gets a message. */
  up(message: UpMessage): void {
    if (message.type === "watch") {
      this.#watched.set(message.session, message.after);
      this.#beginning.add(message.session);
    }
    if (message.type === "unwatch") this.#told.delete(message.session);
    if (message.type !== "command") return;
    const { session, command } = message;
    const key = `${session} ${command.id}`;
    const earlier = this.#checker.sessions.get(session)?.byCommand.get(command.id);
    const { certaintyOf, failures } = this.#place;
    const certainty = certaintyOf(session);
    const asked = { command, earlier, certainty, failures: failures(), isMuddled: false };
    this.#asked.set(key, [...(this.#asked.get(key) ?? []), asked]);
  }

  /** The server lets go of a frame. */
  down(text: string): void {
    this.#checker.readOn();
    this.#checker.sight.check(text, this.viewer, `a frame of ${this.#place.where}`, this.#report);
    const message = JSON.parse(text) as DownMessage; // checked by the client's own tests against its schema
    switch (message.type) {
      case "watching":
        return this.#watching(message);
      case "update":
        return this.#update(message);
      case "change":
        return this.#change(message);
      case "reply":
        return this.#reply(message.session, message.id, message.reply);
      case "wallet":
        return this.#wallet(message.balances);
      case "error":
        if (message.of === "watch") this.#told.delete(message.session ?? "");
        return undefined;
      default:
        return undefined;
    }
  }

  #watching({ info, view, events, missed }: Extract<DownMessage, { type: "watching" }>): void {
    const model = this.#modelAt("watching", info.id, view);
    this.#told.set(info.id, view.seq);
    this.#beginning.delete(info.id);
    if (!model) return;
    const after = this.#watched.get(info.id);
    if (after === undefined || after >= view.seq) return this.#same("watching", [], events);
    if (missed) {
      if (missed[0] !== after + 1 || missed[1] !== view.seq)
        this.#wrong(
          "events",
          `watching ${info.id} missed ${missed.join("-")}, not from ${after + 1}`,
        );
      return this.#same("watching", [], events);
    }
    const expected: ToldEvent[] = [];
    for (const line of model.lines.slice(after, view.seq))
      expected.push(...toldOf(line, this.#seatDuring(model, line)));
    this.#same("watching", expected, events);
  }

  /** A change is right when the whole that it makes of the view before is right, and nothing was missed. */
  #change({ session, view, events }: Extract<DownMessage, { type: "change" }>): void {
    const before = this.#shown.get(session);
    if (!before) return this.#wrong("events", `${session} has changed before it was shown`);
    this.#update({ type: "update", session, view: changedView(before, view), events });
  }

  #update({ session, view, events, missed }: Extract<DownMessage, { type: "update" }>): void {
    const model = this.#modelAt("update", session, view);
    const told = this.#told.get(session);
    // What was under way when the client wanted no more of it.
    if (told === undefined) return;
    this.#told.set(session, view.seq);
    if (!model) return;
    const gap = view.seq > told + 1 ? [told + 1, view.seq - 1] : undefined;
    if (view.seq <= told || gap?.join() !== missed?.join())
      this.#wrong(
        "events",
        `${session}: entry ${view.seq} after ${told}, missed ${missed?.join("-")}`,
      );
    const line = model.lines[view.seq - 1];
    if (line) this.#same("update", toldOf(line, model.seatAt(view.seq, this.viewer)), events);
  }

  /** The session of a view; what the view shows must be what its seat may see after its entry. */
  #modelAt(what: string, session: string, view: SessionView): SessionModel | undefined {
    const model = this.#checker.sessions.get(session);
    const state = model?.states[view.seq - 1];
    if (!model || !state) {
      this.#wrong("J1", `${what} shows ${session} at entry ${view.seq}, which is not durable`);
      return undefined;
    }
    this.#shown.set(session, view);
    const furthest = this.#furthest.get(session) ?? 0;
    if (view.seq < furthest)
      this.#wrong("events", `${what} of ${session} goes back from ${furthest} to ${view.seq}`);
    this.#furthest.set(session, view.seq);
    const seat = model.seatAt(view.seq, this.viewer);
    if (view.you !== seat)
      this.#wrong("V1", `${what} of ${session} is for seat ${view.you}, not ${seat}`);
    if (view.status !== state.phase.status)
      this.#wrong("events", `${what} of ${session} says ${view.status}`);
    const own = viewOf(model, state, seat);
    if (!isDeepStrictEqual(view.view, own.view) || !isDeepStrictEqual(view.legal, own.legal))
      this.#wrong("V1", `${what} of ${session} entry ${view.seq} is not the view of seat ${seat}`);
    for (const part of ["players", "round", "timers", "stats"] as const)
      if (!isDeepStrictEqual(view[part], partsOf(state)[part]))
        this.#wrong("events", `${what} of ${session} entry ${view.seq} has other ${part}`);
    return model;
  }

  #reply(session: string, id: string, reply: CommandReply): void {
    const key = `${session} ${id}`;
    const model = this.#checker.sessions.get(session);
    const line = model?.byCommand.get(id);
    const waiting = this.#asked.get(key) ?? [];
    const { asked, isSure } = askedFor(reply, waiting, line);
    const rest = waiting.filter((one) => one !== asked);
    // What is not known of one reply is not known of the other.
    this.#asked.set(key, isSure ? rest : rest.map((one) => ({ ...one, isMuddled: true })));
    if (asked?.isMuddled === true || (asked && !isSure)) return undefined;
    if (!asked) return this.#wrong("J2", `a reply to ${id}, which nobody asked`);
    if ("refused" in reply) return this.#refusal(session, asked, line, reply.refused);
    if (!line || !model)
      return this.#wrong("J1", `${id} of ${session} is acknowledged, not durable`);
    if (line.seq !== reply.seq)
      this.#wrong("J2", `${id} of ${session} is entry ${line.seq}, the reply says ${reply.seq}`);
    if (!isSame(asked.command, line))
      this.#wrong("J2", `${id} of ${session} is done with other content, and acknowledged`);
    const told = this.#told.get(session) ?? line.seq;
    const { isSlow, isCurrent, failures } = this.#place;
    const isWatching = !this.#beginning.has(session) && !isSlow() && isCurrent();
    // Where the store breaks, the entry is seen when it answers again.
    if (told < line.seq && isWatching && failures() === asked.failures)
      this.#wrong("events", `the reply to ${id} of ${session} comes before entry ${line.seq}`);
    this.#same("reply", toldOf(line, line.did.seat ?? null), reply.events);
  }

  #refusal(session: string, asked: Asked, line: Line | undefined, code: string): void {
    const { id } = asked.command;
    const model = this.#checker.sessions.get(session);
    const isFault = code === "game_fault" || code === "game_unavailable";
    if (isFault && model && model.game.id !== "faulty")
      this.#wrong("E1", `${model.game.id} is refused with ${code}`);
    const { certainty } = asked;
    if (undecided.has(code) || certainty === undefined) return;
    if (this.#place.certaintyOf(session) !== certainty) return;
    if (asked.earlier && isSame(asked.command, asked.earlier))
      return this.#wrong("J2", `${id} of ${session} was done, and is refused with ${code}`);
    // Whether somebody may ask for such a thing at all comes before the session looks at the id.
    if (asked.earlier && code !== "id_reused" && code !== "forbidden")
      return this.#wrong("J2", `${id} was used with other content, and is refused with ${code}`);
    if (!line && code === "id_reused") this.#wrong("J2", `${id} was never used in ${session}`);
  }

  /** What the player was last told of its balance. */
  get wallet(): number | undefined {
    return this.#balance;
  }

  #wallet(balances: Readonly<Record<string, number>>): void {
    for (const [currency, balance] of Object.entries(balances)) {
      const account = `player:${this.viewer}`;
      this.#balance = balance;
      if (balance < 0) this.#wrong("M2", `the wallet says ${balance}`);
      if (!this.#checker.books.had(account, currency, balance))
        this.#wrong("M1", `${account} never had the ${balance} that its wallet says`);
    }
  }

  /** Somebody who comes or goes with an entry is told of it as who they were in their seat. */
  #seatDuring(model: SessionModel, line: Line): number | null {
    return model.seatAt(line.seq, this.viewer) ?? leavingSeat(line, this.viewer);
  }

  #same(what: string, expected: readonly ToldEvent[], events: readonly SessionEvent[]): void {
    if (canonicalJson(expected) === canonicalJson(events)) return;
    this.#wrong("events", `${what} tells [${namesOf(events)}], not [${namesOf(expected)}]`);
  }

  #wrong(rule: Rule, detail: string): void {
    this.#report(rule, `${this.#place.where}: ${detail}`);
  }
}

const namesOf = (list: readonly SessionEvent[]): string =>
  list.map(({ seq, index, type }) => `${seq}.${index} ${type}`).join(", ");

const leavingSeat = ({ command, did }: Line, player: string | null): number | null =>
  command.kind === "leave" && command.player === player ? (did.seat ?? null) : null;

/** A game that fails to make its view, or to say what a seat may do, shows nothing. */
const viewOf = (
  model: SessionModel,
  state: SessionModel["states"][number],
  seat: number | null,
): Pick<SessionView, "view" | "legal"> => {
  const { game, setup } = model;
  try {
    const legal = seat === null ? undefined : legalFor(game, setup, state, seat);
    const own = {
      view: viewFor(game, setup, state, seat),
      legal: legal?.map(({ type, fields }) => ({ type, fields })),
    };
    return JSON.parse(JSON.stringify(own)) as Pick<SessionView, "view" | "legal">; // as it is sent
  } catch (error) {
    if (!(error instanceof GameFault || error instanceof TypeError)) throw error;
    return seat === null ? { view: null } : { view: null, legal: [] };
  }
};

/** What everybody is shown of a session, by its journal. */
const partsOf = ({ players, round, timers, stats }: SessionModel["states"][number]) => ({
  players: players.map((player) => player && { id: player.id, name: player.name }),
  round: { number: round.number, commitment: round.commitment },
  timers: publicTimers(timers),
  stats,
});
