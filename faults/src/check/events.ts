import type { Entry, Seat } from "@parlor/kit";
import type { Event, ToldEvent } from "../history.ts";
import { shortHash } from "../shown-parts.ts";
import { finding, type Finding } from "./finding.ts";
import type { Journals } from "./journals.ts";

type Shown = Extract<Event, { kind: "shown" }>;

/** An event of an entry: of the platform's own only the kind is worked out here. */
interface Expected {
  readonly type: string;
  readonly data?: string;
  readonly to?: readonly Seat[];
}

const ofCommand: Readonly<Record<string, string>> = {
  create: "session-created",
  join: "player-joined",
  leave: "player-left",
  act: "action-processed",
};

/** What an entry tells, whoever hears it. */
export const expectedOf = ({ command, did }: Entry): readonly Expected[] => {
  const own = ofCommand[command.kind];
  return [
    ...(own === undefined ? [] : [{ type: own }]),
    ...did.events.map(({ type, data, to }) => ({
      type,
      data: shortHash(data),
      ...(to === undefined ? {} : { to }),
    })),
    ...(did.finished ? [{ type: "round-finished" }] : []),
    ...(did.ended ? [{ type: "session-ended" }] : []),
  ];
};

/** Where each player sat after each entry. */
const seatsIn = (entries: readonly (Entry | undefined)[]): readonly ReadonlyMap<string, Seat>[] => {
  let seats: ReadonlyMap<string, Seat> = new Map();
  return entries.map((entry) => {
    if (entry?.command.kind === "join" && entry.did.seat !== undefined)
      seats = new Map([...seats, [entry.command.player, entry.did.seat]]);
    if (entry?.command.kind === "leave") {
      const { player } = entry.command;
      seats = new Map([...seats].filter(([seated]) => seated !== player));
    }
    return seats;
  });
};

/**
 * [V1] What clients were told of events is what the entries say, to whom it was meant; and whoever follows a table is told
 * everything, once, also across nodes and lost connections: or that something was left out.
 */
export const checkEvents = (events: readonly Event[], journals: Journals): readonly Finding[] => {
  const bySession = Map.groupBy(
    events.filter((event) => event.kind === "shown"),
    ({ session }) => session,
  );
  return [...bySession].flatMap(([session, shown]) => {
    const entries = journals.get(session);
    return entries ? new Telling(session, entries).check(shown) : [];
  });
};

/** One session's events, and who was told of them. */
class Telling {
  readonly #session: string;
  readonly #expected: readonly (readonly Expected[])[];
  readonly #seats: readonly ReadonlyMap<string, Seat>[];
  /** Up to which entry each player has been told. */
  readonly #through = new Map<string, number>();

  constructor(session: string, entries: readonly (Entry | undefined)[]) {
    this.#session = session;
    this.#expected = entries.map((entry) => (entry ? expectedOf(entry) : []));
    this.#seats = seatsIn(entries);
  }

  check(shown: readonly Shown[]): readonly Finding[] {
    return shown.flatMap((one) => [
      ...one.events.flatMap((event) => this.#wrong(event, one)),
      ...this.#missing(one),
    ]);
  }

  #wrong(told: ToldEvent, { player }: Shown): readonly Finding[] {
    const { seq, index, type, data } = told;
    const expected = this.#expected[seq - 1]?.[index];
    const what = `${player} was told of event ${index} of entry ${seq} of ${this.#session}`;
    if (expected?.type !== type)
      return [finding("events", `${what} as ${type}, but it is ${expected?.type ?? "none"}`)];
    if (expected.data !== undefined && expected.data !== data)
      return [finding("events", `${what}, a ${type}, with other data`)];
    if (!this.#maySee(expected, seq, player))
      return [finding("V1", `${what}, a ${type}, which is not meant for that seat`)];
    return [];
  }

  #maySee({ to }: Expected, seq: number, player: string): boolean {
    const seat = this.#seats[seq - 1]?.get(player);
    return to === undefined || (seat !== undefined && to.includes(seat));
  }

  /** Who comes for the first time is told nothing of before. */
  #missing({ player, seq, events, missed }: Shown): readonly Finding[] {
    const through = this.#through.get(player);
    this.#through.set(player, Math.max(seq, through ?? 0));
    if (through === undefined) return [];
    const told = new Set(events.map((event) => `${event.seq} ${event.index}`));
    const findings: Finding[] = [];
    for (let entry = through + 1; entry <= seq; entry++) {
      if (missed && entry >= missed[0] && entry <= missed[1]) continue;
      for (const [index, expected] of (this.#expected[entry - 1] ?? []).entries())
        if (!told.delete(`${entry} ${index}`) && this.#maySee(expected, entry, player))
          findings.push(
            finding(
              "events",
              `${player} was never told of event ${index} of entry ${entry} of ${this.#session}, a ${expected.type}`,
            ),
          );
    }
    // What is left was told before, or belongs to what is not shown yet.
    for (const again of told)
      findings.push(
        finding("events", `${player} was told of ${again} of ${this.#session} at the wrong time`),
      );
    return findings;
  }
}
