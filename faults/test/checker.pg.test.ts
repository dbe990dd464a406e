import type { ClientBase } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkRun } from "../src/check/check-run.ts";
import { partitionOf } from "../src/check/owners.ts";
import type { Event } from "../src/history.ts";
import type { FeedBatch } from "../src/load/feed-reader.ts";
import { postgresPrograms } from "../src/own-postgres.ts";
import { readStored, type Stored } from "../src/stored.ts";
import { smallRun, type SmallRun } from "./small-run.ts";

const isMissing = postgresPrograms() === undefined;
if (isMissing && process.env["CI"]) throw new Error("there are no programs of PostgreSQL");

/** What is done to a run that kept every promise, and which ones the checker has to find broken. */
interface Damage {
  readonly what: string;
  readonly rules: readonly string[];
  /** Statements, all of which are taken back. */
  readonly sql?: string;
  readonly stored?: (stored: Stored) => Stored;
  readonly events?: (events: readonly Event[]) => readonly Event[];
  readonly batches?: (batches: readonly FeedBatch[]) => readonly FeedBatch[];
}

/** Any entry in the middle of the longest journal. */
const middle = `(SELECT session, seq / 2 AS seq FROM heads ORDER BY heads.seq DESC LIMIT 1)`;
const someWallet = `account = (SELECT min(account) FROM balances WHERE account LIKE 'player:guest-%')`;

type Reply = Extract<Event, { kind: "reply" }>;
const isDone = (event: Event): event is Reply => event.kind === "reply" && "seq" in event.reply;
const refusal = { refused: "not_your_turn", text: "", transient: false };

/** The last of a kind, changed. */
const changing = <E extends Event>(
  events: readonly Event[],
  isWanted: (event: Event) => event is E,
  change: (event: E) => readonly Event[],
): readonly Event[] => {
  const at = events.findLastIndex(isWanted);
  const found = events[at];
  if (!found || !isWanted(found)) throw new Error("nothing of the kind happened");
  return [...events.slice(0, at), ...change(found), ...events.slice(at + 1)];
};
const isShown = (event: Event): event is Extract<Event, { kind: "shown" }> =>
  event.kind === "shown" && event.seq > 2;
const hasEvents = (event: Event): event is Extract<Event, { kind: "shown" }> =>
  isShown(event) && event.events.length > 0;
const isWallet = (event: Event): event is Extract<Event, { kind: "wallet" }> =>
  event.kind === "wallet";

