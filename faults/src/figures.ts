import type { Event } from "./history.ts";
import { Holders } from "./check/owners.ts";
import type { Stored } from "./stored.ts";

export interface Spread {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** What a run came to, for people and for programs. Times are what clients saw. */
export interface Figures {
  readonly seconds: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly sessions: number;
  readonly entries: number;
  readonly clients: number;
  readonly sent: number;
  readonly acknowledged: number;
  /** Sent more than once, since no answer came, or one that told to send it again. */
  readonly resent: number;
  readonly shown: number;
  readonly refusals: Readonly<Record<string, number>>;
  /** From sending a command first to its answer. */
  readonly latency: Spread;
  /** The same, of what was sent while nothing was wrong. */
  readonly latencyUndisturbed: Spread;
  /** From the death of a node to the next acknowledged command of each session that it owned and that was being played. */
  readonly afterKill: Spread;
  /** The longest that a command took which was under way during a rolling restart. */
  readonly rollingRestartLongestMs: number;
  /** The longest while under way during each kind of fault. */
  readonly longestMs: Readonly<Record<string, number>>;
}

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
};

interface Span {
  readonly name: string;
  readonly target: string;
  readonly from: number;
  readonly to: number;
}

const faultSpans = (events: readonly Event[]): readonly Span[] => {
  const open = new Map<string, number>();
  const spans: Span[] = [];
  for (const event of events) {
    if (event.kind !== "fault") continue;
    const { name, target, at, phase } = event;
    const key = `${name} ${target}`;
    if (phase === "began") open.set(key, at);
    else spans.push({ name, target, from: open.get(key) ?? at, to: at });
  }
  return spans;
};

/** When a command was sent first and answered, and whether it was done. */
interface Took {
  readonly session: string;
  readonly from: number;
  to: number;
  sentCount: number;
  isDone: boolean;
}

const commandsIn = (events: readonly Event[]): readonly Took[] => {
  const all = new Map<string, Took>();
  for (const event of events) {
    if (event.kind === "sent") {
      const { session, at, command } = event;
      const known = all.get(`${session} ${command.id}`);
      if (known) known.sentCount += 1;
      else
        all.set(`${session} ${command.id}`, {
          session,
          from: at,
          to: Infinity,
          sentCount: 1,
          isDone: false,
        });
    } else if (event.kind === "reply") {
      const known = all.get(`${event.session} ${event.id}`);
      if (!known) continue;
      // A refusal that told to send it again is no answer yet: the last one counts.
      known.to = known.isDone ? known.to : event.at;
      known.isDone ||= !("refused" in event.reply);
    }
  }
  return [...all.values()].filter(({ to }) => to < Infinity);
};

/** Only tables at which something was done so shortly before a kill are waited for after it. */
const playedWithinMs = 3_000;

const gapsAfterKills = (
  spans: readonly Span[],
  commands: readonly Took[],
  stored: Stored,
  machines: ReadonlyMap<string, string>,
): readonly number[] => {
  const holders = new Holders(stored);
  const done = Map.groupBy(
    commands.filter(({ isDone }) => isDone),
    ({ session }) => session,
  );
  return spans
    .filter(({ name }) => name.startsWith("kill"))
    .flatMap(({ target, from }) =>
      [...done].flatMap(([session, own]) => {
        if (holders.holder(session, from * 1_000) !== machines.get(target)) return [];
        if (!own.some(({ to }) => to <= from && to > from - playedWithinMs)) return [];
        const next = own.reduce(
          (least, { to }) => (to > from ? Math.min(least, to) : least),
          Infinity,
        );
        return next === Infinity ? [] : [next - from];
      }),
    );
};

const countedBy = (names: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

const took = ({ from, to }: Took): number => to - from;
const during = ({ from, to }: Took, span: Span): boolean => from < span.to && to > span.from;

/** `machines`: the address of each node. */
export const figuresOf = (
  events: readonly Event[],
  stored: Stored,
  machines: ReadonlyMap<string, string>,
): Figures => {
  const spans = faultSpans(events);
  const commands = commandsIn(events);
  const longest = (name: string): number => {
    const own = spans.filter((span) => span.name === name);
    const affected = commands.filter((one) => own.some((span) => during(one, span)));
    return Math.round(affected.reduce((most, one) => Math.max(most, took(one)), 0));
  };
  const names = [...new Set(spans.map(({ name }) => name))];
  const players = new Set(events.flatMap((event) => ("player" in event ? [event.player] : [])));
  const first = events[0]?.at ?? 0;
  return {
    seconds: Math.round(((events.at(-1)?.at ?? first) - first) / 1_000),
    faults: countedBy(spans.map(({ name }) => name)),
    sessions: stored.sessions.length,
    entries: stored.entries.length,
    clients: players.size,
    sent: commands.length,
    acknowledged: commands.filter(({ isDone }) => isDone).length,
    resent: commands.filter(({ sentCount }) => sentCount > 1).length,
    shown: events.filter(({ kind }) => kind === "shown").length,
    refusals: countedBy(
      events.flatMap((event) =>
        event.kind === "reply" && "refused" in event.reply ? [event.reply.refused] : [],
      ),
    ),
    latency: spreadOf(commands.map(took)),
    latencyUndisturbed: spreadOf(
      commands.filter((one) => !spans.some((span) => during(one, span))).map(took),
    ),
    afterKill: spreadOf(gapsAfterKills(spans, commands, stored, machines)),
    rollingRestartLongestMs: longest("rolling restart"),
    longestMs: Object.fromEntries(names.map((name) => [name, longest(name)])),
  };
};
