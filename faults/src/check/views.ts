import { games } from "@parlor/games";
import {
  canonicalJson,
  legalFor,
  openSession,
  publicTimers,
  secretSeeds,
  step,
  viewFor,
  type Choice,
  type Entry,
  type Game,
  type SessionSetup,
  type SessionState,
} from "@parlor/kit";
import type { Event } from "../history.ts";
import { partsOf } from "../shown-parts.ts";
import type { Stored } from "../stored.ts";
import { finding, type Finding } from "./finding.ts";
import { sha256, type Journals } from "./journals.ts";

type Shown = Extract<Event, { kind: "shown" }>;

/** What was shown of a session, by the entry that it was shown after. */
const shownIn = (events: readonly Event[]): ReadonlyMap<string, Map<number, Shown[]>> => {
  const bySession = new Map<string, Map<number, Shown[]>>();
  for (const event of events) {
    if (event.kind !== "shown") continue;
    const bySeq = bySession.get(event.session) ?? new Map<number, Shown[]>();
    bySession.set(event.session, bySeq.set(event.seq, [...(bySeq.get(event.seq) ?? []), event]));
  }
  return bySession;
};

/** Nothing goes back on one connection: neither a table nor what is told of it. */
const checkOrder = (events: readonly Event[]): readonly Finding[] => {
  const latest = new Map<string, number>();
  const findings: Finding[] = [];
  for (const event of events) {
    if (event.kind !== "shown") continue;
    const { player, connection, session, seq } = event;
    const key = `${player} ${connection} ${session}`;
    const before = latest.get(key) ?? 0;
    if (seq < before)
      findings.push(
        finding("views", `${player} was shown entry ${seq} of ${session} after entry ${before}`),
      );
    latest.set(key, Math.max(seq, before));
  }
  return findings;
};

/**
 * [J4] [V1] Plays every session again from its first entry by the games' rules: each entry leads to the state that it says, and
 * whatever a client was shown is what its seat sees of the state after that entry.
 */
export const checkViews = (
  events: readonly Event[],
  stored: Stored,
  journals: Journals,
): readonly Finding[] => {
  const shown = shownIn(events);
  const secrets = new Map(stored.sessions.map(({ id, secret }) => [id, secret]));
  const findings = [...checkOrder(events)];
  for (const session of shown.keys())
    if (!journals.has(session))
      findings.push(finding("J1", `${session} was shown, but is not in the database`));
  for (const [session, entries] of journals)
    findings.push(
      ...new Replay(session, secrets.get(session) ?? "", shown.get(session)).run(entries),
    );
  return findings;
};

/** One session, played again. */
class Replay {
  readonly #session: string;
  readonly #secret: string;
  readonly #shown: ReadonlyMap<number, readonly Shown[]>;

  constructor(session: string, secret: string, shown: ReadonlyMap<number, Shown[]> = new Map()) {
    this.#session = session;
    this.#secret = secret;
    this.#shown = shown;
  }

  run(entries: readonly (Entry | undefined)[]): readonly Finding[] {
    const [first] = entries;
    if (first?.command.kind !== "create")
      return [finding("J3", `${this.#session} does not begin with its creation`)];
    const { setup } = first.command;
    const game = games.find(({ id }) => id === setup.game.id);
    if (!game) return [finding("run", `${this.#session} plays ${setup.game.id}, which is unknown`)];
    const findings: Finding[] = [];
    let state: SessionState | undefined;
    for (const entry of entries) {
      // What comes after a gap cannot be done again.
      if (!entry) return findings;
      const next = this.#again(game, setup, state, entry);
      if ("rule" in next) return [...findings, next];
      state = next;
      for (const shown of this.#shown.get(entry.seq) ?? [])
        findings.push(...compare(shown, game, setup, state));
    }
    return [...findings, ...this.#beyond(entries.length)];
  }

  #again(
    game: Game,
    setup: SessionSetup,
    state: SessionState | undefined,
    { at, command, did, seq, state: expected }: Entry,
  ): SessionState | Finding {
    const place = `entry ${seq} of ${this.#session}`;
    const seeds = secretSeeds(this.#secret);
    const context = { session: this.#session, now: at, seeds, pools: did.pools };
    if (command.kind !== "create" && !state) return finding("J3", `${place} comes first`);
    const done =
      command.kind === "create" || !state
        ? openSession(game, setup, context)
        : step(game, setup, state, command, context);
    if (done.kind !== "done") return finding("J4", `${place} is ${done.kind} when done again`);
    if (sha256(canonicalJson(done.state)) !== expected)
      return finding("J4", `${place} leads to another state when done again`);
    if (canonicalJson(done.deed) !== canonicalJson(did))
      return finding("J4", `${place} does something else when done again`);
    return done.state;
  }

  /** What was shown has to be in the journal: nobody may hear of what is not durable. */
  #beyond(length: number): readonly Finding[] {
    return [...this.#shown]
      .filter(([seq]) => seq > length)
      .map(([seq, [shown]]) =>
        finding("J1", `${shown?.player} was shown entry ${seq} of ${this.#session}: it is lost`),
      );
  }
}

const compare = (
  { player, session, seq, seat, parts }: Shown,
  game: Game,
  setup: SessionSetup,
  state: SessionState,
): readonly Finding[] => {
  const own = state.players.findIndex((seated) => seated?.id === player);
  const expected = partsOf({
    status: state.phase.status,
    ended:
      state.phase.status === "ended"
        ? { reason: state.phase.reason, at: state.phase.at, outcome: state.phase.outcome }
        : undefined,
    players: state.players,
    round: { number: state.round.number, commitment: state.round.commitment },
    timers: publicTimers(state.timers),
    stats: state.stats,
    view: viewFor(game, setup, state, seat),
    legal: seat === null ? undefined : legalFor(game, setup, state, seat).map(wireChoice),
  });
  const others = Object.keys(expected).filter((part) => expected[part] !== parts[part]);
  const what = `${player} was shown entry ${seq} of ${session} (${setup.game.id})`;
  return [
    ...(seat === (own < 0 ? null : own)
      ? []
      : [finding("V1", `${what} as seat ${seat}, but has seat ${own}`)]),
    ...(others.length === 0
      ? []
      : [finding("views", `${what}, seat ${seat}, with another ${others.join(", ")}`)]),
  ];
};

const wireChoice = ({ type, fields }: Choice): Choice => ({ type, fields });