const damages: readonly Damage[] = [
  {
    what: "a journal's line is gone",
    rules: ["J3", "J1"],
    sql: `DELETE FROM entries USING ${middle} m WHERE entries.session = m.session AND entries.seq = m.seq`,
  },
  {
    what: "a journal's last line is gone, and its head with it",
    rules: ["J1", "M1"],
    sql: `WITH last AS (SELECT heads.session, heads.seq FROM heads JOIN sessions ON id = session WHERE game = 'craps' AND heads.seq > 20 LIMIT 1),
      gone AS (DELETE FROM entries e USING last WHERE e.session = last.session AND e.seq > last.seq - 10)
      UPDATE heads SET seq = e.seq, hash = e.hash FROM entries e, last
      WHERE heads.session = last.session AND e.session = last.session AND e.seq = last.seq - 10`,
  },
  {
    what: "a line says something else",
    rules: ["J3"],
    sql: `UPDATE entries SET body = replace(body, '"at":', '"at": ') FROM ${middle} m
      WHERE entries.session = m.session AND entries.seq = m.seq`,
  },
  {
    what: "a wallet has one more",
    rules: ["M1", "wallets"],
    sql: `UPDATE balances SET balance = balance + 1 WHERE ${someWallet}`,
  },
  {
    what: "money has moved from one wallet to the house, and no transfer says so",
    rules: ["M1"],
    sql: `UPDATE balances SET balance = balance - 1 WHERE ${someWallet};
      UPDATE balances SET balance = balance + 1 WHERE (account, stripe) = (SELECT account, stripe FROM balances WHERE account = 'house' LIMIT 1)`,
  },
  {
    what: "a deposit is gone",
    rules: ["M1"],
    sql: `DELETE FROM treasury_transfers WHERE id = (SELECT min(id) FROM treasury_transfers WHERE id LIKE 'grant:guest-%')`,
  },
  {
    what: "a deposit came after it was spent",
    rules: ["M2"],
    sql: `UPDATE witness.transfers SET transaction = (SELECT transaction FROM witness.entries ORDER BY transaction DESC LIMIT 1)`,
  },
  {
    what: "another machine wrote a line",
    rules: ["C1"],
    sql: `UPDATE witness.entries SET machine = '10.9.9.9' FROM ${middle} m
      WHERE entries.session = m.session AND entries.seq = m.seq`,
  },
  {
    what: "another machine took a partition, and the first one wrote on",
    rules: ["C1"],
    stored: (stored) => ({
      ...stored,
      epochs: stored.epochs.map((epoch) => {
        const isIts = epoch.partition === partitionOf(stored.sessions[0]?.id ?? "");
        return isIts ? { ...epoch, machine: "10.9.9.9" } : epoch;
      }),
    }),
  },
  {
    what: "an epoch was given twice",
    rules: ["C1"],
    sql: `INSERT INTO witness.epochs (partition, epoch, machine, transaction)
      SELECT partition, epoch, machine, (SELECT max(transaction) FROM witness.entries) FROM witness.epochs LIMIT 1`,
  },
  {
    what: "a session has another secret",
    rules: ["J4", "verify"],
    sql: `UPDATE sessions SET secret = repeat('0', 64) WHERE game = 'craps'`,
  },
  {
    what: "a command is done twice",
    rules: ["J2"],
    stored: (stored) => ({
      ...stored,
      entries: stored.entries.map((entry, at) => {
        const { commandId = "", session = "" } = stored.entries[at - 1] ?? {};
        if (session !== entry.session || entry.seq < 4) return entry;
        return { ...entry, commandId, body: entry.body.replace(entry.commandId, commandId) };
      }),
    }),
  },
  {
    what: "an acknowledgement that nobody gave",
    rules: ["J1"],
    events: (events) =>
      changing(events, isDone, (event) => [
        { ...event, kind: "sent", command: { kind: "leave", id: "made-up" } },
        { ...event, id: "made-up", reply: { seq: 100_000, seat: 0, events: [] } },
        event,
      ]),
  },
  {
    what: "an acknowledgement of another place",
    rules: ["J1"],
    events: (events) =>
      changing(events, isDone, (event) => [
        { ...event, reply: { ...event.reply, seq: 2, seat: 0, events: [] } },
      ]),
  },
  {
    what: "two answers to one command",
    rules: ["J2"],
    events: (events) =>
      changing(events, isDone, (event) => [
        event,
        { ...event, reply: { ...event.reply, seat: 7 } as Reply["reply"] },
      ]),
  },
  {
    what: "a refusal of what was done",
    rules: ["J2"],
    events: (events) => changing(events, isDone, (event) => [{ ...event, reply: refusal }]),
  },
  {
    what: "a command that nobody sent",
    rules: ["J2"],
    events: (events) => {
      const done = events.findLast(isDone)?.id;
      return events.filter((event) => event.kind !== "sent" || event.command.id !== done);
    },
  },
  {
    what: "other content that was taken under a known id",
    rules: ["J2"],
    events: (events) =>
      changing(events, isDone, (event) => {
        const { player, session, id, reply, at } = event;
        const command = { kind: "leave", id } as const;
        return [event, { kind: "again", player, session, command, isOther: true, reply, at }];
      }),
  },
  {
    what: "a command without an answer",
    rules: ["run"],
    events: (events) => changing(events, isDone, () => []),
  },
  {
    what: "a view that shows something else",
    rules: ["views"],
    events: (events) =>
      changing(events, isShown, (event) => [
        { ...event, parts: { ...event.parts, stats: "other" } },
      ]),
  },
  {
    what: "a view of what is not in the journal",
    rules: ["J1"],
    events: (events) => changing(events, isShown, (event) => [{ ...event, seq: 100_000 }]),
  },
  {
    what: "a view of another seat",
    rules: ["V1"],
    events: (events) => changing(events, isShown, (event) => [{ ...event, seat: 3 }]),
  },
  {
    what: "a view that goes back",
    rules: ["views"],
    events: (events) =>
      changing(events, isShown, (event) => [event, { ...event, seq: event.seq - 1 }, event]),
  },
  {
    what: "an event that is not in the entry",
    rules: ["events"],
    events: (events) =>
      changing(events, hasEvents, (event) => [
        { ...event, events: event.events.map((one) => ({ ...one, type: "other" })) },
      ]),
  },
  {
    what: "events that somebody was never told of",
    rules: ["events"],
    events: (events) => changing(events, hasEvents, (event) => [{ ...event, events: [] }]),
  },
  {
    what: "events that somebody was told of twice",
    rules: ["events"],
    events: (events) => changing(events, hasEvents, (event) => [event, event]),
  },
  {
    what: "a wallet that was told wrongly",
    rules: ["wallets"],
    events: (events) =>
      changing(events, isWallet, (event) => [{ ...event, balances: { "PLAY/2": 1 } }]),
  },
  {
    what: "an entry that the feed never told",
    rules: ["feed"],
    batches: (batches) => batches.filter((_, at) => at !== 7),
  },
  {
    what: "an entry that the feed told twice",
    rules: ["feed"],
    batches: (batches) => [...batches, ...batches.slice(-1)],
  },
  {
    what: "a feed that told more than there is",
    rules: ["feed"],
    batches: (batches) => [...batches, { position: 10 ** 12, events: [] }],
  },
];

describe.skipIf(isMissing)("the checker", () => {
  let run: SmallRun;
  let sound: Stored;
  beforeAll(async () => {
    run = await smallRun();
    sound = await run.system.withDatabase(readStored);
  }, 120_000);
  afterAll(() => run.remove());

  /** What the database has after these statements, which are taken back. */
  const damaged = async (client: ClientBase, sql: string): Promise<Stored> => {
    await client.query("BEGIN");
    const done = await client.query(sql);
    // Of several statements the last one tells; one that found nothing to change would prove nothing.
    const { rowCount } = [done].flat().at(-1)!;
    expect(rowCount).toBeGreaterThan(0);
    const stored = await readStored(client);
    await client.query("ROLLBACK");
    return stored;
  };

  test("finds nothing wrong with a run that kept every promise", async () => {
    expect(await checkRun(run.told, sound)).toEqual([]);
    expect(sound.entries.length).toBeGreaterThan(200);
  });

  test.each(damages)("finds: $what", async ({ rules, sql, stored, events, batches }) => {
    const kept =
      sql === undefined ? sound : await run.system.withDatabase((client) => damaged(client, sql));
    const told = {
      events: events ? events(run.told.events) : run.told.events,
      batches: batches ? batches(run.told.batches) : run.told.batches,
    };
    const found = await checkRun(told, stored ? stored(kept) : kept);
    const broken = new Set(found.map(({ rule }) => rule));
    expect([...broken]).toEqual(expect.arrayContaining([...rules]));
  });
});
