import { canonicalJson, type Command, type Entry } from "@parlor/kit";
import type { ClientCommand, CommandReply, DoneReply } from "@parlor/protocol";
import type { Event } from "../history.ts";
import { finding, type Finding } from "./finding.ts";
import type { Journals } from "./journals.ts";

/** A command, as its client knows of it. */
interface Asked {
  readonly player: string;
  readonly session: string;
  readonly command: ClientCommand;
  sentCount: number;
  /** In the order in which they came, over the socket and over HTTP. */
  readonly replies: CommandReply[];
  /** What came of sending something else under its id. */
  readonly others: CommandReply[];
  isAnswered: boolean;
}

const isDone = (reply: CommandReply): reply is DoneReply => !("refused" in reply);

/** Everything that was asked, by session and id. */
const askedIn = (events: readonly Event[]): ReadonlyMap<string, Asked> => {
  const all = new Map<string, Asked>();
  for (const event of events) {
    if (event.kind === "sent") {
      const { player, session, command } = event;
      const key = `${session} ${command.id}`;
      const known = all.get(key);
      if (known) known.sentCount += 1;
      else {
        const fresh = { player, session, command, sentCount: 1, isAnswered: false };
        all.set(key, { ...fresh, replies: [], others: [] });
      }
    } else if (event.kind === "reply") {
      const known = all.get(`${event.session} ${event.id}`);
      known?.replies.push(event.reply);
      if (known) known.isAnswered = true;
    } else if (event.kind === "again") {
      const known = all.get(`${event.session} ${event.command.id}`);
      known?.[event.isOther ? "others" : "replies"].push(event.reply);
    }
  }
  return all;
};

/**
 * [J1] [J2] What clients were told, against the journal: all that was acknowledged is in it, as it was asked and where it was said; what was
 * refused for good is not; nothing is in it that nobody asked; and each command has one answer.
 */
export const checkAnswers = (events: readonly Event[], journals: Journals): readonly Finding[] => {
  const asked = askedIn(events);
  const byId = new Map<string, Entry>();
  for (const [session, entries] of journals)
    for (const entry of entries) if (entry) byId.set(`${session} ${entry.command.id}`, entry);
  const findings = [...asked].flatMap(([key, one]) => checkOne(one, byId.get(key), journals));
  const players = new Set([...asked.values()].map(({ player }) => player));
  for (const [key, { session, seq, command }] of byId) {
    const by = playerOf(command);
    if (by === undefined || !players.has(by) || command.kind === "create") continue;
    if (!asked.has(key))
      findings.push(finding("J2", `entry ${seq} of ${session}: ${by} never asked ${command.id}`));
  }
  return findings;
};

/** `entry`: the one that has its id, if any. */
const checkOne = (
  asked: Asked,
  entry: Entry | undefined,
  journals: Journals,
): readonly Finding[] => {
  const { session, command, replies, others, isAnswered, player } = asked;
  const what = `${command.kind} ${command.id} at ${session}`;
  const findings: Finding[] = [];
  const done = replies.filter(isDone);
  const [first] = done;
  if (first) {
    const stands = journals.get(session)?.[first.seq - 1];
    if (!stands) findings.push(finding("J1", `${what} was done as entry ${first.seq}: it is lost`));
    else if (
      !isSame(stands.command, command, player) ||
      stands.did.seat !== (first.seat ?? undefined)
    )
      findings.push(
        finding("J1", `${what} was done as entry ${first.seq}, but that did ${stands.command.id}`),
      );
  }
  const texts = new Set(done.map((reply) => canonicalJson(reply)));
  if (texts.size > 1)
    findings.push(
      finding("J2", `${what} was answered in ${texts.size} ways: ${[...texts].join(" ")}`),
    );
  const last = replies.at(-1);
  if (last && !isDone(last) && !last.transient && (entry ?? first))
    findings.push(finding("J2", `${what} was refused for good with ${last.refused}, and done`));
  for (const reply of others)
    if (isDone(reply) || (reply.refused !== "id_reused" && !reply.transient))
      findings.push(
        finding("J2", `other content under the id of ${what} came to ${JSON.stringify(reply)}`),
      );
  if (!isAnswered) findings.push(finding("run", `${what} never had an answer`));
  return findings;
};

/** Whether an entry's command is the one that was sent, by this player. */
const isSame = (
  entry: Command | { readonly kind: "create" },
  sent: ClientCommand,
  player: string,
): boolean => {
  if (entry.kind !== sent.kind || !("id" in entry) || entry.id !== sent.id) return false;
  if (playerOf(entry) !== player) return false;
  if (entry.kind === "act" && sent.kind === "act")
    return canonicalJson(entry.action) === canonicalJson(sent.action);
  return true;
};

/** Who asked it; nobody for what the platform asks of itself. */
const playerOf = (command: object): string | undefined => {
  if ("player" in command) return String(command.player);
  return "by" in command ? String(command.by) : undefined;
};
